"""Pages drawn by hand, as small PDF and OFD files: text, rules, rectangles, tables with merged cells.

Places are points from the upper left corner, y downwards; a text's place is the upper left corner of its
first character's square. Half-width characters are half a square wide.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

A4 = (595.0, 842.0)
RISE = 0.86  # the part of a square above the base line


@dataclass
class Page:
    size: tuple[float, float] = A4
    texts: list[tuple[float, float, float, str]] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    bars: list[tuple[float, float, float, float]] = field(default_factory=list)
    sideways: bool = False  # drawn on its side, with /Rotate 90, as landscape pages often are
    raw: str = ""          # further PDF operators
    image: bool = False    # a picture over the whole page
    pictures: list[tuple[float, float, float, float]] = field(default_factory=list)
    grounds: list[tuple[float, float, float, float, float]] = field(default_factory=list)   # the last: 0 black, 1 white

    def text(self, x, y, words, size=12.0):
        self.texts.append((x, y, size, words))

    def paragraph(self, y, words, size=12.0, left=90.0, width=30, indent=2, pitch=1.5):
        """Lines of `width` squares; gives the y below them."""
        rest, first = words, True
        while rest:
            room = width - (indent if first else 0)
            cut = fitting(rest, room)
            self.text(left + (indent * size if first else 0), y, rest[:cut], size)
            rest, first, y = rest[cut:], False, y + size * pitch
        return y

    def table(self, x, y, widths, heights, cells, bars=False, size=9.0):
        """`cells`: (row, column, rowspan, colspan, text), row and column from 0; gives the y below."""
        xs = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        ys = [y + sum(heights[:i]) for i in range(len(heights) + 1)]
        for row, column, down, across, words in cells:
            left, right, top, bottom = xs[column], xs[column + across], ys[row], ys[row + down]
            for edge in ((left, top, right, top), (left, bottom, right, bottom),
                         (left, top, left, bottom), (right, top, right, bottom)):
                (self.bars if bars else self.lines).append(edge)
            height = top + 3
            for line in broken(words, (right - left - 6) / size):
                self.text(left + 3, height, line, size)
                height += size * 1.2
        return ys[-1]


def squares(words):
    return sum(1.0 if char >= "\u2000" else 0.5 for char in words)


def fitting(words, room):
    """How many characters go into `room` squares, at least one."""
    count = 1
    while count < len(words) and squares(words[:count + 1]) <= room:
        count += 1
    return count


def broken(words, room):
    for part in words.split("\n"):
        while part:
            cut = fitting(part, room)
            yield part[:cut]
            part = part[cut:]


def grid_cells(rows):
    """Cells of a table without merged ones, from rows of texts."""
    return [(r, c, 1, 1, words) for r, row in enumerate(rows) for c, words in enumerate(row)]


# PDF

_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/SimSun/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    b"/DW 1000/W[1 95 500 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/SimSun/Flags 4"
    b"/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140/StemV 80/CapHeight 700>>>>]>>")
_CARRIED = (_FONT.replace(b"CIDFontType0/", b"CIDFontType2/CIDToGIDMap 6 0 R/")
            .replace(b"/StemV", b"/FontFile2 5 0 R/StemV"))
_DOT = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"


def pdf_of(*pages, compress=True, form=False, flip=False, carried=b""):
    """The pages as a PDF file. `form`: all drawn in a form XObject; `flip`: in a space with y downwards; `carried` is
    the font that is to be in it."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", _CARRIED if carried else _FONT, _stream(_DOT, b"\x80")]
    if carried:
        objects += [_packed(carried), _packed(b"\0\1" * 32000)]
    kids = []
    for page in pages:
        content = _operators(page, flip).encode("ascii")
        resources = b"<</Font<</F1 3 0 R>>/XObject<</Im 4 0 R>>>>"
        if form:
            head = b"<</Type/XObject/Subtype/Form/BBox[0 0 2000 2000]/Resources%s/Length %d>>"
            objects.append(_stream(head % (resources, len(content)), content))
            resources = b"<</XObject<</Fm %d 0 R>>>>" % len(objects)
            content = b"/Fm Do"
        packed = zlib.compress(content) if compress else content
        objects.append(_stream(b"<</Length %d%s>>" % (
            len(packed), b"/Filter/FlateDecode" if compress else b""), packed))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Rotate %d/Resources%s/Contents %d 0 R>>" % (
            *(page.size[::-1] if page.sideways else page.size), 90 * page.sideways, resources, len(objects)))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return assembled(objects)


def assembled(objects, trailer=b""):
    out = BytesIO()
    out.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


def _packed(data):
    made = zlib.compress(data)
    return _stream(b"<</Length %d/Length1 %d/Filter/FlateDecode>>" % (len(made), len(data)), made)


