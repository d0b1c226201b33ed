"""The types are those of the schema, and checkers agree."""

import importlib.metadata
import importlib.util
import pathlib
import re
import subprocess
import sys

import guihua
import pytest

from conftest import PROJECT

EXAMPLES = sorted((PROJECT / "examples/python").glob("*.py"))
if importlib.util.find_spec("pyspark"):
    EXAMPLES += sorted((PROJECT / "examples/spark").glob("*.py"))


def checked(checker, *files, cwd):
    """What a type checker says of files."""
    command = [sys.executable, "-m", *checker, *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd)


def mypy(*files, cwd):
    pytest.importorskip("mypy")
    # What other packages do not say of their types is not the question.
    return checked(["mypy", "--strict", "--ignore-missing-imports"], *files, cwd=cwd)


def pyright(*files, cwd):
    pytest.importorskip("pyright")
    if checked(["pyright", "--version"], cwd=cwd).returncode != 0:
        pytest.skip("pyright cannot fetch what it runs on")
    return checked(["pyright", "--pythonpath", sys.executable], *files, cwd=cwd)


@pytest.fixture
def page(tmp_path):
    """The blocks of the page for researchers as one file."""
    blocks = re.findall(r"```python\n(.*?)```", (PROJECT / "docs/python.md").read_text(encoding="utf-8"), re.S)
    path = tmp_path / "page.py"
    path.write_text("".join(blocks), encoding="utf-8")
    return path


def test_the_types_are_made_from_the_schema():
    command = [sys.executable, PROJECT / "python/generate_model.py", "--check"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_checkers_accept_the_examples_and_the_page(checker, page, tmp_path):
    done = checker(*EXAMPLES, page, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_checkers_accept_the_package_itself(checker, tmp_path):
    words = ["-p", "guihua"] if checker is mypy else [pathlib.Path(guihua.__file__).parent]
    done = checker(*words, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


SLIPS = [
    "document.plan.titel",
    "document.plan.title + 1",
    "document.notice.date",
    "document.plan.indicators[0].values[0].number + 1",
    "document.plan.sections[0].content[0].text",
    "guihua.parse('plan.txt', format='odt')",
    "guihua.parse(7)",
    "guihua.check('plan.txt')[0].line",
]


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_checkers_see_every_slip(checker, tmp_path):
    path = tmp_path / "slips.py"
    path.write_text("\n".join(["import guihua", "[document] = guihua.parse('plan.txt')", *SLIPS]) + "\n", encoding="utf-8")
    done = checker(path, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    seen = {int(line) for line in re.findall(r"slips\.py:(\d+):", done.stdout)}
    missed = [slip for line, slip in enumerate(SLIPS, 3) if line not in seen]
    assert not missed, done.stdout
    assert seen.isdisjoint({1, 2}), done.stdout


def test_the_package_says_that_it_is_typed():
    assert pathlib.Path(guihua.__file__).with_name("py.typed").exists()
    metadata = importlib.metadata.metadata("guihua")
    assert metadata["Requires-Python"] == ">=3.9"
    assert f"- name: {metadata['Author']}\n" in (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
