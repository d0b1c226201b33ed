#!/usr/bin/env python3
"""Hold what `guihua parse` reads against annotations of documents.

usage: tests/tools/judge.py [options] ANNOTATION.json...

An annotation says what a careful reader finds in a document (`docs/accuracy.md` tells its
form). Annotation and model are both taken apart into facts; a fact counts as right when
both sides have it. What belongs to a section is tied to the title of that section, never to
its position, so that one heading read wrongly costs what it touches and no more. White
space, widths and the forms of punctuation are folded on both sides.

Prints for each document and kind of fact: F1 (right / annotated / read), then all documents
together. `--detail 10` shows differences, `--save FILE` keeps the facts that were right,
`--against FILE` shows what was gained and lost since. Needs Python and nothing else.
"""

import argparse
import collections
import json
import pathlib
import re
import subprocess
import unicodedata

# Characters of a text that are compared at each of its ends.
REACH = 10

# Characters of title and text that tell a section from others with its label.
NAME = 8

# Different characters for the same mark.
MARKS = str.maketrans({
    **dict.fromkeys("〔［[【", "("), **dict.fromkeys("〕］]】", ")"),
    **dict.fromkeys("—―–－─~～〜", "-"), **dict.fromkeys("•∙", "·"),
    **dict.fromkeys("“”＂", '"'), **dict.fromkeys("‘’", "'"),
    "。": ".", "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "？": "?", "！": "!",
    "«": "《", "»": "》", "○": "〇",
})


def fold(text):
    """A text as it is compared."""
    text = unicodedata.normalize("NFKC", text or "").translate(MARKS)
    return re.sub(r"-+", "-", re.sub(r"\s+|\*\*", "", text))


def fold_title(text):
    return fold(text).rstrip(".")


def ends(first, last=None):
    """The beginning and the end of a text."""
    first, last = (fold(text).strip(".;,:") for text in (first, first if last is None else last))
    return first[:REACH], last[-REACH:]


def ends_of(annotated):
    """The same of an annotated text: the whole, or its beginning and its end."""
    return ends(annotated) if isinstance(annotated, str) else ends(annotated[0], annotated[-1])


def name_of(label, title, text):
    """What a section is called. Where its title runs into its text, both together are its
    name, so that it does not matter where the title was thought to end."""
    letters = re.sub(r"[^\u4e00-\u9fffA-Za-z0-9]", "", fold(title) + fold(text))
    return fold(label), letters[:NAME]


def names(units):
    """Departments, in no order."""
    def whole(unit):
        if isinstance(unit, str):
            return fold(unit)
        return fold(unit["name"] + (f"({unit['also']})" if unit.get("also") else ""))
    return tuple(sorted(map(whole, units or [])))


def notice_facts(notice, left_out=()):
    """A field each; both sides write the notice in the same form."""
    if notice is None:
        return [("none",)]
    number, imprint = notice.get("document_number") or {}, notice.get("imprint") or {}

    def texts(field, strip=""):
        listed = notice.get(field) or []
        return tuple(fold(text if isinstance(text, str) else text.get("text")).strip(strip) for text in listed)
    facts = [
        ("agency_mark", fold(notice.get("agency_mark"))),
        ("number", fold(number.get("text")), fold(number.get("agency_code")), number.get("year"), number.get("sequence")),
        ("title", fold_title(notice.get("title"))),
        ("date", notice.get("date")),
        ("imprint", fold(imprint.get("agency")), imprint.get("date")),
        ("addressees", texts("addressees")),
        ("signatories", texts("signatories")),
        ("copied_to", texts("copied_to", "().,:")),
        ("body", texts("body")),
        ("annotations", texts("annotations", "()")),
    ]
    return [fact for fact in facts if fact[0] not in left_out]


def plan_facts(plan):
    period = plan.get("period") or {}
    return [("title", fold_title(plan.get("title"))), ("region", fold(plan.get("region"))),
            ("period", fold(period.get("name")), period.get("start"), period.get("end"))]


def contents_facts(entries):
    return [(fold(entry.get("label")), fold_title(entry["title"]), entry.get("page")) for entry in entries or []]


def indicator_fact(row):
    def value(cell):
        number = cell.get("number")
        return (fold(cell.get("column")), cell.get("year"), cell.get("role"), fold(cell.get("text")),
                cell.get("comparator"), None if number is None else float(number))
    return (row.get("number"), fold(row.get("category")), fold(row.get("name")), fold(row.get("unit")),
            tuple(map(value, row["values"])), fold(row.get("attribute")))


def clause_fact(owner, clause):
    return (owner, *(names(clause.get(role)) for role in ("lead", "participants", "responsible")))


def table_facts(columns, rows):
    """The header and each row, since a row read wrongly should cost one row."""
    head = [("head", *map(fold, columns))] if columns else []
    return head + [("row", *map(fold, row)) for row in rows or []]