def _stream(head, body):
    return head + b"\nstream\n" + body + b"\nendstream"


def _operators(page, flip):
    height = page.size[1]
    out = [f"q 1 0 0 -1 0 {height} cm" if flip else "q", "0.5 w", page.raw]
    if page.sideways:
        out[0] = f"q 0 1 -1 0 {height} 0 cm"
    down = (lambda y: y) if flip else (lambda y: height - y)
    if page.image:
        out.append(f"q {page.size[0]} 0 0 {height} 0 0 cm /Im Do Q")
    out += [f"q {x1 - x0} 0 0 {y1 - y0} {x0} {min(down(y0), down(y1))} cm /Im Do Q" for x0, y0, x1, y1 in page.pictures]
    out += [f"{grey} g {x0} {min(down(y0), down(y1))} {x1 - x0} {y1 - y0} re f 0 g"
            for x0, y0, x1, y1, grey in page.grounds]
    out += [f"{x0} {down(y0)} m {x1} {down(y1)} l S" for x0, y0, x1, y1 in page.lines]
    out += [f"{min(x0, x1) - .25} {min(down(y0), down(y1)) - .25} {abs(x1 - x0) + .5} {abs(y1 - y0) + .5} re f"
            for x0, y0, x1, y1 in page.bars]
    for x, y, size, words in page.texts:
        code = words.encode("utf-16-be").hex()
        out.append(f"BT /F1 1 Tf {size} 0 0 {-size if flip else size} {x} {down(y + RISE * size)} Tm <{code}> Tj ET")
    return "\n".join([*out, "Q"])


# OFD

_MM = 25.4 / 72
_XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_of(*pages):
    """The pages as an OFD file (GB/T 33190)."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("OFD.xml", f'<?xml version="1.0" encoding="UTF-8"?><ofd:OFD {_XMLNS} Version="1.0" '
                         'DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:Title>报告</ofd:Title></ofd:DocInfo>'
                         "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")
        links = "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
        package.writestr("Doc_0/Document.xml", f'<?xml version="1.0" encoding="UTF-8"?><ofd:Document {_XMLNS}>'
                         "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
                         f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{links}</ofd:Pages></ofd:Document>")
        for index, page in enumerate(pages):
            package.writestr(f"Doc_0/Pages/Page_{index}/Content.xml", _ofd_page(page))
    return out.getvalue()


def _ofd_page(page):
    width, height = (side * _MM for side in page.size)
    out = [f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {_XMLNS}><ofd:Area><ofd:PhysicalBox>0 0 {width:.3f} '
           f'{height:.3f}</ofd:PhysicalBox></ofd:Area><ofd:Content><ofd:Layer ID="1">']
    for *box, grey in page.grounds:
        left, top, right, bottom = (v * _MM for v in box)
        out.append(f'<ofd:PathObject ID="9" Boundary="{left:.3f} {top:.3f} {right - left:.3f} {bottom - top:.3f}" '
                   f'Stroke="false" Fill="true"><ofd:FillColor Value="{" ".join([str(round(grey * 255))] * 3)}"/>'
                   f"<ofd:AbbreviatedData>M 0 0 L {right - left:.3f} 0 L {right - left:.3f} {bottom - top:.3f} "
                   f"L 0 {bottom - top:.3f} C</ofd:AbbreviatedData></ofd:PathObject>")
    for x0, y0, x1, y1 in (tuple(v * _MM for v in line) for line in page.lines + page.bars):
        out.append(f'<ofd:PathObject ID="9" Boundary="{x0:.3f} {y0:.3f} {x1 - x0 + .1:.3f} {y1 - y0 + .1:.3f}" '
                   f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}'
                   "</ofd:AbbreviatedData></ofd:PathObject>")
    for x0, y0, x1, y1 in (tuple(v * _MM for v in box) for box in page.pictures):
        out.append(f'<ofd:ImageObject ID="9" ResourceID="2" Boundary="{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f}"/>')
    for x, y, size, words in page.texts:
        side = size * _MM
        steps = " ".join(f"{side * squares(char):.3f}" for char in words[:-1])
        delta = f' DeltaX="{steps}"' if steps else ""
        out.append(f'<ofd:TextObject ID="9" Boundary="{x * _MM:.3f} {y * _MM:.3f} {side * squares(words):.3f} '
                   f'{side:.3f}" Font="1" Size="{side:.3f}"><ofd:TextCode X="0" Y="{side * RISE:.3f}"{delta}>'
                   f"{escape(words)}</ofd:TextCode></ofd:TextObject>")
    return "".join([*out, "</ofd:Layer></ofd:Content></ofd:Page>"])
