"""Fonts whose characters are known without their shapes: a PDF reads the same without those, and faster."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

import pytest
from drawing import _packed, _stream, assembled
from reportlint.model import Grid
from reportlint.readers import read
from reportlint.readers.pdf import pages, shapes

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generated import made
from programs import SOFFICE, resaved

WORDS = "统计期限年度报告"
FONT = {
    "font": b"/Type/Font/Subtype/Type1/BaseFont/BAAAAA+SomeSong\n/FirstChar 0\n/LastChar 8\n/Widths[0%s ]\n"
            b"/FontDescriptor 5 0 R\n/ToUnicode 6 0 R\n" % (b" 1000" * 8),
    "descriptor": b"/Type/FontDescriptor/FontName/BAAAAA+SomeSong/Flags 4/FontBBox[0 -140 1000 860]/ItalicAngle 0"
                  b"/Ascent 0/Descent 0/CapHeight 700/StemV 80\n/FontFile 7 0 R\n",
    "meanings": b"8 beginbfchar\n" + b"".join(
        b"<%02X> <%04X>\n" % (code, ord(char)) for code, char in enumerate(WORDS, 1)) + b"endbfchar\n",
    "more": b"",
}


def document(**changed: bytes) -> bytes:
    """A page with words in a Type 1 font; the first text in `changed` stands for a part of the usual one."""
    parts = {**FONT, **changed}
    shown = b"BT /F1 12 Tf 90 700 Td <%s> Tj ET" % bytes(range(1, len(WORDS) + 1)).hex().encode()
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[9 0 R]>>",
        b"<<%s>>" % parts["font"], b"<<>>" + parts["more"], b"<<%s>>" % parts["descriptor"], _packed(parts["meanings"]),
        _packed(b"no font at all" * 9), _stream(b"<</Length %d>>" % len(shown), shown),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 8 0 R>>"])


def put(part: str, old: bytes, new: bytes) -> dict[str, bytes]:
    assert old in FONT[part]
    return {part: FONT[part].replace(old, new)}


KEPT = {
    "a character without a meaning": put("meanings", b"<03> <671F>\n", b""),
    "a character that means nothing": put("meanings", b"<671F>", b"<0000>"),
    "meanings in ranges": put("meanings", b"beginbfchar", b"beginbfrange"),
    "fewer widths than characters": put("font", b" 1000 ]", b" ]"),
    "of usual letters": put("descriptor", b"/Flags 4/", b"/Flags 32/"),
    "not cut down to what is used": put("font", b"BAAAAA+", b""),
    "a TrueType font": put("font", b"/Type1", b"/TrueType"),
    "used by another font": {"more": b"<</Type/Font/Subtype/Type1/BaseFont/Other/FontDescriptor 5 0 R>>"},
    "two files": put("descriptor", b"/FontFile 7 0 R", b"/FontFile 7 0 R/FontFile3 7 0 R"),
}


def test_shapes_are_passed_over_where_all_is_said() -> None:
    data = document()
    light = shapes.without_shapes(data)
    assert (light.count(b"/FontFile"), len(light)) == (0, len(data))
    assert light.replace(b"/FontNone", b"/FontFile") == data
    assert [block.text.value for block in read("r.pdf", data).blocks] == [WORDS]


@pytest.mark.parametrize("changed", KEPT.values(), ids=KEPT)
def test_shapes_are_kept_where_they_may_be_wanted(changed: dict[str, bytes]) -> None:
    data = document(**changed)
    assert shapes.without_shapes(data) is data


def test_shapes_are_kept_where_the_objects_are_not_in_one_plain_table() -> None:
    data = document()
    for other in (data.replace(b"/Root", b"/Prev 9/Root"), data.replace(b"\nxref", b"\nyref"),
                  data.replace(b"\n5 0 obj", b"\n6 0 obj"), data.replace(b"startxref\n", b"startxref\n9"),
                  data[:data.rfind(b"startxref")], b"", b"/ToUnicode"):
        assert shapes.without_shapes(other) is other


def test_long_or_broken_meanings_are_no_meanings() -> None:
    long = document(meanings=FONT["meanings"] + bytes(1 << 17))
    broken = document().replace(zlib.compress(FONT["meanings"])[:9], b"x" * 9)
    assert shapes.without_shapes(long) is long
    assert shapes.without_shapes(broken) is broken


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_prints_of_libreoffice_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    (_, (data,)), = resaved([made(7)], ["pdf by LibreOffice"])
    assert shapes.without_shapes(data) is not data
    light = words(data)
    monkeypatch.setattr(pages, "without_shapes", lambda data: data)
    assert words(data) == light


def words(data: bytes) -> list[object]:
    return [[[(cell.text.value, cell.rowspan, cell.colspan) for cell in row] for row in block.rows]
            if isinstance(block, Grid) else block.text.value for block in read("r.pdf", data).blocks]
