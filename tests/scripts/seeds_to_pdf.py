#!/usr/bin/env python3
"""Typesets each plan in seeds/ as an official document and prints it to PDF.

    cargo build && tests/scripts/seeds_to_pdf.py

writes fixtures/formats/<seed>.pdf. Needs LibreOffice, a font and qpdf, on Debian:
libreoffice-writer-nogui fonts-wqy-zenhei qpdf. The tests do not need it: its
results are committed. (The font is chosen for the size of its outlines.)

The page follows GB/T 9704: A4, 28 characters of 16 points a line, 22 lines a
page, page numbers at the outer side. Paragraphs come from `guihua normalize
--paragraphs`, what they are from `guihua parse`; so the PDF says what the
program reads in the text, set as its author would have set it.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIHUA = ROOT / "target" / "debug" / "guihua"

STYLES = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls>
 <style:font-face style:name="Song" svg:font-family="'WenQuanYi Zen Hei'"/>
</office:font-face-decls>
<office:styles>
 <style:default-style style:family="paragraph">
  <style:paragraph-properties fo:line-height="28.95pt" fo:text-align="justify" style:punctuation-wrap="simple" fo:widows="0" fo:orphans="0"/>
  <style:text-properties style:font-name="Song" style:font-name-asian="Song" fo:font-size="16pt"
   style:font-size-asian="16pt" fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/>
 </style:default-style>
 <style:style style:name="Standard" style:family="paragraph"/>
</office:styles>
<office:automatic-styles>
 <style:page-layout style:name="PL" style:page-usage="mirrored"><style:page-layout-properties fo:page-width="210mm"
  fo:page-height="297mm" fo:margin-top="35mm" fo:margin-bottom="18mm" fo:margin-left="26mm" fo:margin-right="25.9mm"/>
  <style:footer-style><style:header-footer-properties fo:min-height="17mm" fo:margin-top="7mm"/></style:footer-style>
 </style:page-layout>
 <style:style style:name="Body" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-indent="32pt"/></style:style>
 <style:style style:name="Left" style:family="paragraph" style:parent-style-name="Standard"/>
 <style:style style:name="H1" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-indent="32pt"/>
  <style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
 <style:style style:name="H2" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-indent="32pt"/></style:style>
 <style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:line-height="34pt"/>
  <style:text-properties fo:font-size="22pt" style:font-size-asian="22pt" fo:font-weight="bold" style:font-weight-asian="bold"/>
 </style:style>
 <style:style style:name="PlanTitle" style:family="paragraph" style:parent-style-name="Title">
  <style:paragraph-properties fo:text-align="center" fo:line-height="34pt" fo:break-before="page"/>
  <style:text-properties fo:font-size="22pt" style:font-size-asian="22pt" fo:font-weight="bold" style:font-weight-asian="bold"/>
 </style:style>
 <style:style style:name="Mark" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:line-height="50pt" fo:margin-bottom="20pt"/>
  <style:text-properties fo:font-size="32pt" style:font-size-asian="32pt" fo:letter-spacing="10pt" fo:color="#ff0000"/>
 </style:style>
 <style:style style:name="Number" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:border-bottom="1.5pt solid #ff0000" fo:margin-bottom="30pt"/></style:style>
 <style:style style:name="Sign" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="end" fo:margin-right="64pt"/></style:style>
 <style:style style:name="BoxTitle" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:line-height="24pt"/>
  <style:text-properties fo:font-size="14pt" style:font-size-asian="14pt" fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
 <style:style style:name="Box" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-indent="28pt" fo:line-height="22pt"/>
  <style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/></style:style>
 <style:style style:name="CellP" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="start" fo:line-height="18pt"/>
  <style:text-properties fo:font-size="12pt" style:font-size-asian="12pt"/></style:style>
 <style:style style:name="Page" style:family="paragraph" style:parent-style-name="Standard">
  <style:paragraph-properties fo:text-align="center" fo:line-height="18pt"/>
  <style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/></style:style>
 <style:style style:name="T" style:family="table"><style:table-properties style:width="158mm" table:align="margins"
  style:may-break-between-rows="true"/></style:style>
 <style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000"
  fo:padding="1.5mm"/></style:style>
 <style:style style:name="R" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>
 COLUMNS
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="PL">
 <style:footer><text:p text:style-name="Page">— <text:page-number text:select-page="current"/> —</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
"""


