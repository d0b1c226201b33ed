#!/usr/bin/env python3
"""Writes the damaged and hostile PDF files of fixtures/hostile.

    tests/scripts/hostile_pdfs.py

Needs qpdf for the encrypted ones. The tests do not need it: its results are
committed, and tests/integration/pdf.rs says what each must lead to.
"""

import pathlib
import subprocess
import zlib

TARGET = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "hostile"

FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 >>] >>"
)
UNMAPPED = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Unknown /Encoding /Identity-H /DescendantFonts "
    b"[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Unknown /CIDSystemInfo "
    b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>"
)


def stream(data, extra=b"", packed=False):
    if packed:
        data, extra = zlib.compress(data, 9), extra + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


def pdf(objects, root=1, trailer=b""):
    """A file with `objects` numbered from 1."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<< /Size %d /Root %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, trailer, xref)
    return bytes(out)


def shown(lines, font=b"/F1"):
    parts = [b"BT %s 16 Tf 28.95 TL 80 740 Td" % font]
    for line in lines:
        parts.append(b"<%s> Tj T*" % line.encode("utf-16-be").hex().encode())
    return b"\n".join([*parts, b"ET"])


TEXT = ["甲市养老服务规划", "一、总体要求", "加强保障。（市民政局负责）", "二、主要任务", "完善服务。"]


def pages(contents, font=FONT, page_extra=b"", more=()):
    """A file with a page for each content stream, all in one font."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %s >> >>"
        % (kids, len(contents), page_extra),
        font,
    ]
    for at, content in enumerate(contents):
        objects.append(b"<< /Type /Page /Parent 2 0 R /Contents %d 0 R >>" % (first + 2 * at + 1))
        objects.append(content if content.startswith(b"<<") else stream(content))
    return pdf([*objects, *more])


def encrypted(name, plain, password):
    source = TARGET / "plain.pdf"
    source.write_bytes(plain)
    subprocess.run(
        ["qpdf", "--encrypt", password, "owner", "256", "--", "--static-id", "--static-aes-iv", source, TARGET / name],
        check=True,
    )
    source.unlink()


def main():
    TARGET.mkdir(parents=True, exist_ok=True)
    plain = pages([shown(TEXT)])
    image = stream(
        b"\xff", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    scan = b"q 595 0 0 842 0 0 cm /I1 Do Q"
    scanned = b"/XObject << /I1 %d 0 R >>"
    form = stream(b"/X1 Do", b"/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << /XObject << /X1 6 0 R >> >>")
    # Each form paints the next ten times; each code of four bytes has a character.
    nested = [
        stream(b"/X%d Do " % (at + 1) * 10, b"/Type /XObject /Subtype /Form /BBox [0 0 600 900]", packed=True)
        for at in range(10)
    ]
    named = b"/XObject << %s >>" % b" ".join(b"/X%d %d 0 R" % (at, 6 + at) for at in range(10))
    wide = FONT.replace(b"/UniGB-UCS2-H", b"/Identity-H /ToUnicode 6 0 R")
    ranges = stream(
        b"begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange "
        b"1 beginbfrange <00000000> <FFFFFFFF> <4E00> endbfrange endcmap"
    )
    files = {
        "form-bomb.pdf": pages([shown(TEXT) + b" /X0 Do"], page_extra=named, more=nested),
        "wide-map.pdf": pages([shown(TEXT)], font=wide, more=[ranges]),
        "truncated.pdf": plain[: plain.index(b"4 0 obj") + 60],
        "no-xref.pdf": plain[: plain.index(b"xref\n0")],
        "not-a.pdf": "甲市养老服务规划\n一、总体要求\n".encode(),
        "header-only.pdf": b"%PDF-1.7\n",
        "no-pages.pdf": pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
        "page-loop.pdf": pdf([
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
            b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
        ]),
        "reference-loop.pdf": pdf([b"2 0 R", b"1 0 R"]),
        "form-loop.pdf": pages([shown(TEXT) + b" /X1 Do"], page_extra=b"/XObject << /X1 6 0 R >>", more=[form]),
        "empty-page.pdf": pages([shown(TEXT), b""]),
        "scanned.pdf": pages([scan], page_extra=scanned % 6, more=[image]),
        "scanned-page.pdf": pages([shown(TEXT), scan], page_extra=scanned % 8, more=[image]),
        "unmapped.pdf": pages([b"BT /F1 16 Tf 80 700 Td <00010002000300040005> Tj ET"], font=UNMAPPED),
        # Packed twice, so that the file itself is small.
        "bomb.pdf": pages([
            stream(zlib.compress(zlib.compress(b"\n" * (110 << 20), 9), 9), b"/Filter [/FlateDecode /FlateDecode]")
        ]),
        "deep.pdf": pages([shown(TEXT)], more=[stream(b"[" * 30_000, packed=True)]),
        "missing-pages.pdf": plain.replace(b"/Count 1", b"/Count 7"),
    }
    for name, data in files.items():
        (TARGET / name).write_bytes(data)
    encrypted("password.pdf", plain, "secret")
    encrypted("empty-password.pdf", plain, "")


if __name__ == "__main__":
    main()
