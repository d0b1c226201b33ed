#!/usr/bin/env python3
"""Measures `guihua parse` over an archive: time, speed and memory by threads.

    python3 tests/tools/bench_archive.py [PLANS [FOLDER]]

Builds the packaged program, makes an archive of so many plans (20,000 unless told) in
FOLDER (target/archive unless told), reads it with one thread and with all cores
(medians of three runs each), and compares the bytes. In /dev/shm or another
folder that is kept in memory the disk has no part in the result. Needs a Unix
and nothing but Python's library.
"""

import hashlib
import os
import platform
import statistics
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RUNS = 3


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT).stdout.strip()


def to_file(words, target):
    """Seconds, peak memory in MB and CPU seconds of writing to a file."""
    start = time.monotonic()
    child = subprocess.Popen([*words, "-o", target], cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(words)} failed")
    return time.monotonic() - start, usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime


def cpu():
    try:
        with open("/proc/cpuinfo") as file:
            return next(line.split(":")[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main():
    plans = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    subprocess.run(["cargo", "build", "--profile", "dist", "--bin", "guihua"], check=True, cwd=ROOT)
    folder = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "target", "archive")
    archive = os.path.join(folder, str(plans))
    if not os.path.isdir(archive):
        subprocess.run(
            ["cargo", "run", "--profile", "dist", "--example", "generate_archive", "--", "--plans", str(plans), "--out", archive + ".part"],
            check=True,
            cwd=ROOT,
        )
        os.rename(archive + ".part", archive)
    size = sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(archive) for name in names)
    guihua = os.path.join(ROOT, "target", "dist", "guihua")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{output(guihua, '--version')}, {output('rustc', '--version')}")
    print(f"{cpu()}, {cores} cores, {platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f}")
    print(f"{plans} plans, {size / 1e6:.0f} MB\n")
    print("| threads | seconds | MB/s | plans/s | × one thread | CPU s | peak MB |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    target = os.path.join(folder, "models.ndjson")
    one, hashes = None, set()
    for threads in sorted({1, cores}):
        words = [guihua, "parse", archive, "-q", "-f", "ndjson", "-j", str(threads)]
        runs = [to_file(words, target) for _ in range(RUNS)]
        with open(target, "rb") as file:
            hashes.add(hashlib.file_digest(file, "blake2b").hexdigest())
        seconds = statistics.median(run[0] for run in runs)
        one = one or seconds
        print(
            f"| {threads} | {seconds:.1f} | {size / 1e6 / seconds:.0f} | {plans / seconds:.0f} | {one / seconds:.2f} "
            f"| {statistics.median(run[2] for run in runs):.1f} | {max(run[1] for run in runs):.0f} |"
        )
    os.remove(target)
    print(f"\nThe bytes are {'the same' if len(hashes) == 1 else 'NOT THE SAME'}.")
    sys.exit(len(hashes) != 1)


if __name__ == "__main__":
    main()
