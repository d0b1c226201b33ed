"""The page for researchers and the examples are run, and do what they say.

With GUIHUA_UPDATE=1 what the page says is printed is written anew.
"""

import contextlib
import doctest
import io
import os
import re
import subprocess
import sys

import guihua
import pytest

from conftest import PROJECT

PAGE = PROJECT / "docs/python.md"
BLOCK = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<printed>.*?)```\n)?", re.S)


def test_the_blocks_of_the_page_print_what_it_says(monkeypatch):
    for name in ["duckdb", "pandas", "polars", "pyarrow"]:
        pytest.importorskip(name)
    monkeypatch.chdir(PROJECT)
    page = PAGE.read_text(encoding="utf-8")
    space = {}

    def run(block):
        stream = io.StringIO()
        with contextlib.redirect_stdout(stream):
            exec(compile(block["code"], "docs/python.md", "exec"), space)
        printed = stream.getvalue()
        assert printed, block["code"]
        return f"```python\n{block['code']}```\n\n```text\n{printed}```\n"

    found = BLOCK.sub(run, page)
    if os.environ.get("GUIHUA_UPDATE"):
        PAGE.write_text(found, encoding="utf-8")
    else:
        assert found == page


def test_the_examples_run():
    def printed(name, *words):
        command = [sys.executable, PROJECT / "examples/python" / name, *map(str, words)]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment)

    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    led = printed("departments.py", PROJECT / "seeds", PROJECT / "none.txt")
    assert led.stdout.startswith("    59 市残联\n") and "none.txt" in led.stderr
    outline = printed("outline.py", next((PROJECT / "seeds").glob("002*")))
    assert "\n二、总体要求\n  （一）指导思想\n" in outline.stdout and "    [" in outline.stdout
    failed = printed("outline.py", "none.txt")
    assert failed.returncode == 1 and failed.stderr == "none.txt: there is no such file\n"


def test_the_example_in_the_documentation_of_the_module_is_true():
    assert doctest.testmod(guihua).failed == 0


def test_one_version_stands_everywhere():
    def version(file, pattern=r'^version = "(.+)"$'):
        return re.search(pattern, (PROJECT / file).read_text(encoding="utf-8"), re.M)[1]

    expected = version("Cargo.toml")
    assert version("python/Cargo.toml") == expected
    assert version("CITATION.cff", r"^version: (.+)$") == expected
    assert version("docs/python.md", r"version = \{(.+)\}") == expected
