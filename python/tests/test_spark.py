"""The examples for Spark are run, where there are Spark and Java."""

import os
import shlex
import shutil
import subprocess
import sys

import guihua
import pytest

from conftest import PLAN, PROGRAM, PROJECT

pyarrow = pytest.importorskip("pyarrow")
pytest.importorskip("pandas")
pytest.importorskip("pyspark")
parquet = pytest.importorskip("pyarrow.dataset")

if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
    pytest.skip("there is no Java", allow_module_level=True)



@pytest.fixture
def spark(archive, tmp_path):
    """Runs an example; gives what it prints, by table, and the rows of a table."""
    name = b"\xff.txt" if sys.platform == "linux" else b"c.txt"
    with open(os.path.join(os.fsencode(archive), name), "wb") as file:
        file.write(PLAN.replace("甲市", "丙市").encode())

    def run(name, *words):
        environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
        command = [sys.executable, PROJECT / "examples/spark" / name, archive, tmp_path / "out", "--partitions", "2", *words]
        done = subprocess.run(list(map(str, command)), capture_output=True, text=True, env=environment, timeout=600)
        assert done.returncode == 0, done.stderr[-4000:]
        counts = dict(line.split() for line in done.stdout.splitlines())
        return {table: int(count) for table, count in counts.items()}

    def rows(table, *columns):
        return parquet.dataset(tmp_path / "out" / table).to_table(columns=list(columns)).to_pylist()

    run.rows = rows
    return run


def test_the_package_in_the_workers_gives_the_tables_of_the_package(spark, archive):
    counts = spark("plans_in_pandas.py")
    expected = guihua.tables(archive, errors="record")
    # The picture is no plan.
    assert counts == {**{name: len(table) for name, table in expected.items()}, "failures": 1}
    ids = [row["plan_id"] for row in spark.rows("plans", "plan_id")]
    assert sorted(ids) == sorted(pyarrow.table(expected["plans"])["plan_id"].to_pylist())


def test_piped_paths_give_a_row_for_every_plan(spark, archive):
    counts = spark("plans_to_parquet.py", "--guihua", shlex.join(PROGRAM))
    expected = guihua.tables(archive, errors="record")
    assert counts == {"plans": len(expected["plans"]), "indicators": len(expected["indicators"]), "failures": 1}
    titles = sorted(row["title"][:2] for row in spark.rows("plans", "title"))
    assert titles == sorted(title[:2] for title in pyarrow.table(expected["plans"])["title"].to_pylist())