def item_facts(box, items, text_of):
    for item in items or []:
        text = text_of(item["text"]) if item.get("text") else ("", "")
        yield (box, fold(item.get("label")), fold_title(item.get("title")), *text)
        yield from item_facts(box, item.get("items"), text_of)


def annotated_facts(part, has_texts):
    """The facts of one annotated part, by kind. Where no text of sections was annotated,
    their titles alone name them."""
    facts = collections.defaultdict(list)
    left_out = (part["notice"] or {}).get("unscored") or () if part.get("notice") else ()
    facts["notice"] = notice_facts(part.get("notice"), left_out)
    facts["plan"] = plan_facts(part["plan"])
    facts["toc"] = contents_facts(part.get("toc"))
    facts["paragraphs"] = [("", *ends_of(text)) for text in part.get("preamble") or []]
    open_names, by_title = [], {}
    for section in part["sections"]:
        texts = section.get("p") or []
        first = "" if not texts else texts[0] if isinstance(texts[0], str) else texts[0][0]
        title = section.get("title")
        name = name_of(section.get("label"), title, first if has_texts or not title else "")
        del open_names[section["d"] - 1:]
        facts["sections"].append((name, open_names[-1] if open_names else ""))
        facts["titles"].append((name, fold_title(title)))
        facts["paragraphs"] += [(name, *ends_of(text)) for text in texts]
        open_names.append(name)
        by_title.setdefault((fold(section.get("label")), fold_title(title)), name)

    def owner(thing):
        label, title, *text = thing.get("in") or (None, None)
        if label is None and title is None and not text:
            return ""
        unnamed = name_of(label, title, text[0] if text else "")
        return by_title.get((fold(label), fold_title(title)), unnamed) if title else unnamed
    for box in part.get("boxes") or []:
        title = fold_title(box["title"])
        facts["boxes"].append((box.get("number"), title, owner(box)))
        facts["items"] += item_facts(title, box.get("items"), ends_of)
        facts["items"] += [(title, "p", *ends_of(text)) for text in box.get("p") or []]
    facts["indicators"] = [indicator_fact(row) for row in part.get("indicators") or []]
    facts["clauses"] = [clause_fact(owner(clause), clause) for clause in part.get("clauses") or []]
    facts["tasks"] = [(task.get("number"), fold(task["task"]), names(task.get("units"))) for task in part.get("tasks") or []]
    for table in part.get("tables") or []:
        facts["tables"] += table_facts(table["columns"], table["rows"])
    return facts


def model_facts(document, has_texts, left_out=()):
    """The facts of one model, by kind."""
    plan = document["plan"]
    facts = collections.defaultdict(list)
    facts["notice"] = notice_facts(document.get("notice"), left_out)
    facts["plan"] = plan_facts(plan)
    facts["toc"] = contents_facts(plan.get("toc"))
    by_id, blocks = {None: ""}, list(plan.get("preamble") or [])

    def texts(content):
        return [block["text"] for block in content if block["type"] == "paragraph"]

    def walk(sections, parent):
        for section in sections:
            own = texts(section["content"])
            title = section.get("title")
            name = name_of(section.get("label"), title, own[0] if own and (has_texts or not title) else "")
            by_id[section["id"]] = name
            facts["sections"].append((name, parent))
            facts["titles"].append((name, fold_title(title)))
            facts["paragraphs"] += [(name, *ends(text)) for text in own]
            blocks.extend(section["content"])
            walk(section["sections"], name)
    facts["paragraphs"] = [("", *ends(text)) for text in texts(plan.get("preamble") or [])]
    walk(plan["sections"], "")
    for box in plan["boxes"]:
        title = fold_title(box["title"])
        facts["boxes"].append((box.get("number"), title, by_id.get(box["section"], "")))
        facts["items"] += item_facts(title, box.get("items"), ends)
        facts["items"] += [(title, "p", *ends(text)) for text in texts(box.get("content") or [])]
        blocks.extend(box.get("content") or [])
    facts["indicators"] = [indicator_fact(row) for row in plan["indicators"]]
    for clause in plan["responsibilities"]:
        if clause.get("annex"):
            units = [unit for role in ("lead", "participants", "responsible") for unit in clause[role]]
            facts["tasks"].append((clause.get("number"), fold(clause.get("task")), names(units)))
        else:
            facts["clauses"].append(clause_fact(by_id.get(clause["section"], ""), clause))
    for annex in plan.get("annexes") or []:
        blocks.extend(annex.get("content") or [])
    for block in blocks:
        if block["type"] == "table":
            facts["tables"] += table_facts(block.get("columns"), block.get("rows"))
    return facts


KINDS = ["notice", "plan", "toc", "sections", "titles", "paragraphs", "boxes", "items", "indicators", "clauses",
         "tasks", "tables"]


