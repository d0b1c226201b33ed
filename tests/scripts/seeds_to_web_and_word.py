#!/usr/bin/env python3
"""Write the seeds as web pages and Word files: fixtures/formats.

    tests/scripts/seeds_to_web_and_word.py [--guihua target/debug/guihua] [--libreoffice]

Needs python-docx (PyPI). Each seed is parsed, and its model is written the way
an office would have typed it: numbers that Word computes, real tables with
merged cells, boxes as bordered tables of one cell. With --libreoffice the first
Word file is saved once more by LibreOffice. The tests read the results and do
not need this script.
"""

import argparse
import html
import json
import pathlib
import re
import subprocess
import sys

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

ROOT = pathlib.Path(__file__).resolve().parents[2]
OUT = ROOT / "fixtures" / "formats"

STYLES = [
    (re.compile(r"^第([一二三四五六七八九十百]+)章$"), "第%{}章", "chineseCountingThousand"),
    (re.compile(r"^第([一二三四五六七八九十百]+)节$"), "第%{}节", "chineseCountingThousand"),
    (re.compile(r"^([一二三四五六七八九十百]+)、$"), "%{}、", "chineseCountingThousand"),
    (re.compile(r"^（([一二三四五六七八九十百]+)）$"), "（%{}）", "chineseCountingThousand"),
    (re.compile(r"^(\d+)\.$"), "%{}.", "decimal"),
    (re.compile(r"^（(\d+)）$"), "（%{}）", "decimal"),
]


def blocks_of(model):
    """The document as a list of (kind, ...) in reading order."""
    found = []
    notice, plan = model["notice"], model["plan"]
    lists = {
        "box": {box["id"]: box for box in plan["boxes"]},
        "responsibility": {item["id"]: item for item in plan["responsibilities"]},
    }
    if notice:
        if notice["agency_mark"]:
            found.append(("center", notice["agency_mark"]))
        if notice["title"]:
            found.append(("title", notice["title"]))
        if notice["document_number"]:
            found.append(("center", notice["document_number"]["text"]))
        if notice["addressees"]:
            found.append(("p", "，".join(notice["addressees"]) + "："))
        found += [("p", paragraph["text"]) for paragraph in notice["body"]]
        found += [("right", name) for name in notice["signatories"]]
        if notice["date_text"]:
            found.append(("right", notice["date_text"]))
        found += [("p", text) for text in notice["annotations"]]
    found.append(("title", plan["title"]))
    if plan["toc"]:
        found.append(("center", "目录"))
        for entry in plan["toc"]:
            leader = f"……{entry['page']}" if entry["page"] else ""
            found.append(("p", (entry["label"] or "") + entry["title"] + leader))
    content(plan["preamble"], lists, found)
    for section in plan["sections"]:
        section_blocks(section, lists, found)
    for annex in plan["annexes"]:
        found.append(("p", annex["label"]))
        if annex["title"]:
            found.append(("title", annex["title"]))
        content(annex["content"], lists, found)
        found += [("p", note) for note in annex["notes"]]
    if notice and notice["copied_to"]:
        found.append(("p", "抄送：" + "，".join(notice["copied_to"]) + "。"))
    if notice and notice["imprint"]:
        found.append(("p", notice["imprint"]["text"]))
    return found


def section_blocks(section, lists, found):
    title = section["title"] or ""
    blocks = list(section["content"])
    if not title and blocks and blocks[0]["type"] == "paragraph":
        title = blocks.pop(0)["text"]
    found.append(("heading", section["level"], section["label"] or "", section["number"], title))
    content(blocks, lists, found)
    for child in section["sections"]:
        section_blocks(child, lists, found)


def content(blocks, lists, found):
    for block in blocks:
        if block["type"] == "paragraph":
            found.append(("p", block["text"]))
        elif block["type"] == "table":
            found.append(("table", block["columns"], block["rows"]))
        elif block["type"] == "responsibility":
            text = lists["responsibility"][block["responsibility"]]["text"]
            # A clause ends the paragraph before it.
            if found and found[-1][0] == "p":
                found[-1] = ("p", found[-1][1] + text)
            elif found and found[-1][0] == "heading":
                found[-1] = found[-1][:4] + (found[-1][4] + text,)
            else:
                found.append(("p", text))
        elif block["type"] == "box":
            box = lists["box"][block["box"]]
            number = "" if box["number"] is None else str(box["number"])
            inner = [("p", f"专栏{number}　{box['title']}")]
            for item in box["items"]:
                item_blocks(item, inner)
            content(box["content"], lists, inner)
            found.append(("box", inner))