def bare(text):
    return re.sub(r"[\s。：:；;，,]", "", text or "")


def leaves(items):
    for item in items:
        yield from (text for text in (item["title"], item["text"]) if text)
        yield from leaves(item["items"])


def titles_of(items):
    """The titles that only a gap sets off from the text behind them."""
    for item in items:
        if item["title"] and item["text"] and not item["label"]:
            yield item["title"]
        yield from titles_of(item["items"])


def set_off(paragraph, titles):
    for title in titles:
        rest = paragraph[len(title):]
        if paragraph.startswith(title) and rest[:1] not in "。：:":
            return f"{title}\u3000{rest}"
    return paragraph


class Printer:
    def __init__(self):
        self.out = []
        self.widths = []

    def paragraph(self, style, text):
        self.out.append(f'<text:p text:style-name="{style}">{escape(text)}</text:p>')

    def table(self, columns, rows):
        lengths = [max(len(cell) for cell in column) for column in zip(columns, *rows)]
        sizes = [min(max(length, 4), 40) for length in lengths]
        first = len(self.widths)
        self.widths += [158 * size / sum(sizes) for size in sizes]
        self.out.append('<table:table table:style-name="T">')
        for at in range(len(sizes)):
            self.out.append(f'<table:table-column table:style-name="W{first + at}"/>')
        for at, row in enumerate([columns, *rows]):
            head = ("<table:table-header-rows>", "</table:table-header-rows>") if at == 0 else ("", "")
            cells = "".join(
                f'<table:table-cell table:style-name="C"><text:p text:style-name="CellP">{escape(cell)}</text:p></table:table-cell>'
                for cell in row
            )
            self.out.append(f'{head[0]}<table:table-row table:style-name="R">{cells}</table:table-row>{head[1]}')
        self.out.append("</table:table>")

    def frame(self, paragraphs):
        first = len(self.widths)
        self.widths.append(158)
        self.out.append(
            f'<table:table table:style-name="T"><table:table-column table:style-name="W{first}"/>'
            '<table:table-row><table:table-cell table:style-name="C">'
        )
        for style, text in paragraphs:
            self.paragraph(style, text)
        self.out.append("</table:table-cell></table:table-row></table:table>")

    def document(self):
        columns = "".join(
            f'<style:style style:name="W{at}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width:.2f}mm"/></style:style>'
            for at, width in enumerate(self.widths)
        )
        return STYLES.replace("COLUMNS", columns) + "\n".join(self.out) + "</office:text></office:body></office:document>"


def end_of(paragraphs, start, texts):
    """The paragraph behind the one that holds the last of `texts`."""
    for text in texts:
        for at in range(start, len(paragraphs)):
            if bare(text)[-12:] in bare(paragraphs[at]):
                start = at
                break
    return start + 1


def end_of_table(paragraphs, start, table):
    """The paragraph behind the last that is part of `table`."""
    text = bare("".join(cell for row in [table["columns"], *table["rows"]] for cell in row))
    while start < len(paragraphs) and all(piece in text for piece in map(bare, paragraphs[start].split())):
        start += 1
    return start


