"""Who leads how much: `python examples/python/departments.py plans/`."""

import collections
import sys

import guihua


def main(*paths: str) -> None:
    counts: "collections.Counter[str]" = collections.Counter()
    for result in guihua.parse_many(paths):
        # What cannot be read is told, and does not stop the others.
        if result.error is not None:
            print(result.error, file=sys.stderr)
        for document in result.documents:
            for clause in document.plan.responsibilities:
                counts.update(department.name for department in clause.lead)
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{count:6} {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
