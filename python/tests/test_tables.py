"""Tables for data frames and databases."""

import datetime

import guihua
import pytest

from conftest import PROGRAM, run

pyarrow = pytest.importorskip("pyarrow")


def test_every_reader_takes_them(archive):
    duckdb, pandas, polars = map(pytest.importorskip, ["duckdb", "pandas", "polars"])
    tables = guihua.tables(archive)
    plans, departments = tables["plans"], tables["responsibilities"]
    assert len(plans) == 3 and len(departments) == 6
    arrow = pyarrow.table(plans)
    assert arrow.schema.field("date").type == pyarrow.date32()
    assert arrow.column("date").to_pylist() == [datetime.date(2021, 3, 5)] * 3
    frame = arrow.to_pandas()
    assert isinstance(frame, pandas.DataFrame) and list(frame.title.str[:2]) == ["甲市", "甲市", "乙市"]
    assert polars.DataFrame(departments)["department"].to_list() == ["市民政局", "市财政局"] * 3
    found = duckdb.sql("SELECT role, count(*) FROM departments JOIN plans USING (plan_id) GROUP BY ALL ORDER BY role")
    assert found.fetchall() == [("lead", 3), ("participant", 3)]
    values = pyarrow.table(tables["indicators"]).select(["year", "comparator", "value"]).slice(0, 2).to_pylist()
    assert values == [{"year": 2020, "comparator": "=", "value": 30.5}, {"year": 2025, "comparator": ">=", "value": 55.0}]
    # A table can be read more than once.
    assert pyarrow.table(plans).equals(arrow)


def test_they_are_those_of_the_program(archive, tmp_path):
    csv = pytest.importorskip("pyarrow.csv")
    done = run(PROGRAM, "export", "--to", "csv", "-o", tmp_path / "tables", archive)
    assert done.returncode == 0, done.stderr
    for name, table in guihua.tables(archive).items():
        exported = csv.read_csv(tmp_path / f"tables/{name}.csv", parse_options=csv.ParseOptions(newlines_in_values=True))
        assert exported.column_names == table.column_names, name
        assert len(exported) == len(table), name
        assert table.about("plan_id"), name


def test_documents_and_results_are_sources_and_nothing_stands_twice(archive):
    results = list(guihua.parse_many(archive, include=["*.txt"]))
    documents = [result.documents[0] for result in results]
    for sources in [results, documents, [*documents, *documents], [documents[0], *results], [*results, archive]]:
        assert len(guihua.tables(sources)["plans"]) == 3
    assert len(guihua.tables(documents[0])["plans"]) == 1
    assert {len(table) for table in guihua.tables([]).values()} == {0}
    assert {pyarrow.table(table).num_rows for table in guihua.tables([]).values()} == {0}
    with pytest.raises(FileNotFoundError):
        guihua.tables(archive / "none")
    assert len(guihua.tables([archive / "none", archive], errors="record")["plans"]) == 3