def typeset(model, paragraphs):
    notice, plan = model["notice"] or {}, model["plan"]
    printer = Printer()
    title = bare(notice.get("title"))
    addressees = "，".join(notice.get("addressees", []))
    signs = [bare(sign) for sign in notice.get("signatories", [])] + [bare(notice.get("date_text"))]
    boxes = {bare(f"专栏{box['number'] or ''}{box['title']}"): box for box in plan["boxes"]}
    tables = [block for annex in plan["annexes"] for block in annex["content"] if block["type"] == "table"]
    contents = [(bare(f"{entry['label'] or ''}{entry['title']}"), entry["page"]) for entry in plan["toc"]]
    sections = {}

    def walk(found):
        for section in found:
            sections[bare((section["label"] or "") + (section["title"] or ""))] = section["level"]
            walk(section["sections"])

    walk(plan["sections"])
    seen_title = seen_plan = False
    at = 0
    while at < len(paragraphs):
        text = paragraphs[at]
        key = bare(text)
        at += 1
        if bare(notice.get("agency_mark")) == key and not seen_title and at == 1:
            printer.paragraph("Mark", text)
        elif notice.get("document_number") and bare(notice["document_number"]["text"]) == key:
            printer.paragraph("Number", text)
        elif title and not seen_title and key and key in title:
            printer.paragraph("Title", text)
            title_rest = title.split(key, 1)[1]
            seen_title = not title_rest
        elif key == bare(plan["title"]) or (not seen_plan and len(key) > 6 and bare(plan["title"]).startswith(key)):
            printer.paragraph("PlanTitle" if not seen_plan else "Title", text)
            seen_plan = True
            if contents:
                printer.paragraph("Title", "目　　录")
        elif contents and key == f"{contents[0][0]}{contents[0][1] or ''}":
            page = str(contents.pop(0)[1] or "")
            title = text.removesuffix(page)
            printer.paragraph("Left", f"{title}{'…' * 6}{page}" if page else title)
        elif addressees and key == bare(addressees):
            printer.paragraph("Left", text)
            seen_title = True
        elif key in signs and not seen_plan:
            printer.paragraph("Sign", text)
        elif key in boxes:
            box = boxes.pop(key)
            inner = [block for block in box["content"] if block["type"] == "table"]
            if inner:
                end = end_of_table(paragraphs, at, inner[0])
                printer.paragraph("BoxTitle", text)
                printer.table(inner[0]["columns"], inner[0]["rows"])
            else:
                end = end_of(paragraphs, at, list(leaves(box["items"])))
                titles = list(titles_of(box["items"]))
                printer.frame([("BoxTitle", text)] + [("Box", set_off(inner, titles)) for inner in paragraphs[at:end]])
            at = end
        elif tables and key == bare(tables[0]["columns"][0]):
            table = tables.pop(0)
            at = end_of_table(paragraphs, at - 1, table)
            printer.table(table["columns"], table["rows"])
        elif key in sections and sections[key] <= 2:
            printer.paragraph(f"H{sections[key]}", text)
        else:
            printer.paragraph("Body", text)
    return printer.document()


def main():
    target = ROOT / "fixtures" / "formats"
    target.mkdir(parents=True, exist_ok=True)
    seeds = [pathlib.Path(path) for path in sys.argv[1:]] or sorted((ROOT / "seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            run = lambda *words: subprocess.run([GUIHUA, *words], check=True, capture_output=True).stdout
            model = json.loads(run("parse", seed, "-q", "-f", "ndjson").splitlines()[0])
            paragraphs = run("normalize", "--paragraphs", seed).decode().splitlines()
            document = pathlib.Path(folder) / f"{seed.stem}.fodt"
            printed = target / f"{seed.stem}.pdf"
            printed.unlink(missing_ok=True)
            document.write_text(typeset(model, paragraphs), encoding="utf-8")
            subprocess.run(
                ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                 "--convert-to", "pdf", "--outdir", target, document],
                check=True, capture_output=True,
            )
            subprocess.run(
                ["qpdf", "--recompress-flate", "--compression-level=9", "--object-streams=generate",
                 "--deterministic-id", "--replace-input", printed],
                check=True,
            )
            print(printed)


if __name__ == "__main__":
    main()
