"""Turns a folder of plans into partitioned Parquet, with Spark driving guihua.

    spark-submit examples/spark/plans_to_parquet.py archive/ parquet/ --guihua guihua

Every partition of the list of paths starts one `guihua parse --stdin-paths`, which
answers each path with one line; a worker that is lost costs its partitions only,
which Spark gives to another. Workers see the archive under the same path (a
shared file system) and have the `guihua` binary. With the Python package instead,
see plans_in_pandas.py.

Three tables are written: `plans` (one row per plan, partitioned by planning
period, with its model as JSON), `indicators` (one row per value) and `failures`
(one row per path without a model).
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import tempfile
from collections.abc import Iterable, Iterator

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

# Of the model, what becomes columns; `guihua schema` has all of it.
ANSWER = """
    path STRING, status STRING, error STRUCT<code: STRING, message: STRING>,
    documents ARRAY<STRUCT<
        source: STRUCT<path: STRING, sha256: STRING>,
        part: STRUCT<index: INT, count: INT>,
        notice: STRUCT<document_number: STRUCT<text: STRING>, date: STRING>,
        plan: STRUCT<
            title: STRING, region: STRING,
            period: STRUCT<name: STRING, start: INT, `end`: INT>,
            indicators: ARRAY<STRUCT<
                id: STRING, name: STRING, unit: STRING, attribute: STRING,
                values: ARRAY<STRUCT<
                    column: STRING, year: INT, role: STRING, text: STRING, comparator: STRING, number: DOUBLE>>>>>>>
"""


def list_plans(folder: str) -> list[str]:
    """All files below a folder, sorted, so that partitions are the same in every run."""
    return sorted(
        os.path.join(root, name) for root, _, names in os.walk(folder) for name in names if not name.startswith(".")
    )


def ask(guihua: str, paths: Iterable[str]) -> Iterator[str]:
    """The lines that one guihua answers. A process that dies takes its partition down
    with it, and Spark tries again.

    `RDD.pipe` is not used: it writes UTF-8, and waits for ever where a file name is
    none. Names are bytes, and end with a NUL byte, which no name holds."""
    command = [*shlex.split(guihua), "parse", "-f", "ndjson", "--stdin-paths", "-0"]
    with tempfile.TemporaryFile() as names:
        names.writelines(os.fsencode(path) + b"\0" for path in paths)
        names.seek(0)
        with subprocess.Popen(command, stdin=names, stdout=subprocess.PIPE) as process:
            for line in process.stdout or ():
                yield line.decode("utf-8")
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)


def answers(spark: SparkSession, paths: list[str], guihua: str, partitions: int) -> DataFrame:
    """One row per path: what guihua answered."""
    lines = spark.sparkContext.parallelize(paths, partitions).mapPartitions(lambda part: ask(guihua, part))
    rows = spark.createDataFrame(lines.map(lambda line: (line,)), "answer STRING")
    return rows.select(f.from_json("answer", ANSWER).alias("parsed"), "answer").select("parsed.*", "answer")


def tables(answers: DataFrame) -> dict[str, DataFrame]:
    """The rows of each table."""
    models = f.from_json(f.get_json_object("answer", "$.documents"), "ARRAY<STRING>")
    pairs = answers.select("path", f.explode(f.arrays_zip(f.col("documents"), models.alias("models"))).alias("pair"))
    document = "pair.documents."
    plans = pairs.select(
        "path",
        f.col(document + "part.index").alias("part"),
        f.col(document + "source.sha256").alias("sha256"),
        f.col(document + "plan.title").alias("title"),
        f.col(document + "plan.region").alias("region"),
        f.col(document + "plan.period.name").alias("period"),
        f.col(document + "notice.document_number.text").alias("document_number"),
        f.to_date(document + "notice.date").alias("date"),
        f.col("pair.models").alias("model"),
    )
    rows = pairs.select(
        "path",
        f.col(document + "part.index").alias("part"),
        f.col(document + "plan.period.name").alias("period"),
        f.explode(document + "plan.indicators").alias("indicator"),
    )
    indicators = rows.select(
        "path", "part", "period", "indicator.id", "indicator.name", "indicator.unit", "indicator.attribute",
        f.explode("indicator.values").alias("value"),
    ).select("*", "value.*").drop("value")
    failures = answers.where(f.size("documents") == 0).select("path", "status", "error.code", "error.message")
    return {"plans": plans, "indicators": indicators, "failures": failures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="folder with the plans")
    parser.add_argument("output", help="folder for the tables; existing ones are replaced")
    parser.add_argument("--guihua", default="guihua", help="the binary on the workers")
    parser.add_argument("--partitions", type=int, default=None, help="processes in all; default twice the cores")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("guihua").getOrCreate()
    partitions = arguments.partitions or 2 * spark.sparkContext.defaultParallelism
    rows = answers(spark, list_plans(arguments.archive), arguments.guihua, partitions).persist()
    for name, table in tables(rows).items():
        writer = table.write.mode("overwrite")
        if "period" in table.columns:
            writer = writer.partitionBy("period")
        writer.parquet(os.path.join(arguments.output, name))
        print(name, table.count())
    spark.stop()


if __name__ == "__main__":
    main()
