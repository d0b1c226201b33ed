"""Runs the Spark jobs on a cluster of several processes and kills a worker.

    python tests/readers/spark.py target/debug/guihua ARCHIVE

Starts a standalone master and two workers on this machine, submits
examples/spark/plans_to_parquet.py over the archive, kills one worker as soon as it
has parsed something, and compares the rows with those of one run of
`guihua parse` on this machine alone. Where the package `guihua` is installed, the same
is done with examples/spark/plans_in_pandas.py and `guihua export`. A plan whose file
name is no UTF-8 is put into a copy of the archive first.
"""

import importlib.util
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pyarrow.dataset
import pyarrow.parquet
import pyspark

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SPARK = pathlib.Path(pyspark.__file__).parent
PIPED = PROJECT / "examples/spark/plans_to_parquet.py"
IN_PANDAS = PROJECT / "examples/spark/plans_in_pandas.py"
WAIT = 120


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(name, logs, *arguments):
    """A Spark daemon in a process group of its own, so that its executors die with it."""
    environment = dict(
        os.environ, SPARK_LOCAL_IP="127.0.0.1", SPARK_HOME=str(SPARK),
        PYSPARK_PYTHON=sys.executable, SPARK_WORKER_DIR=str(logs / name),
    )
    log = open(logs / f"{name}.log", "wb")
    return subprocess.Popen(
        [SPARK / "bin/spark-class", *arguments], env=environment, stdout=log, stderr=log, start_new_session=True
    )


def wait_for(what, condition, process=None, log=None):
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if condition():
            return
        if process is not None and process.poll() is not None:
            raise SystemExit(f"the job ended before {what}:\n{tail(log)}")
        time.sleep(0.1)
    raise SystemExit(f"no sign of {what} within {WAIT} seconds")


def tail(log):
    return log.read_text(errors="replace")[-5000:]


def kill(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def works_on(worker, name):
    """Whether a process of that name runs below the worker's session."""
    listing = subprocess.run(["ps", "-eo", "sid=,args="], capture_output=True, text=True, check=True).stdout
    found = (line.split(maxsplit=1) for line in listing.splitlines())
    return any(sid == str(worker.pid) and name in words for sid, words in found)


def run_job(job, archive, logs, words, name):
    """What the cluster makes of the archive, by table, one worker being killed as soon
    as a process of that name runs on it."""
    logs.mkdir()
    port, page = free_port(), free_port()
    master = start(
        "master", logs, "org.apache.spark.deploy.master.Master",
        "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(page),
    )
    url = f"spark://127.0.0.1:{port}"
    workers = [
        start(f"worker-{number}", logs, "org.apache.spark.deploy.worker.Worker", "--cores", "1", "--memory", "1g", url)
        for number in range(2)
    ]
    try:
        log = logs / "master.log"
        wait_for("two workers", lambda: log.read_text(errors="replace").count("Registering worker") == 2)
        output = logs / "parquet"
        environment = dict(os.environ, SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, SPARK_HOME=str(SPARK))
        with open(logs / "job.log", "wb") as log:
            submitted = subprocess.Popen(
                [
                    SPARK / "bin/spark-submit", "--master", url,
                    "--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=700m",
                    "--conf", "spark.task.maxFailures=8", "--conf", "spark.ui.enabled=false",
                    job, archive, output, *words, "--partitions", "12",
                ],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )
        try:
            wait_for(f"{name} on the first worker", lambda: works_on(workers[0], name), submitted, logs / "job.log")
            kill(workers[0])
            print(f"{job.name}: killed a worker at work")
            if submitted.wait(timeout=600) != 0:
                raise SystemExit(tail(logs / "job.log"))
        finally:
            kill(submitted)
    finally:
        for process in [*workers, master]:
            kill(process)
    lost = "Lost executor" in (logs / "job.log").read_text(errors="replace")
    if not lost:
        raise SystemExit("the cluster did not notice that a worker was killed")
    return {
        folder.name: pyarrow.dataset.dataset(folder, format="parquet", partitioning="hive").to_table().to_pylist()
        for folder in output.iterdir()
    }


def single_rows(binary, archive):
    """The same from one process on this machine."""
    output = subprocess.run(
        [binary, "parse", "-q", "-f", "ndjson", archive], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    documents = [json.loads(line) for line in output.splitlines()]
    plans = [(document["source"]["path"], document["part"]["index"], document) for document in documents]
    indicators = [
        (document["source"]["path"], document["part"]["index"], row["id"], value["column"], value["number"], value["text"])
        for document in documents
        for row in document["plan"]["indicators"]
        for value in row["values"]
    ]
    return plans, indicators


def compare_piped(binary, archive, logs):
    found = run_job(PIPED, archive, logs / "piped", ["--guihua", binary], "guihua parse")
    plans, indicators = single_rows(binary, archive)
    by_path = lambda row: row[:2]
    spark_plans = [(row["path"], row["part"], json.loads(row["model"])) for row in found["plans"]]
    names = ["path", "part", "id", "column", "number", "text"]
    spark_indicators = [tuple(row[name] for name in names) for row in found["indicators"]]
    # A path alone does not say which folder was named around it.
    for *_, document in [*plans, *spark_plans]:
        del document["source"]["name"]
    if sorted(spark_plans, key=by_path) != sorted(plans, key=by_path):
        raise SystemExit(f"plans differ: {len(spark_plans)} from Spark, {len(plans)} from one process")
    key = lambda row: tuple(map(str, row))
    if sorted(spark_indicators, key=key) != sorted(indicators, key=key):
        raise SystemExit(f"indicators differ: {len(spark_indicators)} from Spark, {len(indicators)} from one process")
    if found["failures"]:
        raise SystemExit(f"failures: {found['failures'][:3]}")
    print(f"{len(plans)} plans and {len(indicators)} values, the same from Spark and from one process")


def compare_in_pandas(binary, archive, logs):
    found = run_job(IN_PANDAS, archive, logs / "in_pandas", [], "pyspark.daemon")
    tables = logs / "tables"
    subprocess.run([binary, "export", "-q", "--to", "parquet", "-o", tables, archive], check=True)
    if found.pop("failures"):
        raise SystemExit("failures where there should be none")
    key = lambda row: tuple(map(str, row.values()))
    rows = 0
    for file in tables.glob("*.parquet"):
        expected = pyarrow.parquet.read_table(file).to_pylist()
        if sorted(found.pop(file.stem), key=key) != sorted(expected, key=key):
            raise SystemExit(f"{file.stem} differs between Spark and `guihua export`")
        rows += len(expected)
    if found:
        raise SystemExit(f"tables that `guihua export` has not: {list(found)}")
    print(f"{rows} rows in all tables, the same from Spark and from `guihua export`")


def main(binary, archive):
    with tempfile.TemporaryDirectory() as folder:
        logs = pathlib.Path(folder)
        copy = shutil.copytree(archive, logs / "archive")
        plan = next(path for path in sorted(copy.rglob("*.txt")))
        shutil.copy(plan, os.fsencode(copy) + b"/\xb9\xe6\xbb\xae.txt")
        compare_piped(binary, copy, logs)
        if importlib.util.find_spec("guihua"):
            compare_in_pandas(binary, copy, logs)
        else:
            print("plans_in_pandas.py: not run, since the package guihua is not installed")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()), str(pathlib.Path(sys.argv[2]).resolve()))
