"""What the tests share: the program to compare with, and small plans.

GUIHUA names the program, as Cargo has built it; without it, the program of the
package is compared with its module.
"""

import os
import pathlib
import subprocess
import sys

import pytest

PROJECT = pathlib.Path(__file__).resolve().parents[2]
SEEDS = sorted((PROJECT / "seeds").iterdir())
OWN_PROGRAM = [sys.executable, "-m", "guihua"]
PROGRAM = [os.environ["GUIHUA"]] if os.environ.get("GUIHUA") else OWN_PROGRAM

PLAN = """甲市人民政府关于印发甲市养老服务规划的通知
甲政发〔2021〕5号

各区人民政府：
现将《甲市养老服务规划》印发给你们，请认真贯彻执行。
甲市人民政府
2021年3月5日

甲市养老服务规划（2021—2025年）
一、总体要求
加强保障。（市民政局牵头，市财政局配合）
专栏1 主要指标
序号\t指标\t2020年\t2025年\t属性
1\t护理型床位占比（%）\t30.5\t≥55\t约束性
二、主要任务
建设中心。
"""


def pytest_addoption(parser):
    parser.addoption("--plans", type=int, default=60, help="plans that test_speed.py reads (the measure is of 2000)")


def run(command, *words, stdin=b"", cwd=None):
    """Runs a program as a process of its own."""
    return subprocess.run(
        [*command, *map(str, words)],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )


@pytest.fixture
def plan() -> str:
    return PLAN


@pytest.fixture
def archive(tmp_path):
    """A folder with three plans, one of them twice, and a picture."""
    for name in ["2021/a.txt", "2022/a.txt", "b.txt"]:
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PLAN.replace("甲市", "乙市") if name == "b.txt" else PLAN, encoding="utf-8")
    (tmp_path / "archive/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    return tmp_path / "archive"


@pytest.fixture
def pipe(tmp_path):
    """A pipe that nobody ever writes to, so that reading it has no end."""
    if os.name == "nt":
        pytest.skip("pipes of POSIX")
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path
