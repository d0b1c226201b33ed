"""Runs the Spark job on a cluster of several processes and kills a worker.

    python tests/readers/spark.py target/debug/guihua ARCHIVE

Starts a standalone master and two workers on this machine, submits
examples/spark/plans_to_parquet.py over the archive, kills one worker as soon as it
has parsed something, and compares the rows with those of one run of
`guihua parse` on this machine alone.
"""

import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time

import pyarrow.dataset
import pyspark

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SPARK = pathlib.Path(pyspark.__file__).parent
JOB = PROJECT / "examples/spark/plans_to_parquet.py"
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


def executors_of(worker):
    """Whether a guihua process runs below the worker's session."""
    listing = subprocess.run(["ps", "-eo", "sid=,comm="], capture_output=True, text=True, check=True).stdout
    return any(line.split() == [str(worker.pid), "guihua"] for line in listing.splitlines())


def spark_rows(binary, archive, logs):
    """What the cluster makes of the archive, one worker being killed on the way."""
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
            job = subprocess.Popen(
                [
                    SPARK / "bin/spark-submit", "--master", url,
                    "--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=700m",
                    "--conf", "spark.task.maxFailures=8", "--conf", "spark.ui.enabled=false",
                    JOB, archive, output, "--guihua", binary, "--partitions", "12",
                ],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )
        try:
            wait_for("guihua on the first worker", lambda: executors_of(workers[0]), job, logs / "job.log")
            kill(workers[0])
            print("killed a worker at work")
            if job.wait(timeout=600) != 0:
                raise SystemExit(tail(logs / "job.log"))
        finally:
            kill(job)
    finally:
        for process in [*workers, master]:
            kill(process)
    lost = "Lost executor" in (logs / "job.log").read_text(errors="replace")
    if not lost:
        raise SystemExit("the cluster did not notice that a worker was killed")
    return {
        name: pyarrow.dataset.dataset(output / name, format="parquet", partitioning="hive").to_table().to_pylist()
        for name in ["plans", "indicators", "failures"]
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


def main(binary, archive):
    with tempfile.TemporaryDirectory() as logs:
        found = spark_rows(binary, archive, pathlib.Path(logs))
    plans, indicators = single_rows(binary, archive)
    by_path = lambda row: row[:2]
    spark_plans = [(row["path"], row["part"], json.loads(row["model"])) for row in found["plans"]]
    names = ["path", "part", "id", "column", "number", "text"]
    spark_indicators = [tuple(row[name] for name in names) for row in found["indicators"]]
    if sorted(spark_plans, key=by_path) != sorted(plans, key=by_path):
        raise SystemExit(f"plans differ: {len(spark_plans)} from Spark, {len(plans)} from one process")
    key = lambda row: tuple(map(str, row))
    if sorted(spark_indicators, key=key) != sorted(indicators, key=key):
        raise SystemExit(f"indicators differ: {len(spark_indicators)} from Spark, {len(indicators)} from one process")
    if found["failures"]:
        raise SystemExit(f"failures: {found['failures'][:3]}")
    print(f"{len(plans)} plans and {len(indicators)} values, the same from Spark and from one process")


if __name__ == "__main__":
    main(str(pathlib.Path(sys.argv[1]).resolve()), str(pathlib.Path(sys.argv[2]).resolve()))
