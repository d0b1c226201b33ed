"""The package reads as fast as the program.

Processor time is compared, which does not depend on what else runs; both read the same
generated archive, and both were built alike. `pytest --plans 2000` takes the archive of
the measure, as `.ci/run` does; `tests/tools/bench_python.py` prints what a release takes.
"""

import os
import pathlib
import subprocess
import sys

import pytest

from conftest import PROGRAM

RUNS = 3
MANY = 1000
"""So many plans are measured once: what disturbs a run is small beside it."""
LEAST = 0.9
"""What the program takes, as a part of what the package takes."""

READ = """
import guihua, sys, time
began = time.process_time()
plans = sum(len(result.documents) for result in guihua.parse_many(sys.argv[1]))
print(plans, time.process_time() - began)
"""


@pytest.fixture
def plans(request, tmp_path):
    """A generated archive; its generator is built with the tests of the program."""
    generator = pathlib.Path(PROGRAM[0]).parent / "examples/generate_archive"
    if not os.environ.get("GUIHUA") or not generator.exists():
        pytest.skip("there is no generate_archive beside the program that GUIHUA names")
    count = request.config.getoption("plans")
    subprocess.run([generator, "--plans", str(count), "--out", tmp_path / "plans"], check=True, capture_output=True)
    return count, tmp_path / "plans"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="nobody tells the time of a process")
def test_the_package_is_no_slower_than_the_program(plans, tmp_path):
    count, folder = plans
    words = [*PROGRAM, "parse", "-q", "-f", "ndjson", "--force", "-o", str(tmp_path / "all.ndjson"), str(folder)]

    def program():
        _, status, usage = os.wait4(subprocess.Popen(words).pid, 0)
        assert status == 0
        return usage.ru_utime + usage.ru_stime

    def package():
        done = subprocess.run([sys.executable, "-c", READ, folder], check=True, capture_output=True, text=True)
        read, seconds = done.stdout.split()
        assert int(read) >= count
        return float(seconds)

    # By turns, and the best of each: what others take from caches makes both slower.
    times = [(program(), package()) for _ in range(RUNS if count < MANY else 1)]
    by_program, by_package = map(min, zip(*times))
    print(f"{count} plans: the program {by_program:.2f} s, the package {by_package:.2f} s of processor time")
    assert by_program / by_package >= LEAST, times
