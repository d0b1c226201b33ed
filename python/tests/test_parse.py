"""Reading one plan."""

import errno
import io
import json
import os
import pickle
import sysconfig

import guihua
import pytest
from guihua._node import Items, Node

from conftest import OWN_PROGRAM, PROGRAM, SEEDS, run


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_a_seed_gives_the_bytes_of_the_program(seed):
    documents = guihua.parse(seed)
    for form, ending in [("json", "json"), ("ndjson", "ndjson"), ("yaml", "yaml")]:
        printed = run(PROGRAM, "parse", "-q", "-f", ending, seed)
        assert printed.returncode == 0, printed.stderr
        assert guihua.dumps(documents, form).encode() == printed.stdout
    if len(documents) == 1:
        assert documents[0].to_json() == guihua.dumps(documents)
        assert json.loads(documents[0].to_json()) == documents[0].to_dict()
        assert documents[0].to_json(indent=False).count("\n") == 1
        assert documents[0].to_yaml() == guihua.dumps(documents, "yaml")
        assert guihua.Document.from_json(documents[0].to_json()) == documents[0]


def test_attributes_and_brackets_give_the_same(plan):
    [document] = guihua.parse_text(plan, name="plan.txt")
    assert document.plan.title == document["plan"]["title"] == "甲市养老服务规划（2021—2025年）"
    assert document.notice.document_number.sequence == 5
    assert document.notice.date == "2021-03-05"
    [clause] = document.plan.responsibilities
    assert [one.name for one in clause.lead] == ["市民政局"]
    assert clause.participants[0].also is None
    [indicator] = document.plan.indicators
    assert [(value.year, value.role, value.comparator, value.number) for value in indicator.values] == [
        (2020, "baseline", "=", 30.5),
        (2025, "target", ">=", 55),
    ]
    assert [section.title for section in document.walk()] == ["总体要求", "主要任务"]
    kinds = [block.type for block in document.plan.sections[0].content]
    assert kinds == ["paragraph", "responsibility", "box"]
    assert document.plan.sections[0].lines == tuple(document["plan"]["sections"][0]["lines"])
    assert document.plan.sections[:1] == [document.plan.sections[0]]
    with pytest.raises(AttributeError):
        document.plan.titel


def test_paths_bytes_and_open_files_are_sources(plan, tmp_path):
    path = tmp_path / "计划.txt"
    path.write_text(plan, encoding="gb18030")
    expected = guihua.parse_text(plan)[0].plan
    with path.open("rb") as binary, path.open(encoding="gb18030") as text:
        for source in [path, str(path), path.read_bytes(), binary, text, io.BytesIO(path.read_bytes()), io.StringIO(plan)]:
            assert guihua.parse(source)[0].plan == expected
    assert guihua.parse(path)[0].source.encoding == "gb18030"
    assert guihua.parse(path.read_bytes(), encoding="gbk", format="text")[0].plan == expected


def test_spans_are_bytes_of_the_source(plan):
    [document] = guihua.parse_text(plan, spans=True)
    first, last = document.notice.document_number.span
    assert plan.encode()[first:last].decode() == "甲政发〔2021〕5号"
    assert guihua.parse_text(plan)[0].notice.document_number.span is None


def test_errors_have_the_codes_of_the_program(tmp_path):
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "model.txt").write_text(guihua.parse_text("甲市规划\n一、甲\n")[0].to_json(), encoding="utf-8")
    (tmp_path / "glyphs.txt").write_text("(cid:12)(cid:7)" * 50, encoding="utf-8")
    (tmp_path / "cut.docx").write_bytes(b"PK\x03\x04" + bytes(40))
    (tmp_path / "old.doc").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    for name, kind in [
        ("none.txt", FileNotFoundError),
        ("picture.txt", guihua.Error),
        ("model.txt", guihua.Error),
        ("glyphs.txt", guihua.Error),
        ("cut.docx", guihua.Error),
        ("old.doc", guihua.Error),
        (os.path.join("folder.txt", "none.txt"), FileNotFoundError),
    ]:
        with pytest.raises(kind) as caught:
            guihua.parse(tmp_path / name, lang="en")
        error = caught.value
        listed = run(PROGRAM, "parse", "-q", "--errors", "errors.ndjson", "--lang", "en", name, cwd=tmp_path)
        assert listed.returncode == 2
        [record] = map(json.loads, (tmp_path / "errors.ndjson").read_text().splitlines())
        assert (error.code, error.message) == (record["code"], record["message"])
        assert error.path == str(tmp_path / name) and name in str(error)
        assert pickle.loads(pickle.dumps(error)).code == error.code
    with pytest.raises(guihua.Error):
        guihua.parse(tmp_path / "folder.txt")
    for wrong in [{"format": "odt"}, {"encoding": "klingon"}, {"lang": "fr"}]:
        with pytest.raises(ValueError):
            guihua.parse_text("甲市规划") and guihua.parse(b"x", **wrong)
    with pytest.raises(TypeError):
        guihua.parse(7)


