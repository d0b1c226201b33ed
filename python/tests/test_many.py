"""Reading archives."""

import os

import guihua
import pytest

from conftest import PLAN, PROGRAM, run


def test_results_come_in_order_and_bad_files_are_records(archive):
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7\nno pdf")
    results = list(guihua.parse_many([archive, archive / "none.txt"], lang="en"))
    told = {os.path.relpath(result.path, archive).replace(os.sep, "/"): result for result in results}
    assert list(told) == ["2021/a.txt", "2022/a.txt", "b.txt", "broken.pdf", "none.txt", "picture.png"]
    assert [result.ok for result in results] == [True] * 3 + [False] * 3
    assert [result.status for result in results[3:]] == ["failed", "failed", "skipped"]
    assert told["none.txt"].error.code == "not-found"
    assert told["broken.pdf"].error.path == str(archive / "broken.pdf")
    assert told["b.txt"].documents[0].plan.title.startswith("乙市")
    for result in results:
        assert (result.error is None) == bool(result.documents)


def test_the_first_bad_file_raises_where_that_is_wanted(archive):
    (archive / "broken.pdf").write_bytes(b"%PDF-1.7\nno pdf")
    results = guihua.parse_many(archive, errors="raise")
    # What a folder holds beside plans is no error.
    assert [os.path.basename(next(results).path) for _ in range(3)] == ["a.txt", "a.txt", "b.txt"]
    with pytest.raises(guihua.Error, match="broken.pdf"):
        next(results)
    with pytest.raises(FileNotFoundError):
        list(guihua.parse_many(archive / "none.txt", errors="raise"))


def test_globs_and_threads_choose(archive):
    names = [os.path.basename(result.path) for result in guihua.parse_many(archive, include=["a.txt"], exclude=["2022"])]
    assert names == ["a.txt"]
    one = [result.documents[0].to_json() for result in guihua.parse_many(archive, exclude=["*.png"], jobs=1)]
    four = [result.documents[0].to_json() for result in guihua.parse_many(archive, exclude=["*.png"], jobs=4)]
    assert one == four and len(one) == 3
    assert list(guihua.parse_many([])) == []


@pytest.mark.parametrize("words", [{"jobs": 0}, {"jobs": -1}, {"errors": "ignore"}, {"include": ["[a"]}, {"format": "odt"}])
def test_wrong_words_raise_before_anything_is_read(archive, words):
    with pytest.raises((ValueError, OverflowError)):
        guihua.parse_many(archive, **words)


def test_the_lines_are_those_of_the_program(archive):
    written = run(PROGRAM, "parse", "-q", "-f", "ndjson", archive)
    assert written.returncode == 0, written.stderr
    documents = [document for result in guihua.parse_many(archive) for document in result.documents]
    assert guihua.dumps(documents, "ndjson").encode() == written.stdout
    for form in ["yaml", "json"]:
        written = run(PROGRAM, "parse", "-q", "-f", form, archive)
        assert guihua.dumps(documents, form).encode() == written.stdout


def test_keys_move_with_the_archive(archive, tmp_path, monkeypatch):
    def keys(path):
        return [result.documents[0].plan_id for result in guihua.parse_many(path, include=["*.txt"])]

    expected = keys(archive)
    assert len(set(expected)) == 3
    monkeypatch.chdir(tmp_path)
    assert keys("archive") == keys("./archive/") == expected
    archive.rename(tmp_path / "elsewhere")
    assert keys(tmp_path / "elsewhere") == expected
    # Named one by one, files have no folder but the one that is said to be around them.
    paths = sorted((tmp_path / "elsewhere").rglob("*.txt"))
    assert len(set(keys(paths))) == 2
    named = [result.documents[0].plan_id for result in guihua.parse_many(paths, folder=tmp_path / "elsewhere")]
    assert named == expected
    assert pyarrow_ids(guihua.tables(paths, folder=tmp_path / "elsewhere")) == expected


def pyarrow_ids(tables):
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.table(tables["plans"])["plan_id"].to_pylist()


def test_who_stops_asking_stops_the_work(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.txt").write_text(PLAN, encoding="utf-8")
    results = guihua.parse_many(tmp_path)
    assert next(results).ok
    results.close()
    assert list(results) == []


def test_a_dash_is_a_name_and_standard_input_belongs_to_python(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    [missing] = guihua.parse_many(["-"])
    assert missing.error.code == "not-found"
    (tmp_path / "-").write_text(PLAN, encoding="utf-8")
    [result] = guihua.parse_many(["-"])
    assert result.ok and guihua.parse("-")[0].plan == result.documents[0].plan


def test_a_name_that_is_no_utf_8_is_a_name(tmp_path):
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        with open(name, "wb") as file:
            file.write(PLAN.encode())
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such names")
    [result] = guihua.parse_many(tmp_path)
    assert result.ok and os.fsencode(result.path) == name
    assert guihua.parse(result.path)[0].plan == result.documents[0].plan
    assert guihua.tables(tmp_path)["plans"].column_names[0] == "plan_id"
    with pytest.raises(guihua.NotFound) as caught:
        guihua.parse(result.path + ".txt")
    assert os.fsencode(caught.value.path) == name + b".txt"
    # So it is of an open file, and of a text.
    for opened in [name, os.fsdecode(name)]:
        with open(opened, "rb") as file:
            assert guihua.parse(file)[0].source == guihua.parse(result.path)[0].source
        with open(opened, "rb") as file:
            assert guihua.check(file) == guihua.check(result.path)
    assert guihua.parse_text(PLAN, name=result.path)[0].source == guihua.parse(result.path)[0].source
    with open(name, "rb") as file, pytest.raises(guihua.Error) as caught:
        guihua.parse(file, format="docx")
    assert os.fsencode(caught.value.path) == name


def test_paths_may_be_bytes(archive):
    paths = sorted(archive.rglob("*.txt"))
    expected = [result.documents[0].plan_id for result in guihua.parse_many(paths, folder=archive)]
    as_bytes, around = [os.fsencode(path) for path in paths], os.fsencode(archive)
    assert [result.documents[0].plan_id for result in guihua.parse_many(as_bytes, folder=around)] == expected
    assert [result.documents[0].plan_id for result in guihua.parse_many(around, include=["*.txt"])] == expected
    assert len(guihua.tables(as_bytes, folder=around)["plans"]) == len(guihua.tables(around)["plans"]) == 3
    with os.scandir(around) as entries:
        [entry] = [entry for entry in entries if entry.name == b"b.txt"]
    assert guihua.parse(entry)[0].source.path == str(archive / "b.txt")
    with open(as_bytes[-1], "rb") as file:
        assert guihua.parse(file)[0].source.path == str(archive / "b.txt")
    with pytest.raises(TypeError):
        guihua.parse_many([7])


@pytest.mark.parametrize("words", [{"include": "*.txt"}, {"exclude": "*.png"}, {"include": b"*.txt"}])
def test_one_glob_is_no_list_of_globs(archive, words):
    with pytest.raises(TypeError, match="must be a list of globs"):
        guihua.parse_many(archive, **words)