class Count:
    """How many facts are right, annotated, and read."""

    def __init__(self):
        self.right = self.annotated = self.read = 0

    def add(self, right, annotated, read):
        self.right += right
        self.annotated += annotated
        self.read += read

    def f1(self):
        return 2 * self.right / (self.annotated + self.read) if self.annotated + self.read else 1.0


def parse(program, source):
    run = subprocess.run([program, "parse", "-f", "json", "-q", str(source)], capture_output=True, timeout=300)
    if not run.stdout:
        raise RuntimeError(f"exit {run.returncode}: {run.stderr.decode(errors='replace').strip()[:200]}")
    models = json.loads(run.stdout)
    return models if isinstance(models, list) else [models]


def judge(annotation, models, only=None, detail=0):
    """Counts by kind, and the facts that are right, of one document."""
    unscored = set(annotation.get("unscored") or ())
    has_texts = "paragraphs" not in unscored
    left_out = unscored - {only}
    kinds = [kind for kind in KINDS if kind not in left_out and only in (None, kind)]
    counts, right = {kind: Count() for kind in kinds}, []
    for at in range(max(len(annotation["parts"]), len(models))):
        part = annotation["parts"][at] if at < len(annotation["parts"]) else {}
        if part is None:
            continue  # Nobody has annotated it.
        fields = (part.get("notice") or {}).get("unscored") or ()
        wanted = annotated_facts(part, has_texts) if part else {}
        found = model_facts(models[at], has_texts, fields) if at < len(models) else {}
        for kind in kinds:
            expected, read = (collections.Counter(facts.get(kind, ())) for facts in (wanted, found))
            both = expected & read
            counts[kind].add(both.total(), expected.total(), read.total())
            right += [repr((at, kind, fact)) for fact in both.elements()]
            for word, rest in (("missing", expected - read), ("wrong", read - expected)):
                for fact in list(rest.elements())[:detail]:
                    print(f"    {word:7} {kind} {str(fact)[:240]}")
    return {kind: count for kind, count in counts.items() if count.annotated or count.read}, right


def compare(before, now):
    """Prints what was gained and lost in each document."""
    for name, facts in now.items():
        facts, earlier = collections.Counter(facts), collections.Counter(before.get(name, ()))
        gained, lost = facts - earlier, earlier - facts
        if gained or lost:
            print(f"{name}: {gained.total()} gained, {lost.total()} lost")
            for fact in list(lost.elements())[:10]:
                print(f"    lost {fact[:240]}")


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("annotations", nargs="+", type=pathlib.Path, metavar="ANNOTATION.json")
    words.add_argument("--bin", default="target/debug/guihua", help="the program; default: target/debug/guihua")
    words.add_argument("--sources", type=pathlib.Path, help="folder of the documents; default: beside the annotation")
    words.add_argument("--detail", type=int, default=0, metavar="N", help="show up to N differences of each kind")
    words.add_argument("--kind", choices=KINDS, help="only this kind, also where it is left unscored")
    words.add_argument("--save", type=pathlib.Path, metavar="FILE", help="keep the facts that are right")
    words.add_argument("--against", type=pathlib.Path, metavar="FILE", help="compare with facts kept before")
    args = words.parse_args()
    total, means, right = {}, [], {}
    for path in args.annotations:
        annotation = json.loads(path.read_text(encoding="utf-8"))
        try:
            models = parse(args.bin, (args.sources or path.parent) / annotation["file"])
        except (OSError, RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"{path.stem}: {error}")
            models = []
        counts, right[path.stem] = judge(annotation, models, args.kind, args.detail)
        means.append(sum(count.f1() for count in counts.values()) / max(1, len(counts)))
        shown = (f"{kind} {count.f1():.2f} ({count.right}/{count.annotated}/{count.read})" for kind, count in counts.items())
        print(f"{path.stem}: {means[-1]:.3f}  {', '.join(shown)}")
        for kind, count in counts.items():
            total.setdefault(kind, Count()).add(count.right, count.annotated, count.read)
    print("\n| facts | right | annotated | read | precision | recall | F1 |\n|---|---:|---:|---:|---:|---:|---:|")
    for kind in filter(total.__contains__, KINDS):
        count = total[kind]
        precision, recall = count.right / max(1, count.read), count.right / max(1, count.annotated)
        print(f"| {kind} | {count.right} | {count.annotated} | {count.read} | {precision:.3f} | {recall:.3f} | {count.f1():.3f} |")
    print(f"\nmean over documents {sum(means) / max(1, len(means)):.4f}, "
          f"over kinds {sum(count.f1() for count in total.values()) / max(1, len(total)):.4f}")
    if args.against:
        compare(json.loads(args.against.read_text(encoding="utf-8")), right)
    if args.save:
        args.save.write_text(json.dumps(right, ensure_ascii=False, indent=0), encoding="utf-8")


if __name__ == "__main__":
    main()
