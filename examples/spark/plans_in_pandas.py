"""Turns a folder of plans into the tables of `guihua export`, with the Python package
in the workers of Spark.

    spark-submit examples/spark/plans_in_pandas.py archive/ parquet/

Workers see the archive under the same path (a shared file system) and have the
package `guihua`; nothing is piped. A plan is read once, by `parse_many`; every table
is made of the models, by `tables`. A worker that is lost costs its partitions only,
which Spark gives to another.

Written are all tables of `guihua export`, and `failures` (one row per path without a
model).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator

import guihua
import pandas
import pyarrow
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

# A file name is bytes, and need not be UTF-8.
ANSWER = "path BINARY, status STRING, code STRING, message STRING, model STRING"

# Models are some hundred kilobytes long.
PLANS_AT_ONCE = "256"

Rows = Callable[[Iterator[pandas.DataFrame]], Iterator[pandas.DataFrame]]


def list_plans(folder: bytes) -> list[tuple[bytes]]:
    """All files below a folder, sorted, so that partitions are the same in every run."""
    paths = (os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
    return [(path,) for path in sorted(paths) if not os.path.basename(path).startswith(b".")]


def reader(archive: str) -> Rows:
    """What gives one row per model, and one per path without a model."""

    def read(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        for batch in batches:
            rows: list[tuple[bytes, str, str | None, str | None, str | None]] = []
            paths = [os.fsdecode(path) for path in batch.path]
            # Spark runs a worker on each core. Keys are those of the whole archive.
            for result in guihua.parse_many(paths, folder=archive, jobs=1):
                path, error = os.fsencode(result.path), result.error
                if error is not None:
                    rows.append((path, result.status, error.code, error.message, None))
                for document in result.documents:
                    rows.append((path, result.status, None, None, document.to_json(indent=False)))
            yield pandas.DataFrame(rows, columns=["path", "status", "code", "message", "model"])

    return read


def rows_of(name: str) -> Rows:
    """What makes models into the rows of a table."""

    def rows(batches: Iterator[pandas.DataFrame]) -> Iterator[pandas.DataFrame]:
        for batch in batches:
            documents = map(guihua.Document.from_json, batch.model)
            # Spark wants columns in one piece; whole numbers stay whole where some are missing.
            table = pyarrow.table(guihua.tables(documents)[name]).combine_chunks()
            # Of no rows, pandas makes columns that Spark does not take.
            if len(table) > 0:
                yield table.to_pandas(integer_object_nulls=True)

    return rows


def tables(answers: DataFrame) -> Iterator[tuple[str, DataFrame]]:
    """Each table by its name."""
    models = answers.where(f.col("model").isNotNull()).select("model")
    for name, empty in guihua.tables([]).items():
        yield name, models.mapInPandas(rows_of(name), from_arrow_schema(pyarrow.schema(empty)))
    yield "failures", answers.where(f.col("model").isNull()).drop("model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", help="folder with the plans")
    parser.add_argument("output", help="folder for the tables; existing ones are replaced")
    parser.add_argument("--partitions", type=int, default=None, help="tasks in all; default twice the cores")
    arguments = parser.parse_args()

    spark = SparkSession.builder.appName("guihua").getOrCreate()
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", PLANS_AT_ONCE)
    partitions = arguments.partitions or 2 * spark.sparkContext.defaultParallelism
    paths = spark.createDataFrame(list_plans(os.fsencode(arguments.archive)), "path BINARY").repartition(partitions)
    answers = paths.mapInPandas(reader(arguments.archive), ANSWER).persist()
    for name, table in tables(answers):
        table.write.mode("overwrite").parquet(os.path.join(arguments.output, name))
        print(name, table.count())
    spark.stop()


if __name__ == "__main__":
    main()