def test_errors_of_the_system_are_what_python_knows(tmp_path):
    for path in [str(tmp_path / "none.txt"), ""]:
        with pytest.raises(FileNotFoundError) as caught:
            guihua.parse(path, lang="en")
        error = caught.value
        assert (error.errno, error.filename, error.strerror) == (errno.ENOENT, path, error.message)
        assert str(error) == f"{path or repr(path)}: {error.message}"
        again = pickle.loads(pickle.dumps(error))
        assert (again.errno, again.filename, str(again)) == (error.errno, error.filename, str(error))
    refused = guihua.NotPermitted("no-permission", "no", "a.txt")
    assert (refused.errno, refused.filename, str(refused)) == (errno.EACCES, "a.txt", "a.txt: no")
    assert str(guihua.Error("io", "no")) == "no"


def test_a_part_is_gone_through_as_a_dictionary_is(plan):
    [document] = guihua.parse_text(plan)
    assert list(document) == list(document.to_dict())
    assert {name: document.plan[name] for name in document.plan} == document.plan.to_dict()
    assert "plan" in document and "plans" not in document


def test_what_is_no_model_is_no_document(plan):
    model = guihua.parse_text(plan)[0].to_json()
    for wrong in ["", "{}", "[]", model[:-9], model.replace('"plan"', '"plam"')]:
        with pytest.raises(ValueError):
            guihua.Document.from_json(wrong)


def test_odd_text_is_text():
    for text in ["", "\x00", "\ud800甲", "\U0001f600" * 1000, "（" * 10000, "1\\) 甲\n1\\、乙\n"]:
        assert len(guihua.parse_text(text)) == 1
        assert isinstance(guihua.normalize(text), str)


def test_findings_say_where_and_what_to_do(plan):
    broken = plan.replace("加强保障。", "加强(保障）。")
    found = guihua.check(io.StringIO(broken), lang="en")
    [one] = [finding for finding in found if finding.code == "T002"]
    first, last = one.span
    assert broken.encode()[first:last].decode() in "(）"
    assert one.lines == (11, 11) and one.severity in ("error", "warning") and one.help
    assert all(finding.code != "T002" for finding in guihua.check(io.StringIO(plan)))


def test_a_notebook_shows_what_matters_and_runs_nothing(plan):
    [document] = guihua.parse_text(plan.replace("护理型", "<script>alert(1)</script>"))
    page = document._repr_html_()
    assert "甲市养老服务规划" in page and "≥55" in page and "指标 1" in page
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_the_schema_is_that_of_the_program():
    assert guihua.schema() == json.loads(run(PROGRAM, "schema").stdout)


def test_the_command_of_the_package_is_the_program(plan):
    done = run(OWN_PROGRAM, "parse", "-q", "-f", "json", stdin=plan.encode())
    assert done.returncode == 0
    assert done.stdout.decode() == guihua.parse_text(plan)[0].to_json()
    assert run(OWN_PROGRAM, "parse", "none.txt").returncode == 2
    assert run(OWN_PROGRAM, "check", "-", stdin="甲市规划\n一、甲\n".encode()).returncode == run(
        PROGRAM, "check", "-", stdin="甲市规划\n一、甲\n".encode()
    ).returncode
    for words in [["--version"], ["--help"], ["explain", "--list"]]:
        assert run(OWN_PROGRAM, *words).stdout == run(PROGRAM, *words).stdout
    # Installed beside the interpreter, as a command of its own.
    command = os.path.join(sysconfig.get_path("scripts"), "guihua")
    assert run([command], "--version").stdout == run(PROGRAM, "--version").stdout


def test_fields_are_those_of_the_schema(plan):
    """Every field of the schema has an attribute, and no attribute fails."""

    def visit(part):
        names = [name for name in dir(type(part)) if isinstance(getattr(type(part), name), property)]
        assert set(part.to_dict()) <= {name.rstrip("_") for name in names}
        for name in names:
            value = getattr(part, name)
            for child in value if isinstance(value, Items) else [value]:
                if isinstance(child, Node):
                    visit(child)

    for document in [*guihua.parse(SEEDS[0], spans=True), *guihua.parse_text(plan)]:
        visit(document)
