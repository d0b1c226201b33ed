"""Threads, processes, signals and memory: what a host does beside reading."""

import concurrent.futures
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import textwrap
import threading
import time

import guihua
import pytest
from guihua import _native

from conftest import OWN_PROGRAM, PLAN, SEEDS

ENDS_WITHIN = 60
"""Seconds after which something that should end at once hangs."""


def python(code, *words):
    """A process that runs this and prints `ready` when it is about to read."""
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def interrupted(process):
    """What a process that is ready prints when Ctrl-C is pressed."""
    with process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        try:
            return process.communicate(timeout=ENDS_WITHIN)[0]
        finally:
            process.kill()


@pytest.mark.parametrize("call", ["parse", "check", "list(guihua.parse_many", "guihua.tables"])
def test_ctrl_c_stops_at_once(pipe, call):
    call = call if call.startswith(("list", "guihua")) else f"guihua.{call}"
    process = python(
        f"""
        import guihua, sys
        print("ready", flush=True)
        try:
            {call}(sys.argv[1]){")" if call.startswith("list") else ""}
        except KeyboardInterrupt:
            print("stopped", flush=True)
        """,
        pipe,
    )
    assert interrupted(process) == "stopped\n"


def test_ctrl_c_ends_the_command(pipe):
    # The process that prints `ready` becomes the command.
    code = "import os, sys; print('ready', flush=True); os.execv(sys.argv[1], sys.argv[1:])"
    process = python(code, *OWN_PROGRAM, "parse", pipe)
    interrupted(process)
    assert process.returncode in (-signal.SIGINT, 130)


def test_threads_read_side_by_side():
    expected = guihua.parse(SEEDS[4])[0].to_json()
    agree = []

    def work():
        for _ in range(10):
            agree.append(guihua.parse(SEEDS[4])[0].to_json() == expected)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert agree == [True] * 20


def test_other_threads_run_while_one_reads(pipe):
    """Who reads from a pipe waits for a thread of the same process to write to it."""
    read = []
    reader = threading.Thread(target=lambda: read.extend(guihua.parse(pipe)))
    reader.start()
    pipe.write_text(PLAN, encoding="utf-8")
    reader.join(ENDS_WITHIN)
    assert read[0].plan == guihua.parse_text(PLAN)[0].plan