def item_blocks(item, found):
    label, title, text = item["label"] or "", item["title"], item["text"]
    if title and text:
        lines = text.split("\n")
        between = "。" if label else "　　"
        found.append(("p", label + title + between + lines[0]))
        found += [("p", line) for line in lines[1:]]
    else:
        found.append(("p", label + (title or text or "")))
    for child in item["items"]:
        item_blocks(child, found)


# Web pages


def page(model, found):
    notice = model["notice"] or {}
    number = (notice.get("document_number") or {}).get("text", "")
    rows = [
        ("索引号", "11370000/2021-00001"),
        ("发文字号", number),
        ("成文日期", notice.get("date_text") or ""),
        ("发布机构", "、".join(notice.get("signatories", []))),
    ]
    index = "".join(
        f'<tr><td class="k"><b>{key}：</b></td><td>{html.escape(value)}</td></tr>' for key, value in rows if value
    )
    body = "\n".join(html_block(block) for block in found)
    return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{html.escape(model["plan"]["title"])}_人民政府网</title>
<script>var share = "<p>分享到</p>";</script><style>.k{{width:70px}}</style></head>
<body><div class="header"><a href="/">首页</a> | <a href="/zwgk/">政务公开</a> | <a href="/hdjl/">互动交流</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政府文件</a></div>
<table class="xxgk" cellspacing="0"><tbody>{index}</tbody></table>
<div class="article"><div class="TRS_Editor">
{body}
</div></div>
<div class="related"><ul><li><a href="1.html">图解：规划问答</a></li><li><a href="2.html">一图读懂规划</a></li></ul></div>
<div class="footer">主办：人民政府办公厅　版权所有<br>网站标识码：0000000000</div></body></html>
"""


def html_block(block):
    kind = block[0]
    if kind == "title":
        return f'<p align="center"><strong>{html.escape(block[1])}</strong></p>'
    if kind in ("center", "right"):
        return f'<p style="text-align:{kind}">{html.escape(block[1])}</p>'
    if kind == "p":
        return f"<p>　　{html.escape(block[1])}</p>"
    if kind == "heading":
        return f"<p>　　<strong>{html.escape(block[2] + block[4])}</strong></p>"
    if kind == "table":
        return html_table(block[1], block[2])
    inner = "\n".join(html_block(part) for part in block[1])
    return f'<table border="1"><tr><td>{inner}</td></tr></table>'


def merges(rows):
    """For each cell how many rows it takes; 0 where it is part of the one above.
    Only the first column is merged, as in tables by category."""
    spans = [[1] * len(row) for row in rows]
    for at in range(len(rows) - 1, 0, -1):
        if rows[at] and rows[at][0] and rows[at][0] == rows[at - 1][0] and not rows[at][0].isdigit():
            spans[at - 1][0] += spans[at][0]
            spans[at][0] = 0
    return spans


def html_table(columns, rows):
    head = "".join(f"<th>{html.escape(cell)}</th>" for cell in columns)
    lines = [f"<tr>{head}</tr>"] if columns else []
    for row, spans in zip(rows, merges(rows)):
        cells = ""
        for cell, span in zip(row, spans):
            if span:
                rowspan = f' rowspan="{span}"' if span > 1 else ""
                cells += f"<td{rowspan}><p>{html.escape(cell)}</p></td>"
        lines.append(f"<tr>{cells}</tr>")
    return '<table border="1" cellspacing="0">' + "\n".join(lines) + "</table>"


# Word files


class Word:
    def __init__(self):
        self.document = Document()
        self.numbering = self.document.part.numbering_part.element
        for old in list(self.numbering):
            self.numbering.remove(old)
        self.levels = {}
        self.count = {}
        self.last = 0

    def prepare(self, found):
        """One list with a level for each style of number, outermost first."""
        for kind, *rest in found:
            style = style_of(rest[1]) if kind == "heading" else None
            if style is not None and style not in self.levels:
                self.levels[style] = None
        order = sorted(self.levels)
        self.levels = {style: level for level, style in enumerate(order)}
        xml = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{STYLES[style][2]}"/>'
            f'<w:suff w:val="nothing"/><w:lvlText w:val="{STYLES[style][1].format(level + 1)}"/></w:lvl>'
            for style, level in self.levels.items()
        )
        self.numbering.append(
            parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="1"><w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>')
        )
        self.instance(None, None)

    def instance(self, level, start):
        self.last += 1
        override = ""
        if start is not None:
            override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        self.numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.last}"><w:abstractNumId w:val="1"/>{override}</w:num>')
        )
        return self.last

    def number(self, paragraph, level, value):
        """Lets Word compute `value`; where it would count otherwise, a start of
        its own says so."""
        expected = self.count.get(level, 0) + 1
        instance = 1 if value == expected else self.instance(level, value)
        self.count[level] = value
        for deeper in [found for found in self.count if found > level]:
            del self.count[deeper]
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{instance}"/></w:numPr>')
        )

    def write(self, found, place=None):
        place = place or self.document
        for block in found:
            kind = block[0]
            if kind in ("title", "center", "right", "p"):
                paragraph = place.add_paragraph()
                run = paragraph.add_run(block[1])
                run.bold = True if kind == "title" else None
                if kind in ("title", "center"):
                    paragraph.alignment = 1
                if kind == "right":
                    paragraph.alignment = 2
            elif kind == "heading":
                _, _, label, value, title = block
                style = style_of(label)
                paragraph = place.add_paragraph()
                if style is None:
                    paragraph.add_run(label + title)
                else:
                    paragraph.add_run(title)
                    self.number(paragraph, self.levels[style], value)
            elif kind == "table":
                self.table(place, block[1], block[2])
            else:
                table = place.add_table(rows=1, cols=1)
                table.style = "Table Grid"
                cell = table.cell(0, 0)
                self.write(block[1], cell)
                first = cell.paragraphs[0]
                if not first.text:
                    first._p.getparent().remove(first._p)

    @staticmethod
    def table(place, columns, rows):
        lines = ([columns] if columns else []) + rows
        width = max(len(line) for line in lines)
        if hasattr(place, "_tc"):
            table = place.add_table(rows=len(lines), cols=width)
        else:
            table = place.add_table(rows=len(lines), cols=width, style="Table Grid")
        for at, line in enumerate(lines):
            cells = table.rows[at].cells
            for cell, text in zip(cells, line):
                cell.text = text
        offset = 1 if columns else 0
        for at, spans in enumerate(merges(rows)):
            for column, span in enumerate(spans):
                if span > 1:
                    top = table.cell(at + offset, column)
                    text = top.text
                    for below in range(1, span):
                        table.cell(at + offset + below, column).text = ""
                    top.merge(table.cell(at + offset + span - 1, column)).text = text

    def save(self, path):
        footer = self.document.sections[0].footer.paragraphs[0]
        footer.add_run("— ")
        for kind in ("begin", None, "separate"):
            run = footer.add_run()
            if kind:
                char = OxmlElement("w:fldChar")
                char.set(qn("w:fldCharType"), kind)
                run._r.append(char)
            else:
                code = OxmlElement("w:instrText")
                code.text = "PAGE"
                run._r.append(code)
        footer.add_run("1")
        end = OxmlElement("w:fldChar")
        end.set(qn("w:fldCharType"), "end")
        footer.add_run()._r.append(end)
        footer.add_run(" —")
        self.document.save(path)


def style_of(label):
    for at, (pattern, _, _) in enumerate(STYLES):
        if pattern.match(label):
            return at
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--guihua", default=str(ROOT / "target/debug/guihua"))
    parser.add_argument("--libreoffice", action="store_true")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(sorted((ROOT / "seeds").glob("*.txt"))):
        result = subprocess.run(
            [options.guihua, "parse", "-q", "-f", "json", str(seed)], capture_output=True, check=True, text=True
        )
        model = json.loads(result.stdout)
        found = blocks_of(model)
        name = seed.stem.split("_")[0]
        encoding = "gb18030" if at % 2 else "utf-8"
        text = page(model, found)
        if encoding != "utf-8":
            # No page says what it is written in.
            text = text.replace('<meta charset="utf-8">', "")
        (OUT / f"{name}.html").write_bytes(text.encode(encoding))
        word = Word()
        word.prepare(found)
        word.write(found)
        word.save(OUT / f"{name}.docx")
        if options.libreoffice and at == 0:
            again = OUT / "libreoffice"
            subprocess.run(
                ["soffice", "--headless", "--convert-to", "docx:Office Open XML Text", "--outdir", str(again),
                 str(OUT / f"{name}.docx")],
                check=True, stdout=sys.stderr,
            )
            (again / f"{name}.docx").rename(OUT / f"{name}-libreoffice.docx")
            again.rmdir()


if __name__ == "__main__":
    main()
