#!/usr/bin/env python3
"""Switch conditions off, one at a time, and see which of them no test would miss.

usage: tests/tools/conditions.py [options] FILE_OR_FOLDER...

Every operand of the conditions in the files named is put to `true` (beside `&&`, it then
says nothing) or `false` (beside `||`, and where it is all there is), the crate is built,
and the fast tests run: `--tests` says which. Where they pass, nothing holds that condition.
The table tells how many of each file; below it stands each that is not held. `--at-most N`
makes the run fail where more than N per cent are not. `--sample N` takes every Nth
condition, `--only LINE` those of one line.

The files are put back, whatever happens. Nothing else may be built in the folder
meanwhile. A build takes seconds, so does a run of the tests: a folder takes hours.
Accepted are those that `tests/tools/conditions.txt` names with the reason why no test
can hold them, one a line: `src/layout/join.rs: condition: reason`.
"""

import argparse
import pathlib
import re
import signal
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ACCEPTED = ROOT / "tests" / "tools" / "conditions.txt"

# Tests that look at what is read, and take seconds: units, then the annotated plans.
FAST = [
    ["--lib", "--", "--skip", "cli::"],
    ["--test", "integration", "--", "gold", "variants", "rules", "invariants", "layouts", "snapshots"],
]

# Comments, texts and characters: what looks like code in them is none.
NO_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|\bb?r(#*)".*?"\1|"(?:\\.|[^"\\])*"|\'(?:\\u\{\w+\}|\\x..|\\.|[^\\\'])\'', re.S)


def blanked(code):
    """The code with everything that is none made blank, each character in its place."""
    def blank(found):
        filler = " " if found.group().startswith("/") else "_"
        return re.sub(r"[^\n]", filler, found.group())
    code = NO_CODE.sub(blank, code)
    # Unit tests stand at the end of a file.
    tests = code.find("#[cfg(test)]\nmod ")
    return code if tests < 0 else code[:tests] + re.sub(r"[^\n]", " ", code[tests:])


def closing(code, at):
    """Where the bracket closes that opens at `at`."""
    depth = 0
    for place in range(at, len(code)):
        if code[place] in "([{":
            depth += 1
        elif code[place] in ")]}":
            depth -= 1
            if depth == 0:
                return place
    return len(code)


def condition_end(code, at):
    """Where the condition ends that begins at `at`: before the block or the arrow."""
    place = at
    while place < len(code):
        if code[place] in "([":
            place = closing(code, place)
        elif code[place] == "{" or code.startswith("=>", place):
            return place
        elif code[place] in ")],;}":
            return None
        place += 1
    return None


def operands(code, start, end):
    """The operands of `&&` and `||` in a stretch, with the operator at hand, down into
    round brackets."""
    parts, operators, place, first = [], [], start, start
    while place < end:
        if code[place] in "([{":
            place = closing(code, place)
        elif code.startswith(("&&", "||"), place) and not re.search(r"[(,=|]\s*$", code[start:place]):
            parts.append((first, place))
            operators.append(code[place:place + 2])
            place += 1
            first = place + 1
        place += 1
    parts.append((first, end))
    for at, (begin, finish) in enumerate(parts):
        text = code[begin:finish]
        begin += len(text) - len(text.lstrip())
        finish -= len(text) - len(text.rstrip())
        operator = (operators + [None])[min(at, len(operators) - 1)] if operators else None
        inner = begin + (1 if code[begin:begin + 1] == "!" else 0)
        if code[inner:inner + 1] == "(" and closing(code, inner) == finish - 1:
            yield from operands(code, inner + 1, finish - 1)
        elif begin < finish:
            yield begin, finish, operator


def conditions(code):
    """Each operand of a condition: where it stands, and what it is put to."""
    blank = blanked(code)
    found = {}
    for start in re.finditer(r"\b(?:if|while)\s", blank):
        end = condition_end(blank, start.end())
        if end is not None:
            for begin, finish, operator in operands(blank, start.end(), end):
                # A binding cannot be put to anything.
                if not re.match(r"let\b", blank[begin:finish]):
                    found[begin, finish] = "true" if operator == "&&" else "false"
    # Conditions that are values: `a && b` in a function that answers yes or no.
    for operator in re.finditer(r"&&|\|\|", blank):
        # A closure without parameters is none.
        if re.search(r"(?:[(,=|]|\bmove)\s*$", blank[:operator.start()]):
            continue
        begin, finish = expression(blank, operator.start())
        for first, last, kind in operands(blank, begin, finish):
            if kind and not re.match(r"(?:let|if|while|match|return)\b", blank[first:last]):
                found.setdefault((first, last), "true" if kind == "&&" else "false")
    # The innermost of what overlaps.
    return [(begin, finish, value) for (begin, finish), value in sorted(found.items())
            if not any((begin, finish) != other and begin <= other[0] and other[1] <= finish for other in found)
            and not re.search(r"[;{}]|=>|\blet\b|\belse\b", blank[begin:finish])]


def is_border(code, at):
    """Whether an assignment, an arrow or the head of a closure ends at `at`."""
    around = code[at - 1:at + 2]
    if code[at] == "=":
        return not re.search(r"==|!=|<=|>=", around)
    if code[at] == ">":
        return around.startswith("=>")
    return code[at] == "|" and "||" not in around and not re.match(r"\| ", code[at:]) \
        or code[at] == "|" and re.search(r"\|[^|()]*\|$", code[max(0, at - 60):at + 1]) is not None and "||" not in around


def expression(code, at):
    """The expression around an operator: to the bracket, comma or mark that holds it."""
    begin, depth = at, 0
    while begin > 0:
        c = code[begin - 1]
        if c in ")]}":
            depth += 1
        elif c in "([{":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and (c in ",;" or is_border(code, begin - 1)):
            break
        begin -= 1
    finish, depth = at, 0
    while finish < len(code):
        c = code[finish]
        if c in "([":
            depth += 1
        elif c in ")]":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0 and c in ",;{}":
            break
        finish += 1
    return begin, finish


def passes(tests):
    """Whether the crate builds and its tests pass; none where it does not build."""
    for test in tests:
        built = subprocess.run(["cargo", "test", "-q", "--locked", "--no-run", *test[:test.index("--")]],
                               cwd=ROOT, capture_output=True)
        if built.returncode:
            return None
        try:
            if subprocess.run(["cargo", "test", "-q", "--locked", *test], cwd=ROOT, capture_output=True,
                              timeout=600).returncode:
                return False
        except subprocess.TimeoutExpired:
            return False
    return True


def accepted():
    """What need not be held, by file and condition."""
    lines = ACCEPTED.read_text(encoding="utf-8").splitlines() if ACCEPTED.exists() else []
    return {tuple(line.split(": ", 2)[:2]) for line in lines if line and not line.startswith("#")}


def sources(names):
    for name in names:
        path = (ROOT / name).resolve()
        yield from sorted(path.rglob("*.rs")) if path.is_dir() else [path]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("files", nargs="+", metavar="FILE_OR_FOLDER")
    words.add_argument("--list", action="store_true", help="print the conditions and what they are put to")
    words.add_argument("--sample", type=int, default=1, metavar="N")
    words.add_argument("--only", type=int, metavar="LINE")
    words.add_argument("--at-most", type=float, metavar="N")
    words.add_argument("--tests", choices=["fast", "all"], default="fast")
    args = words.parse_args()
    tests = FAST if args.tests == "fast" else [["--"]]
    # Stopped from outside, the file at hand is put back all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    free, rows, open_ones = accepted(), [], []
    if not args.list and passes(tests) is not True:
        sys.exit("the tests do not pass as the files are")
    for path in sources(args.files):
        name = path.relative_to(ROOT).as_posix()
        code = path.read_bytes().decode("utf-8")
        held = missed = spared = unbuilt = 0
        for begin, finish, value in conditions(code)[::args.sample]:
            line = code.count("\n", 0, begin) + 1
            text = " ".join(code[begin:finish].split())
            if args.only and args.only != line:
                continue
            if args.list:
                print(f"{name}:{line}: {text} -> {value}")
                continue
            try:
                path.write_bytes((code[:begin] + value + code[finish:]).encode("utf-8"))
                passed = passes(tests)
            finally:
                path.write_bytes(code.encode("utf-8"))
            if passed is None:
                unbuilt += 1
            elif not passed:
                held += 1
            elif (name, text) in free:
                spared += 1
            else:
                missed += 1
                open_ones.append(f"{name}:{line}: {text} -> {value}")
        rows.append((name, held, missed, spared, unbuilt))
    if args.list:
        return
    total = [sum(row[at] for row in rows) for at in range(1, 5)]
    print("| file | held | not held | accepted | does not build |\n|---|---:|---:|---:|---:|")
    for name, *counts in [*rows, ("all", *total)]:
        print(f"| {name} | " + " | ".join(map(str, counts)) + " |")
    print(*open_ones, sep="\n")
    share = 100 * total[1] / max(1, sum(total[:3]))
    print(f"{share:.0f} % of {sum(total[:3])} conditions are not held by a test")
    if args.at_most is not None and share > args.at_most:
        sys.exit(1)


if __name__ == "__main__":
    main()
