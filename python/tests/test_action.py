"""The GitHub Action: where it takes the program from, and what it gives it to check."""

import hashlib
import os
import shutil
import stat
import subprocess
import tarfile

import pytest

from conftest import PROJECT

if os.name == "nt" or not shutil.which("bash"):
    pytest.skip("the programs that stand in are scripts", allow_module_level=True)

SCRIPTS = PROJECT / ".github/action"
ARCHIVE = "guihua-v9.8.7-x86_64-unknown-linux-gnu.tar.gz"


def script(path, *lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/bash", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture
def job(tmp_path):
    """A runner on which `curl` takes what is in a folder, and `cargo` tells what it builds."""
    tools = tmp_path / "tools"
    for tool in ["bash", "cat", "find", "mkdir", "tar", "gzip", "sha256sum", "shasum"]:
        if found := shutil.which(tool):
            (tools).mkdir(exist_ok=True)
            (tools / tool).symlink_to(found)
    release = tmp_path / "release"
    release.mkdir()
    script(
        tools / "curl",
        'while [ $# -gt 1 ]; do if [ "$1" = --output ]; then to="$2"; fi; shift; done',
        f'name="${{1##*/}}"; echo "$1" >> "{tmp_path}/asked"',
        f'if [ -e "{release}/$name" ]; then cat "{release}/$name" > "$to"; printf 200; else printf "${{ANSWER:-404}}"; fi',
    )
    script(tools / "cargo", f'echo "$@" > "{tmp_path}/built"')

    def run(name, **environment):
        told = {"RUNNER_OS": "Linux", "RUNNER_ARCH": "X64", "RUNNER_TEMP": str(tmp_path), "GITHUB_PATH": str(tmp_path / "path")}
        told.update(ACTION_REF="v9.8.7", ACTION_REPOSITORY="owner/guihua", GITHUB_ACTION_PATH="/action")
        told.update(environment, PATH=str(tools))
        return subprocess.run(["bash", SCRIPTS / name], env=told, cwd=tmp_path, capture_output=True, text=True)

    run.tmp_path, run.tools, run.release = tmp_path, tools, release
    return run


def publish(job, checksum=None):
    """Puts a binary into the release."""
    script(job.tmp_path / "made/guihua", "echo released")
    with tarfile.open(job.release / ARCHIVE, "w:gz") as archive:
        archive.add(job.tmp_path / "made", ".")
    found = hashlib.sha256((job.release / ARCHIVE).read_bytes()).hexdigest()
    (job.release / f"{ARCHIVE}.sha256").write_text(f"{checksum or found}  {ARCHIVE}\n")


def test_the_binary_of_the_release_is_taken(job):
    publish(job)
    done = job("install.sh")
    assert done.returncode == 0, done.stderr
    folder = (job.tmp_path / "path").read_text().strip()
    assert subprocess.run([f"{folder}/guihua"], capture_output=True).stdout == b"released\n"
    asked = (job.tmp_path / "asked").read_text().splitlines()
    assert asked[0] == f"https://github.com/owner/guihua/releases/download/v9.8.7/{ARCHIVE}"
    assert not (job.tmp_path / "built").exists()


def test_a_binary_that_is_another_is_refused(job):
    publish(job, checksum="0" * 64)
    done = job("install.sh")
    assert done.returncode == 2 and "is not what the release says" in done.stderr
    assert not (job.tmp_path / "path").exists() and not (job.tmp_path / "built").exists()


def test_a_binary_without_checksum_is_refused(job):
    publish(job)
    (job.release / f"{ARCHIVE}.sha256").unlink()
    assert job("install.sh").returncode == 2
    assert not (job.tmp_path / "path").exists()


@pytest.mark.parametrize(
    "place",
    [{}, {"RUNNER_ARCH": "RISCV"}, {"ACTION_REF": "main"}, {"ACTION_REF": "", "ACTION_REPOSITORY": ""}, {"RUNNER_OS": "macOS"}],
)
def test_it_is_built_only_where_there_is_none(job, place):
    if place:
        publish(job)
    done = job("install.sh", **place)
    assert done.returncode == 0, done.stderr
    assert (job.tmp_path / "built").read_text().startswith("install --locked --path /action --root ")


def test_a_network_that_fails_builds_nothing(job):
    done = job("install.sh", ANSWER="503")
    assert done.returncode == 2 and "503" in done.stderr
    assert not (job.tmp_path / "built").exists()


def test_what_is_installed_is_taken(job):
    script(job.tools / "guihua")
    assert job("install.sh").returncode == 0
    assert not (job.tmp_path / "asked").exists() and not (job.tmp_path / "built").exists()


@pytest.fixture
def checked(job):
    """What `guihua check` is given for some paths."""
    # As on macOS, whose bash knows no `**`.
    old = job.tmp_path / "old.sh"
    old.write_text('shopt() { case "$*" in *globstar*) return 1 ;; esac; builtin shopt "$@"; }\n')
    script(job.tools / "guihua", f'printf "%s\\n" "$@" > "{job.tmp_path}/given"')
    for name in ["plans/a.txt", "plans/deep/er/b c.txt", "plans/d.md", "odd [1].txt", "plans/.git/e.txt", "plans/odd [2]/x/f.txt"]:
        path = job.tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")

    def check(paths, **inputs):
        given = {"BASH_ENV": str(old), "FAIL_ON": "error", "OUTPUT_FORMAT": "github", "OUTPUT": "", "ARGS": "", "PATHS": paths, **inputs}
        done = job("check.sh", **given)
        return done, (job.tmp_path / "given").read_text().splitlines() if done.returncode == 0 else []

    return check


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (".", ["."]),
        ("plans\nplans/d.md\n", ["plans", "plans/d.md"]),
        ("plans/*", ["plans/a.txt", "plans/d.md", "plans/deep", "plans/odd [2]"]),
        ("plans/**/*.txt", ["plans/a.txt", "plans/deep/er/b c.txt", "plans/odd [2]/x/f.txt"]),
        ("plans/**/b c.txt", ["plans/deep/er/b c.txt"]),
        ("**/b*.txt", ["plans/deep/er/b c.txt"]),
        ("**/er/**/b*", ["plans/deep/er/b c.txt"]),
        ("pl*/**/x/*", ["plans/odd [2]/x/f.txt"]),
        ("plans/d**", ["plans/d.md", "plans/deep"]),
        ("plans/deep/**", ["plans/deep", "plans/deep/er", "plans/deep/er/b c.txt"]),
        # What there is counts before what it may match, and is no script.
        ("odd [1].txt", ["odd [1].txt"]),
        ("$(touch ran)", ["$(touch ran)"]),
        ("none.txt", ["none.txt"]),
    ],
)
def test_paths_may_be_globs(checked, paths, expected):
    done, given = checked(paths)
    assert done.returncode == 0, done.stderr
    # `find` has an order of its own; `guihua check` sorts.
    options = ["check", "--fail-on", "error", "--output-format", "github", "--"]
    assert (given[:6], sorted(given[6:])) == (options, sorted(expected))


def test_a_glob_that_names_nothing_is_an_error(checked):
    for paths in ["plans/*.docx", "plans/**/*.docx", "none/**/*.txt", "plans/**/none.txt", "", "\n"]:
        done, _ = checked(paths)
        assert done.returncode == 2 and "nothing would be checked" in done.stderr


def test_arguments_stand_one_on_a_line(checked):
    _, given = checked("plans", ARGS="--ignore=I\n--baseline=a b.json\n", OUTPUT="out.sarif")
    assert given[5:] == ["--output", "out.sarif", "--ignore=I", "--baseline=a b.json", "--", "plans"]