def test_one_iterator_serves_two_threads(tmp_path):
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(PLAN, encoding="utf-8")
    many = _native.Many([tmp_path], None, [], [], None, {"format": None, "encoding": None, "spans": False, "lang": "zh"})
    taken = []
    threads = [threading.Thread(target=lambda: taken.extend(os.path.basename(answer[0]) for answer in many)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == [f"{number:02}.txt" for number in range(60)]


def test_a_document_goes_to_another_process_whole():
    for document in guihua.parse(SEEDS[0], spans=True):
        again = pickle.loads(pickle.dumps(document))
        assert (again, again.plan_id, again.to_yaml()) == (document, document.plan_id, document.to_yaml())


def read_or_die(path):
    """Reads a file; or is killed, as a machine that has no memory left does it."""
    if os.path.basename(path) == "kill.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return guihua.parse(path)[0]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
# On macOS the system's own libraries do not outlive a fork.
@pytest.mark.parametrize("start", ["spawn", "fork"] if sys.platform == "linux" else ["spawn"])
def test_a_killed_worker_is_noticed_and_the_others_go_on(tmp_path, start):
    for name in ["a.txt", "kill.txt"]:
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    # Here something was read before: threads of this process must not be missed there.
    assert guihua.parse(tmp_path / "a.txt")
    context = multiprocessing.get_context(start)
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(read_or_die, tmp_path / "a.txt").result(ENDS_WITHIN).plan.period.start == 2021
        with pytest.raises(concurrent.futures.process.BrokenProcessPool):
            pool.submit(read_or_die, tmp_path / "kill.txt").result(ENDS_WITHIN)
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        assert pool.submit(read_or_die, tmp_path / "a.txt").result(ENDS_WITHIN).plan_id


@pytest.mark.skipif(sys.platform != "linux", reason="the unit of ru_maxrss")
def test_memory_is_bounded_though_nobody_fetches(tmp_path):
    """The peak of reading an archive slowly does not grow with the archive."""
    text = SEEDS[0].read_bytes()
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_bytes(text + f"\n{number}".encode())
    code = """
        import guihua, resource, sys, time
        results = guihua.parse_many(sys.argv[1], include=sys.argv[2:], jobs=2)
        next(results)
        time.sleep(1)
        count = 1 + sum(len(result.documents) for result in results)
        print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    """

    def peak(*globs):
        with python(code, tmp_path, *globs) as process:
            return tuple(map(int, process.communicate(timeout=600)[0].split()))

    (few, low), (all_of_them, high) = peak("0*"), peak()
    assert (few, all_of_them) == (100, 300)
    # What may be under way is two threads' worth of sources and their models.
    assert high < 400 and high < low * 2, (low, high)


FAULTS = {
    "parse": lambda path, document: guihua.parse(path),
    "parse_text": lambda path, document: guihua.parse_text(PLAN, name=path),
    "check": lambda path, document: guihua.check(path),
    "parse_many": lambda path, document: guihua.parse_many(path),
    "tables": lambda path, document: guihua.tables(document),
    "add": lambda path, document: _native.Tables().add(document._native),
    "to_json": lambda path, document: document.to_json(),
    "to_yaml": lambda path, document: document.to_yaml(),
    "to_dict": lambda path, document: document.to_dict(),
    "dumps": lambda path, document: guihua.dumps([document, document]),
    "plan_id": lambda path, document: document.plan_id,
    "pickle": lambda path, document: pickle.dumps(document),
    # These are about no input that has a name.
    "finish": lambda path, document: _native.Tables().finish(),
    "from_json": lambda path, document: guihua.Document.from_json("{}"),
    "normalize": lambda path, document: guihua.normalize(PLAN),
}


@pytest.mark.parametrize("call", FAULTS)
def test_a_fault_of_the_program_names_the_input(tmp_path, call):
    path = os.fspath(tmp_path / "plan.txt")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    [document] = guihua.parse(path)
    _native.panic_next()
    with pytest.raises(guihua.InternalError) as caught:
        FAULTS[call](path, document)
    error = caught.value
    named = "-" if call in ["finish", "from_json", "normalize"] else path
    assert (error.code, error.path) == ("internal", named)
    assert "this was asked for" in str(error) and named in str(error)
    assert isinstance(pickle.loads(pickle.dumps(error)), guihua.InternalError)
    # It is a fault of one call.
    assert guihua.parse(path) == [document]


def test_more_threads_than_there_can_be_are_as_many_as_there_are(tmp_path):
    for number in range(600):
        (tmp_path / f"{number:03}.txt").write_text(PLAN, encoding="utf-8")
    results = list(guihua.parse_many(tmp_path, jobs=100_000))
    assert [result.ok for result in results] == [True] * 600


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_where_threads_are_out_those_that_there_are_do_it_or_an_error_names_the_path(tmp_path):
    (tmp_path / "a.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "b.txt").write_text(PLAN, encoding="utf-8")
    code = """
        import guihua, resource, sys
        folder, more = sys.argv[1], int(sys.argv[2]) << 20
        with open("/proc/self/status") as file:
            used = next(int(line.split()[1]) for line in file if line.startswith("VmSize")) * 1024
        resource.setrlimit(resource.RLIMIT_AS, (used + more, used + more))

        def say(name, call):
            try:
                print(name, call())
            except guihua.Error as error:
                print(name, error.code, error.path)

        say("many", lambda: len([result.ok for result in guihua.parse_many(folder, jobs=8)]))
        say("tables", lambda: len(guihua.tables(folder, jobs=8)["plans"]))
        say("parse", lambda: len(guihua.parse(folder + "/a.txt", lang="en")))
    """

    def said(megabytes):
        with python(code, tmp_path, megabytes) as process:
            return process.communicate(timeout=600)[0].splitlines()

    # Eight stacks have four more.
    assert said(60) == ["many 2", "tables 2", "parse 1"]
    none = [f"many no-threads {tmp_path}", f"tables no-threads {tmp_path}", f"parse no-threads {tmp_path}/a.txt"]
    # A stack has eight megabytes.
    assert said(4) == none
