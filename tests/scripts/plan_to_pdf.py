#!/usr/bin/env python3
"""Sets fixtures/pdf/plan.txt in type in many ways, with many programs.

    tests/scripts/plan_to_pdf.py [name …]

writes fixtures/pdf/<name>.pdf. Needs LibreOffice, Chromium, a font and qpdf, on Debian:
libreoffice-writer-nogui chromium fonts-wqy-zenhei qpdf; and from PyPI: reportlab
typst weasyprint. The tests do not need any of it: its results are committed, and
tests/integration/pdf.rs says what each must give.
"""

import html
import pathlib
import subprocess
import sys
import tempfile

TARGET = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "pdf"
LATIN = "WenQuanYi Zen Hei"


def read_plan():
    """The plan as pairs of a kind and what it holds."""
    parts, titles = [], 0
    for line in (TARGET / "plan.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip("　 ")
        last = parts[-1] if parts else ("", "")
        if not text:
            continue
        elif "\t" in text:
            if last[0] != "table":
                parts.append(("table", []))
            parts[-1][1].append(text.split("\t"))
        elif text.startswith("[1]"):
            parts.append(("note", text.removeprefix("[1]")))
        elif text.startswith("专栏"):
            parts.append(("caption", text))
        elif last[0] == "caption" and text[0].isdigit() and line[0] == "　":
            parts[-1] = ("box", [last[1], text])
        elif last[0] == "box" and text[0].isdigit():
            last[1].append(text)
        elif line.startswith("　" * 10):
            parts.append(("sign", text))
        elif line.startswith("　"):
            parts.append(("heading" if text[1:2] == "、" and len(text) < 10 else "text", text))
        elif text.endswith("："):
            parts.append(("left", text))
        else:
            parts.append(("number" if "〔" in text else "title" if titles == 0 else "plan", text))
            titles += parts[-1][0] == "title"
    return parts


def pack(path):
    subprocess.run(
        ["qpdf", "--recompress-flate", "--compression-level=9", "--object-streams=generate",
         "--deterministic-id", "--replace-input", path],
        check=True,
    )


class Page:
    """Lines on pages of one or more columns, in a font that is not embedded."""

    def __init__(self, path, size=16, pitch=28.95, page=(595, 842), columns=((80, 528),), top=110, bottom=740,
                 mode=0, twice=False, ruled=True):
        from reportlab.pdfbase import cidfonts, pdfmetrics
        from reportlab.pdfgen import canvas

        pdfmetrics.registerFont(cidfonts.UnicodeCIDFont("STSong-Light"))
        self.width_of = lambda text, size: pdfmetrics.stringWidth(text, "STSong-Light", size)
        self.canvas = canvas.Canvas(str(path), pagesize=page, invariant=True)
        self.size, self.pitch, self.page, self.columns = size, pitch, page, columns
        self.top, self.bottom, self.mode, self.twice, self.ruled = top, bottom, mode, twice, ruled
        self.number = self.column = 0
        self.y = top
        self.begin()

    def begin(self):
        if self.number:
            self.end()
            self.canvas.showPage()
        self.number += 1
        self.column, self.y = 0, self.top

    def end(self):
        self.draw(self.page[0] - 150 if self.number % 2 else 100, self.page[1] - 60, f"— {self.number} —", 14)

    def draw(self, x, y, text, size=None, bold=False):
        for shift in (0, 0.3) if bold and self.twice else (0,):
            words = self.canvas.beginText(x + shift, self.page[1] - y)
            words.setFont("STSong-Light", size or self.size)
            words.setTextRenderMode(self.mode)
            words.textOut(text)
            self.canvas.drawText(words)

    def advance(self, lines=1):
        self.y += self.pitch * lines
        if self.y > self.bottom:
            self.column, self.y = self.column + 1, self.top
            if self.column == len(self.columns):
                self.begin()

    def set(self, text, indent=2, size=None, bold=False, padding=0, after=None):
        size = size or self.size
        line, x = "", None
        for char in text:
            left, right = self.columns[self.column]
            if x is None:
                x = left + padding + indent * size
            if x + self.width_of(line + char, size) > right - padding + 1 and char not in "，。、；：）》”":
                self.draw(x, self.y, line, size, bold)
                (after or self.advance)()
                line, x = "", self.columns[self.column][0] + padding
            line += char
        self.draw(x, self.y, line, size, bold)
        (after or self.advance)()

    def centre(self, text, size, bold=True):
        left, right = self.columns[self.column]
        count = int((right - left) / size)
        for part in [text[at:at + count] for at in range(0, len(text), count)]:
            self.draw((left + right - self.width_of(part, size)) / 2, self.y, part, size, bold)
            self.advance(1.2)

    def table(self, rows, size, height=20):
        left, right = self.columns[self.column]
        shares = [1, 4, 2, 2, 2, 2]
        sides = [left + (right - left) * sum(shares[:at]) / sum(shares) for at in range(len(shares) + 1)]
        start, count = self.y - 14, 0

        def rule():
            if self.ruled:
                for at in range(count + 1):
                    y = self.page[1] - start - at * height
                    self.canvas.line(sides[0], y, sides[-1], y)
                for x in sides:
                    self.canvas.line(x, self.page[1] - start, x, self.page[1] - start - count * height)

        for row in rows:
            if start + (count + 1) * height > self.bottom + 10:
                rule()
                self.begin()
                start, count = self.top - 14, 0
                if row is not rows[0]:
                    for x, text in zip(sides, rows[0]):
                        self.draw(x + 3, start + 14, text, size)
                    count = 1
            for x, text in zip(sides, row):
                self.draw(x + 3, start + count * height + 14, text, size)
            count += 1
        rule()
        self.y = start + count * height
        self.advance()

    def box(self, lines):
        size, (left, right) = self.size * 0.875, self.columns[self.column]
        top = self.y - self.size - 4

        def close(bottom):
            self.canvas.rect(left, self.page[1] - bottom, right - left, bottom - top)

        def after():
            nonlocal top
            self.y += self.pitch * 0.8
            if self.y > self.bottom:
                close(self.y - size)
                self.begin()
                top = self.y - self.size - 4

        self.draw((left + right - self.width_of(lines[0], size)) / 2, self.y, lines[0], size, True)
        after()
        for line in lines[1:]:
            self.set(line, size=size, padding=8, after=after)
        close(self.y - size + 4)
        self.advance(0.5)

    def write(self, parts):
        for kind, held in parts:
            if kind in ("heading", "text"):
                self.set(held, bold=kind == "heading")
            elif kind == "left":
                self.set(held, indent=0)
            elif kind == "sign":
                self.draw(self.columns[self.column][1] - 4 * self.size - self.width_of(held, self.size), self.y, held)
                self.advance()
            elif kind == "table":
                self.table(held, self.size * 0.65)
            elif kind == "box":
                self.box(held)
            elif kind != "note":
                if kind == "plan":
                    self.begin()
                self.centre(held, {"number": self.size, "caption": self.size * 0.875}.get(kind, self.size * 1.375))
        self.end()
        self.canvas.save()


STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@page :left { @bottom-left { content: "— " counter(page) " —"; font: 14pt FONT } @top-left { content: "云栖市“十四五”湿地保护规划"; font: 10pt FONT } }
@page :right { @bottom-right { content: "— " counter(page) " —"; font: 14pt FONT } @top-right { content: "湿地保护规划"; font: 10pt FONT } }
body { font: 16pt/28.95pt FONT; margin: 0; text-align: justify }
p { margin: 0; text-indent: 2em; orphans: 1; widows: 1 } .left, .number, .caption { text-indent: 0 } .number, .caption, h1 { text-align: center }
h1 { font-size: 22pt; line-height: 34pt } .plan { break-before: page } .sign { text-align: right; margin-right: 4em }
.caption { font-weight: bold } sup { font-size: 60%; line-height: 0 }
table { border-collapse: collapse; width: 100%; font-size: 12pt; line-height: 18pt } td { border: 0.5pt solid black; padding: 2pt 4pt }
.box { border: 0.75pt solid black; padding: 6pt; font-size: 14pt; line-height: 24pt; margin: 6pt 0; box-decoration-break: clone }
.note { float: footnote; font-size: 9pt; line-height: 12pt }
""".replace("FONT", f"'{LATIN}'")


def marked(text, two, three):
    return html.escape(text).replace("m²", f"m{two}").replace("m³", f"m{three}")


def web_page(parts, notes):
    out = [f'<!doctype html><html lang="zh"><meta charset="utf-8"><title>plan</title><style>{STYLE}</style><body>']
    for at, (kind, held) in enumerate(parts):
        if kind == "table":
            out.append("<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in held) + "</table>")
        elif kind == "box":
            out.append(f'<div class="box"><p class="caption">{held[0]}</p>' + "".join(f"<p>{line}</p>" for line in held[1:]) + "</div>")
        elif kind in ("title", "plan"):
            out.append(f'<h1 class="{kind}">{held}</h1>')
        elif kind != "note":
            text = marked(held, "<sup>2</sup>", "<sup>3</sup>")
            if notes and at + 1 < len(parts) and parts[at + 1][0] == "note":
                text = text.replace("富营养化", f'富营养化<span class="note">{parts[at + 1][1]}</span>')
            out.append(f'<p class="{kind}">{text}</p>')
    return "".join(out)


def write_weasyprint(path, parts):
    import weasyprint

    weasyprint.HTML(string=web_page(parts, True)).write_pdf(path)
    pack(path)


# Paragraphs are set apart by space and not by an indent, lines end where words do, the
# box is a ground without a border, and the head of pages from the second on is as large
# as the text.
SPACED = f"""
@page {{ size: A4; margin: 30mm 26mm 25mm 28mm; @top-center {{ content: "云栖市湿地保护规划"; font: 13pt '{LATIN}' }} }}
@page :first {{ @top-center {{ content: none }} }}
@page :left {{ @bottom-left {{ content: none }} @top-left {{ content: none }} }}
@page :right {{ @bottom-right {{ content: none }} @top-right {{ content: none }} }}
body {{ font: 13pt/20pt '{LATIN}'; text-align: left }}
p {{ text-indent: 0; margin: 0 0 9pt }} .sign {{ text-align: right; margin-right: 4em }} .plan {{ break-before: auto }}
.box {{ border: none; background: #e4ecf6; font-size: 13pt; line-height: 20pt }}
"""


# The table has no rules, its cells are broken over lines and stand at mid height.
CELLS = """
table { line-height: 15pt } tr:first-child td { background: #dde6ee }
td { border: none; padding: 4pt 6pt; vertical-align: middle } td:nth-child(2) { width: 5.2em }
"""


def write_styled(path, parts, style):
    import weasyprint

    page = web_page(parts, False).replace("</style>", f"{style}</style>")
    weasyprint.HTML(string=page).write_pdf(path)
    pack(path)


def write_chromium(path, parts):
    with tempfile.TemporaryDirectory() as folder:
        page = pathlib.Path(folder) / "page.html"
        page.write_text(web_page(parts, False), encoding="utf-8")
        subprocess.run(["chromium", "--headless", "--no-sandbox", f"--print-to-pdf={path}", page.as_uri()], check=True, capture_output=True)
    pack(path)


def write_typst(path, parts):
    import typst

    def words(text):
        for char in "\\#*_$@<>`~":
            text = text.replace(char, "\\" + char)
        text = text.replace(".", "\\.", 1) if text[0].isdigit() else text
        return text.replace("m²", "m#super[2]").replace("m³", "m#super[3]")

    def across(text):
        return f'#place(top + center, scope: "parent", float: true)[{text}]\n'

    out = [f"""
#set page(paper: "a4", columns: 2, margin: (inside: 28mm, outside: 26mm, top: 37mm, bottom: 35mm),
  footer: context align(if calc.odd(counter(page).get().first()) {{right}} else {{left}})[— #counter(page).display() —],
  header: align(center)[#text(size: 9pt)[云栖市“十四五”湿地保护规划]])
#set text(font: "{LATIN}", size: 10.5pt, lang: "zh")
#set par(first-line-indent: (amount: 2em, all: true), leading: 7pt, spacing: 7pt, justify: true)
#let plain(body) = {{ set par(first-line-indent: 0em); body }}
"""]
    for at, (kind, held) in enumerate(parts):
        if kind in ("title", "plan"):
            if kind == "plan":
                out.append("#pagebreak()\n")
            out.append(across(f'#align(center)[#text(size: 1.4em, weight: "bold")[{words(held)}]]'))
        elif kind == "number":
            out.append(across(f"#align(center)[#plain[{words(held)}]]"))
        elif kind == "left":
            out.append(f"#plain[{words(held)}]\n\n")
        elif kind == "sign":
            out.append(f"#align(right)[{held}#h(4em)]\n")
        elif kind == "caption":
            out.append(f"#align(center)[#strong[{held}]]\n")
        elif kind == "table":
            cells = [",".join(f"[{words(cell)}]" for cell in row) for row in held]
            out.append(f"#plain[#text(size: 7.5pt)[#table(columns: (auto, 1fr, auto, auto, auto, auto), stroke: (x, y) => (top: if y < 2 {{1pt}} else {{0pt}}, bottom: 1pt), table.header({cells[0]}), {','.join(cells[1:])})]]\n\n")
        elif kind == "box":
            inner = "\n\n".join(words(line) for line in held[1:])
            out.append(f"#block(stroke: 0.75pt, radius: 5pt, inset: 8pt, width: 100%)[#text(size: 9pt)[#align(center)[#strong[{held[0]}]]\n\n{inner}]]\n\n")
        elif kind != "note":
            text = words(held)
            if at + 1 < len(parts) and parts[at + 1][0] == "note":
                text = text.replace("富营养化", f"富营养化#footnote[{parts[at + 1][1]}]")
            out.append(f"{text}\n\n")
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "plan.typ"
        source.write_text("".join(out), encoding="utf-8")
        typst.compile(str(source), output=str(path))
    pack(path)


def write_libreoffice(path, parts):
    names = "office style text table fo svg".split()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{ {"fo": "xsl-fo-compatible", "svg": "svg-compatible"}.get(name, name) }:1.0"'
        for name in names
    )

    def style(name, paragraph="", text="", extra=""):
        words = f'<style:text-properties {text}/>' if text else ""
        return f'<style:style style:name="{name}" style:family="paragraph" {extra}><style:paragraph-properties {paragraph}/>{words}</style:style>'

    def sized(size, more=""):
        return f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" {more}'

    bold = 'fo:font-weight="bold" style:font-weight-asian="bold"'
    out = [f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="S" svg:font-family="'{LATIN}'"/></office:font-face-decls>
<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="17pt" fo:text-align="justify" fo:widows="0" fo:orphans="0"/>
<style:text-properties style:font-name="S" style:font-name-asian="S" {sized(10.5)} fo:language="zh" fo:country="CN" style:language-asian="zh" style:country-asian="CN"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/>
<text:notes-configuration text:note-class="footnote" style:num-format="①, ②, ③, ..." text:start-value="0" text:footnotes-position="page"/></office:styles>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="30mm" fo:margin-bottom="20mm" fo:margin-left="27mm" fo:margin-right="26mm"><style:columns fo:column-count="2" fo:column-gap="8mm"/></style:page-layout-properties><style:header-style/><style:footer-style/></style:page-layout>
{style("text", 'fo:text-indent="21pt"')}{style("heading", 'fo:text-indent="21pt"')}{style("left")}
{style("number", 'fo:text-align="center"')}{style("caption", 'fo:text-align="center"')}{style("sign", 'fo:text-align="end" fo:margin-right="42pt"')}
{style("title", 'fo:text-align="center" fo:line-height="24pt"', sized(15, bold))}{style("plan", 'fo:text-align="center" fo:line-height="24pt"', sized(15, bold))}
{style("cell", 'fo:text-align="start" fo:line-height="13pt"', sized(9))}{style("note", 'fo:line-height="11pt"', sized(8))}
<style:style style:name="T" style:family="table"><style:table-properties table:align="margins"/></style:style>
<style:style style:name="X" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="1mm"/></style:style>
<style:style style:name="up" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P"><style:header><text:p text:style-name="cell">云栖市“十四五”湿地保护规划</text:p></style:header><style:footer><text:p text:style-name="number">— <text:page-number/> —</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>"""]

    def up(digit):
        return f'<text:span text:style-name="up">{digit}</text:span>'

    def paragraph(kind, text):
        return f'<text:p text:style-name="{kind}">{text}</text:p>'

    def table(rows, style):
        cell = lambda held: f'<table:table-cell table:style-name="X">{"".join(paragraph(*line) for line in held)}</table:table-cell>'
        row = lambda cells: f'<table:table-row>{"".join(map(cell, cells))}</table:table-row>'
        head = f"<table:table-header-rows>{row(rows[0])}</table:table-header-rows>" if len(rows) > 1 else row(rows[0])
        return f'<table:table table:style-name="T">{"<table:table-column/>" * len(rows[0])}{head}{"".join(map(row, rows[1:]))}</table:table>'

    for at, (kind, held) in enumerate(parts):
        if kind == "table":
            out.append(table([[[("cell", html.escape(cell))] for cell in row] for row in held], "X"))
        elif kind == "box":
            out.append(table([[[("caption", held[0])] + [("text", line) for line in held[1:]]]], "X"))
        elif kind != "note":
            text = marked(held, up(2), up(3))
            if at + 1 < len(parts) and parts[at + 1][0] == "note":
                note = f'<text:note text:note-class="footnote"><text:note-citation>①</text:note-citation><text:note-body>{paragraph("note", parts[at + 1][1])}</text:note-body></text:note>'
                text = text.replace("富营养化", f"富营养化{note}")
            out.append(paragraph(kind, text))
    out.append("</office:text></office:body></office:document>")
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / f"{path.stem}.fodt"
        source.write_text("".join(out), encoding="utf-8")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", path.parent, source],
            check=True, capture_output=True,
        )
    pack(path)


WRITERS = {
    # 28 characters a line, headings drawn twice to look fat.
    "plain": lambda path, parts: Page(path, twice=True).write(parts),
    "columns": lambda path, parts: Page(
        path, size=10.5, pitch=17, columns=((56, 287), (308, 539)), top=80, bottom=770
    ).write(parts),
    # Two pages on each sheet in A3.
    "spread": lambda path, parts: Page(
        path, size=12, pitch=22, page=(1191, 842), columns=((60, 560), (630, 1130)), top=80, bottom=770
    ).write(parts),
    # Its table has no rules.
    "open-table": lambda path, parts: Page(path, ruled=False).write(parts),
    # Its table goes over two pages, with its header again; so does its box.
    "over-pages": lambda path, parts: Page(path, bottom=590).write(parts),
    # The text that a scanner puts below the picture of a page.
    "hidden": lambda path, parts: Page(path, mode=3).write(parts),
    "weasyprint": write_weasyprint,
    "spaced": lambda path, parts: write_styled(path, parts, SPACED),
    "open-cells": lambda path, parts: write_styled(path, parts, CELLS),
    "chromium": write_chromium,
    "typst": write_typst,
    "libreoffice": write_libreoffice,
}


def main():
    parts = read_plan()
    for name in sys.argv[1:] or WRITERS:
        path = TARGET / f"{name}.pdf"
        WRITERS[name](path, parts)
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
