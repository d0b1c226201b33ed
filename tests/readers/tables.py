"""Opens what `guihua export` wrote with the programs its users have.

    python tests/readers/tables.py target/debug/guihua

DuckDB and pandas read the Parquet files, sqlite3 the database, openpyxl the
workbook, pandas the CSV files; row counts and values must agree with the models
that `guihua parse` prints. Then every query and snippet of docs/data.md is run.
"""

import contextlib
import io
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import tempfile

import duckdb
import openpyxl
import pandas

PROJECT = pathlib.Path(__file__).resolve().parents[2]
TABLES = ["plans", "sections", "annexes", "boxes", "box_items", "indicators", "responsibilities",
          "paragraphs", "table_cells", "contents", "attachments", "diagnostics"]


def models(binary, sources):
    """The models of all sources, as `guihua parse` prints them."""
    for source in sources:
        output = subprocess.run(
            [binary, "parse", "-q", "-f", "ndjson", source], check=True, capture_output=True, text=True, encoding="utf-8"
        )
        yield from map(json.loads, output.stdout.splitlines())


def walk(nodes, key):
    for node in nodes:
        yield node
        yield from walk(node[key], key)


def departments(clause):
    return clause["lead"] + clause["participants"] + clause["responsible"]


def blocks(document):
    """All blocks: the notice's, then those of preamble, sections, boxes and annexes."""
    notice, plan = document["notice"], document["plan"]
    yield from ({"type": "paragraph", **row} for row in (notice or {"body": []})["body"])
    yield from plan["preamble"]
    for node in [*walk(plan["sections"], "sections"), *plan["boxes"], *plan["annexes"]]:
        yield from node["content"]


def count(nodes, kind):
    return sum(node["type"] == kind for node in nodes)


def expected_counts(documents):
    """How many rows the models promise, counted without `guihua`'s own tables."""
    plans = [document["plan"] for document in documents]
    return {
        "plans": len(plans),
        "sections": sum(len(list(walk(plan["sections"], "sections"))) for plan in plans),
        "annexes": sum(len(plan["annexes"]) for plan in plans),
        "boxes": sum(len(plan["boxes"]) for plan in plans),
        "box_items": sum(len(list(walk(box["items"], "items"))) for plan in plans for box in plan["boxes"]),
        "indicators": sum(max(1, len(row["values"])) for plan in plans for row in plan["indicators"]),
        "responsibilities": sum(max(1, len(departments(row))) for plan in plans for row in plan["responsibilities"]),
        "paragraphs": sum(count(blocks(document), "paragraph") for document in documents),
        "table_cells": sum(
            sum(map(len, [block["columns"], *block["rows"]]))
            for document in documents
            for block in blocks(document)
            if block["type"] == "table"
        ),
        "contents": sum(len(plan["toc"]) for plan in plans),
        "attachments": sum(len(document["attachments"]) for document in documents),
        "diagnostics": sum(len(document["diagnostics"]) for document in documents),
    }


def spot_values(documents):
    """Three values to look up: a number, a department, a heading."""
    for document in documents:
        plan = document["plan"]
        values = [
            (row["name"], value["column"], value["number"])
            for row in plan["indicators"]
            for value in row["values"]
            if value["number"] is not None
        ]
        clauses = [row for row in plan["responsibilities"] if row["lead"]]
        sections = [section for section in walk(plan["sections"], "sections") if section["title"]]
        if values and clauses and sections:
            last = clauses[-1]
            return values[-1], (last["id"], last["lead"][0]["name"]), (sections[-1]["id"], sections[-1]["title"]), plan["title"]
    raise SystemExit("no plan has an indicator, a clause and a heading")


def check(name, found, expected):
    if found != expected:
        raise SystemExit(f"{name}: {found!r}, expected {expected!r}")
    print(f"{name}: {found}")


def frames(folder):
    """Every export as pandas data frames, by the reader that opened it."""
    database = sqlite3.connect(folder / "plans.db")
    workbook = openpyxl.load_workbook(folder / "plans.xlsx", read_only=True)

    def sheet(table):
        rows = workbook[table].iter_rows(values_only=True)
        return pandas.DataFrame(rows, columns=next(rows))

    yield "duckdb, parquet", lambda table: duckdb.sql(f"FROM '{folder}/{table}.parquet'").df()
    yield "pandas, parquet", lambda table: pandas.read_parquet(folder / f"{table}.parquet")
    yield "duckdb, csv", lambda table: duckdb.sql(f"FROM read_csv('{folder}/{table}.csv')").df()
    yield "pandas, csv", lambda table: pandas.read_csv(folder / f"{table}.csv", encoding="utf-8-sig")
    yield "sqlite3", lambda table: pandas.read_sql(f"SELECT * FROM {table}", database)
    yield "openpyxl", sheet


def check_tables(folder, documents):
    counts = expected_counts(documents)
    (name, column, number), (clause, department), (section, heading), title = spot_values(documents)
    for reader, read in frames(folder):
        tables = {table: read(table) for table in TABLES}
        check(f"{reader}: rows", {table: len(frame) for table, frame in tables.items()}, counts)
        plan = tables["plans"].query("title == @title").plan_id.iloc[0]
        row = tables["indicators"].query("plan_id == @plan and name == @name and column_header == @column")
        check(f"{reader}: {name} {column}", float(row.value.iloc[0]), float(number))
        row = tables["responsibilities"].query("plan_id == @plan and responsibility_id == @clause and role == 'lead'")
        check(f"{reader}: lead of {clause}", row.department.iloc[0], department)
        # A CSV file says of no cell whether it is text: 3.1 reads as a number.
        sections = tables["sections"].astype({"section_id": str})
        check(f"{reader}: section {section}", sections.query("plan_id == @plan and section_id == @section").title.iloc[0], heading)
    broken = sqlite3.connect(folder / "plans.db").execute("PRAGMA foreign_key_check").fetchall()
    check("sqlite3: rows that refer to nothing", broken, [])


def check_documentation(folder):
    """Runs each block of docs/data.md in `folder` and compares what it prints."""
    text = (PROJECT / "docs/data.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(sql|python)\n(.*?)```\n\n```text\n(.*?)```", text, re.S)
    check("examples in docs/data.md", sorted(kind for kind, _, _ in blocks), ["python"] * 3 + ["sql"] * 3)
    with contextlib.chdir(folder):
        for kind, code, expected in blocks:
            if kind == "sql":
                printed = str(duckdb.sql(code))
            else:
                stream = io.StringIO()
                with contextlib.redirect_stdout(stream):
                    exec(compile(code, "docs/data.md", "exec"), {})
                printed = stream.getvalue()
            check(f"docs/data.md, {kind}", printed.strip(), expected.strip())


def main(binary):
    seeds = sorted((PROJECT / "seeds").glob("*.txt"))
    documents = list(models(binary, seeds))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        targets = {"csv": folder, "parquet": folder, "sqlite": folder / "plans.db", "xlsx": folder / "plans.xlsx"}
        for kind, target in targets.items():
            # A workbook of tables, not the one for people.
            tables = ["--tables"] if kind == "xlsx" else []
            subprocess.run([binary, "export", "-q", "--to", kind, *tables, "-o", target, "seeds"], check=True, cwd=PROJECT)
        check_tables(folder, documents)
        check_documentation(folder)
    print("all agree")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
