#!/usr/bin/env python3
"""Compares `guihua.parse_many` with `guihua parse -f ndjson` on the same machine.

    python3 tests/tools/bench_python.py GUIHUA [PLANS [FOLDER]]

Needs the Python package, built for release (`pip install .`), in the Python that runs
this, and GUIHUA, the program built for release (`cargo build --release`). Makes an
archive of so many plans (2,000 unless told) in FOLDER (target/archive unless told),
reads it with each in turn, five times, and prints the medians: reading with
`parse_many`, the same with every model written as a line of NDJSON, and `tables`. The
lines must be those of the program. Needs a Unix.
"""

import filecmp
import os
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUNS = 5

READ = """
import guihua, sys
count = 0
for result in guihua.parse_many(sys.argv[1]):
    count += len(result.documents)
"""

WRITE = """
import guihua, sys
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    for result in guihua.parse_many(sys.argv[1]):
        for document in result.documents:
            file.write(document.to_json(indent=False))
"""

TABLES = """
import guihua, sys
tables = guihua.tables(sys.argv[1])
"""


def measure(words):
    """Seconds, seconds of all processors, and peak memory in MB of a process."""
    start = time.monotonic()
    child = subprocess.Popen(words, cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(words)} failed")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    guihua = os.path.abspath(sys.argv[1])
    plans = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    folder = sys.argv[3] if len(sys.argv) > 3 else os.path.join(ROOT, "target", "archive")
    archive = os.path.join(folder, str(plans))
    if not os.path.isdir(archive):
        make = ["cargo", "run", "--locked", "--example", "generate_archive", "--", "--plans", str(plans)]
        subprocess.run([*make, "--out", archive + ".part"], check=True, cwd=ROOT)
        os.rename(archive + ".part", archive)
    lines = [os.path.join(folder, name) for name in ("program.ndjson", "package.ndjson")]
    ways = {
        "`guihua parse -f ndjson`": [guihua, "parse", archive, "-q", "-f", "ndjson", "--force", "-o", lines[0]],
        "`parse_many`": [sys.executable, "-c", READ, archive],
        "`parse_many`, a line of NDJSON each": [sys.executable, "-c", WRITE, archive, lines[1]],
        "`tables`": [sys.executable, "-c", TABLES, archive],
    }
    runs = {way: [] for way in ways}
    for _ in range(RUNS):
        for way, words in ways.items():
            runs[way].append(measure(words))
    same = filecmp.cmp(*lines, shallow=False)
    for path in lines:
        os.remove(path)
    print(f"{plans} plans, load {os.getloadavg()[0]:.1f}\n")
    print("| way | seconds | speed of the program | CPU s | peak MB |\n|---|---:|---:|---:|---:|")
    program = statistics.median(run[0] for run in next(iter(runs.values())))
    for way, measured in runs.items():
        seconds, cpu = (statistics.median(run[part] for run in measured) for part in (0, 1))
        print(f"| {way} | {seconds:.2f} | × {program / seconds:.2f} | {cpu:.1f} | {max(run[2] for run in measured):.0f} |")
    print(f"\nThe lines are {'the same' if same else 'NOT THE SAME'}.")
    sys.exit(not same)


if __name__ == "__main__":
    main()
