"""A PDF without its fonts, where the machine has none either: text that PDFium loses is not passed over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from drawing import Page, pdf_of

_WITHOUT_FONTS = """
import ctypes, sys
import pypdfium2
from pypdfium2 import raw
from reportlint.errors import ReadError
from reportlint.readers import read
raw.FPDF_DestroyLibrary()
paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(ctypes.c_char_p(sys.argv[2].encode()), \
ctypes.POINTER(ctypes.c_char)), None)
raw.FPDF_InitLibraryWithConfig(ctypes.byref(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths)))
try:
    source = read("r.pdf", open(sys.argv[1], "rb").read())
    print(len(source.blocks))
except ReadError as error:
    print(error)
"""

_LOST = "第 1 页的字体没有嵌入文件"
_PAGES = {
    "a label of one character": ([("办理", 0), ("项", 40)], True),
    "the same line twice": ([("某某局做好公开工作" * 3, 0), ("办好", 18), ("某某局做好公开工作" * 3, 36)], True),
    "each its own": ([("本局做好公开工作", 0), ("公开信息", 40)], False),
    "a blank by itself": ([("本局做好公开工作", 0), (" ", 40)], True),
}


def _read(tmp_path: Path, data: bytes, fonts: Path) -> str:
    (tmp_path / "r.pdf").write_bytes(data)
    return subprocess.run([sys.executable, "-c", _WITHOUT_FONTS, tmp_path / "r.pdf", fonts], check=True, text=True,
                          capture_output=True, timeout=60, encoding="utf-8").stdout


@pytest.mark.parametrize(("lines", "lost"), _PAGES.values(), ids=_PAGES)
def test_text_lost_for_want_of_a_font_is_said(tmp_path, lines, lost):
    page = Page()
    for words, down in lines:
        page.text(90, 100 + down, words)
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    assert (_LOST in _read(tmp_path, pdf_of(page), fonts)) == lost


@pytest.mark.skipif(not list(Path("/usr/share/fonts").glob("**/*CJK*")), reason="no Chinese font here")
def test_with_the_font_nothing_is_lost(tmp_path):
    page = Page()
    for words, down in _PAGES["the same line twice"][0] + _PAGES["a blank by itself"][0]:
        page.text(90, 100 + down, words)
    assert _LOST not in _read(tmp_path, pdf_of(page), Path("/usr/share/fonts"))


_DROID = list(Path("/usr/share/fonts").glob("**/DroidSansFallback*"))


@pytest.mark.skipif(not _DROID, reason="no font here that has Chinese characters and no figures")
def test_a_figure_lost_beside_chinese_characters_is_said(tmp_path):
    page = Page()
    page.paragraph(80, "某某局2024年度报告，统计期限自2024年1月1日起至2024年12月31日止，现予公布。")
    page.text(153, 203, "7", 9)
    assert _LOST in _read(tmp_path, pdf_of(page), _DROID[0].parent)
