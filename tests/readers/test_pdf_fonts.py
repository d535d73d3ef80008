"""A PDF without its fonts reads as with them, whatever fonts the machine has; text that is lost is not passed over."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from ctypes import sizeof

import pytest
from blocks_font import font as blocks
from drawing import Page, _stream, assembled, pdf_of
from pypdfium2 import raw
from reportlint.errors import ReadError
from reportlint.readers import read
from reportlint.readers.pdf.squares import FONTS, Fonts, font

_LOST = "第 1 页的字体没有嵌入文件"
_PAGES = {
    "a label of one character": [("办理", 0), ("项", 40)],
    "the same line twice": [("某某局做好公开工作" * 3, 0), ("办好", 18), ("某某局做好公开工作" * 3, 36)],
    "each its own": [("本局做好公开工作", 0), ("公开信息", 40)],
    "a blank by itself": [("本局做好公开工作", 0), (" ", 40)],
    "a figure beside": [("统计期限自2024年1月1日起至2024年12月31日止，AB", 0), ("7", 40)],
}


@pytest.mark.parametrize("lines", _PAGES.values(), ids=_PAGES)
def test_without_its_fonts_a_page_reads_as_with_them(lines):
    page = Page()
    for words, down in lines:
        page.text(90, 100 + down, words)
    source = read("r.pdf", pdf_of(page))
    carried = read("r.pdf", pdf_of(page, carried=blocks()))
    assert [block.text.value for block in source.blocks] == [words for words, _ in lines if words.strip()]
    assert [block.text.value for block in source.blocks] == [block.text.value for block in carried.blocks]


_ENCODINGS = {
    "UniGB-UCS2-H": ("utf-16-be", b"GB1"), "UniGB-UTF16-H": ("utf-16-be", b"GB1"), "GBK-EUC-H": ("gbk", b"GB1"),
    "UniCNS-UCS2-H": ("utf-16-be", b"CNS1"), "Identity-H": ("utf-16-be", b"Identity"),
}


@pytest.mark.parametrize("name", _ENCODINGS)
@pytest.mark.parametrize("widths", [b"", b"/DW 1000/W[1 95 500]"])
def test_characters_are_as_wide_as_the_file_says(name, widths):
    coding, ordering = _ENCODINGS[name]
    shown = "统计期限年，合计".encode(coding).hex().encode()
    one = (b"<</Type/Font/Subtype/Type0/BaseFont/SomeSong/Encoding/%s/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
           b"/BaseFont/SomeSong/CIDSystemInfo<</Registry(Adobe)/Ordering(%s)/Supplement 2>>%s>>]>>")
    (line,) = read("r.pdf", _page(one % (name.encode(), ordering, widths), b"<%s>" % shown)).blocks
    assert (line.text.value, line.text.base.box) == ("统计期限年，合计", (90.0, 131.7, 186.0, 143.7))


@pytest.mark.parametrize("kind", [b"Type1", b"TrueType"])
def test_western_fonts_have_the_widths_that_everybody_knows(kind):
    one = b"<</Type/Font/Subtype/%s/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>" % kind
    (line,) = read("r.pdf", _page(one, b"(Report 2024)")).blocks
    assert (line.text.value, line.text.base.box) == ("Report 2024", (90.0, 131.7, 156.0, 143.7))


def test_text_lost_in_a_western_font_is_said():
    one = (b"<</Type/Font/Subtype/TrueType/BaseFont/SomeSans/FirstChar 65/LastChar 66/Widths[1000 1000]"
           b"/Encoding<</Differences[65/uni7EDF/uni8BA1]>>/FontDescriptor<</Type/FontDescriptor/FontName/Sans/Flags 32"
           b"/FontBBox[0 -140 1000 860]/ItalicAngle 0/Ascent 860/Descent -140/StemV 80/CapHeight 700>>>>")
    with pytest.raises(ReadError, match=_LOST):
        read("r.pdf", _page(one, b"(ABAB)", b"(A)", b"(ABAB)"))


def _page(font: bytes, *shown: bytes) -> bytes:
    """A page of some lines in a font that is not in the file."""
    content = b"BT /F1 12 Tf 18 TL 90 700 Td " + b" ".join(words + b" Tj T*" for words in shown) + b" ET"
    return assembled([
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[4 0 R]>>", font,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>",
        _stream(b"<</Length %d>>" % len(content), content)])


def test_functions_are_as_declared():
    declared = raw.FPDF_SYSFONTINFO
    assert [name for name, _ in Fonts._fields_] == [name for name, _ in declared._fields_]
    assert [getattr(Fonts, name).offset for name, _ in Fonts._fields_] == [
        getattr(declared, name).offset for name, _ in declared._fields_]
    for (name, ours), (_, theirs) in zip(Fonts._fields_[1:], declared._fields_[1:], strict=True):
        assert ours._restype_ == theirs._restype_ or name == "MapFont" or name == "GetFont"
        assert [*map(sizeof, ours._argtypes_)] == [*map(sizeof, theirs._argtypes_)]


def test_a_font_is_given_where_there_is_room():
    size = FONTS.GetFontData(None, 100, 0, None, 0)
    assert size == len(font(100))
    assert FONTS.GetFontData(None, 100, struct.unpack(">I", b"ttcf")[0], None, 0) == 0
    assert FONTS.MapFont(None, 400, 0, 0, 0, b"Helvetica", None) is None


_OPENED = "import sys; from reportlint.readers import read; print(read('r.pdf', sys.stdin.buffer.read()).blocks)"


@pytest.mark.skipif(not shutil.which("strace"), reason="strace shows what a process opens")
def test_no_font_of_the_machine_is_looked_at(tmp_path):
    page = Page()
    page.text(90, 100, "某某局2024年政府信息公开工作年度报告")
    command = ["strace", "-f", "-e", "trace=open,openat", "-o", tmp_path / "log", sys.executable, "-c", _OPENED]
    assert "年度报告" in subprocess.run(command, input=pdf_of(page), capture_output=True, check=True).stdout.decode()
    assert "/fonts/" not in (tmp_path / "log").read_text()
