"""The outline of a plan with its boxes: `python examples/python/outline.py plan.docx`."""

import sys

import guihua
from guihua.model import Section


def print_section(document: guihua.Document, section: Section) -> None:
    indent = "  " * (section.level - 1)
    print(f"{indent}{section.label or ''}{section.title or ''}")
    for block in section.content:
        # The type of a block tells what it has.
        if block.type == "box":
            box = next(box for box in document.plan.boxes if box.id == block.box)
            print(f"{indent}  [{box.title}]")


def main(path: str) -> None:
    try:
        documents = guihua.parse(path)
    except guihua.NotFound:
        sys.exit(f"{path}: there is no such file")
    except guihua.Error as error:
        sys.exit(f"{error} [{error.code}]")
    for document in documents:
        print(document.plan.title)
        for section in document.walk():
            print_section(document, section)


if __name__ == "__main__":
    main(sys.argv[1])
