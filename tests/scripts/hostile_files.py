#!/usr/bin/env python3
"""Write fixtures/hostile: files that are broken, or made to do harm.

What each of them is answered stands in fixtures/hostile/messages.txt, which a
test compares. Needs Python alone.
"""

import io
import pathlib
import zipfile

OUT = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "hostile"

BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
PARAGRAPH = "<w:p><w:r><w:t>一、总体要求</w:t></w:r></w:p>"


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            path = name if "." in name else name.replace("__", "/") + ".xml"
            info = zipfile.ZipInfo(path, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text)
    return buffer.getvalue()


def word(body, **parts):
    return archive(word__document=BODY.format(body), **parts)


def utf_16(text):
    return text.encode("utf-16-le")


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    whole = word(PARAGRAPH * 40)
    damaged = bytearray(whole)
    at = damaged.index(b"word/document.xml") + 40
    damaged[at : at + 8] = b"\xff" * 8
    entities = '<!DOCTYPE a [<!ENTITY a "甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;">]><w:document>&b;</w:document>'
    files = {
        "truncated.docx": whole[: len(whole) // 2],
        "damaged.docx": bytes(damaged),
        "bomb.docx": word(PARAGRAPH + " " * (48 << 20)),
        "entities.docx": archive(word__document=entities),
        "deep.docx": word("<w:tbl>" * 5000 + "</w:tbl>" * 5000),
        "empty.docx": word("<w:p/>"),
        "no-text.docx": archive(word__styles="<w:styles/>", word__document_="<a/>"),
        "unclosed.docx": word("<w:p><w:r>"),
        "encrypted.docx": COMPOUND + utf_16("EncryptedPackage") + bytes(64),
        "legacy.doc": COMPOUND + utf_16("WordDocument") + bytes(64),
        "spreadsheet.docx": archive(xl__workbook="<workbook/>"),
        "archive-in-archive.docx": archive(inner=whole.hex()),
        "fixed-layout.ofd": archive(OFD="<ofd:OFD/>"),
        "rich-text.doc": b"{\\rtf1\\ansi \\u19968?}",
        "image.html": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "web-archive.html": b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n<html></html>",
        "framed.html": "<html><head><title>规划</title></head><frameset><frame src='menu.html'><frame src='plan.html'></frameset></html>".encode(),
        "embedded.docx": word(
            PARAGRAPH + '<w:altChunk r:id="c"/>',
            word__chunk="{\\rtf1 a}",
            **{"word/_rels/document.xml.rels": '<Relationships><Relationship Id="c" Type="x/aFChunk" Target="chunk.xml"/></Relationships>'},
        ),
        "menus-only.html": "<html><body><div class='nav'><a href='/'>首页</a></div><div id='app'></div><p>版权所有：云溪市人民政府</p></body></html>".encode(),
        "script-only.html": b"<html><head><title>a</title></head><body><script>document.write('<p>')</script></body></html>",
    }
    for name, content in files.items():
        (OUT / name).write_bytes(content)


if __name__ == "__main__":
    main()
