"""PDF (ISO 32000-1) with a text layer as blocks: paragraphs and tables, each with its page and box.

PDFium finds the characters and the drawn paths; what they mean is made out by `paged`.
"""

from __future__ import annotations

from ..errors import ReadError
from ..model import Source
from .paged import blocks_of
from .pdf_bounds import guard_streams
from .pdf_pages import pages_of
from .sheet import Sheet

_SCANNED = ("没有文字层（扫描件或图片），无法读取其中的文字；"
            "请提供可复制文字的 PDF 或 Word 原稿")
_GARBLED = "文字层不能还原成文字（字体缺少编码对照表）；请提供 Word 原稿，或重新导出 PDF"
_MOST_UNKNOWN = 0.3
_PICTURE = 0.15


def read(name: str, data: bytes) -> Source:
    """The PDF file `name`.

    Raises ReadError for a file that is damaged, wants a password, has no (usable) text layer, or is larger
    than the bounds in `pdf_pages` and `pdf_bounds`.
    """
    guard_streams(data)
    sheets, unknown, metadata = pages_of(data)
    known = sum(len(sheet.glyphs) for sheet in sheets)
    if unknown > _MOST_UNKNOWN * (known + unknown) and unknown > 20:
        raise ReadError(_GARBLED)
    if not any(glyph.char != " " for sheet in sheets for glyph in sheet.glyphs):
        raise ReadError(_SCANNED)
    return Source(name, "pdf", blocks_of(sheets), metadata=metadata, remarks=tuple(_remarks(sheets, unknown)))


def _remarks(sheets: list[Sheet], unknown: int) -> list[str]:
    """What of the pages could not be read."""
    remarks = []
    empty = [sheet for sheet in sheets if not sheet.glyphs and sheet.pictured > _PICTURE]
    if empty:
        remarks.append(f"第 {_numbers(empty)} 页没有文字层（扫描件或图片），其中的内容没有读取。")
    recognised = [sheet for sheet in sheets if sheet.glyphs and sheet.hidden]
    if recognised:
        remarks.append(
            f"第 {_numbers(recognised)} 页的文字是扫描件的识别（OCR）结果，可能有误，其中的表格可能读不出。")
    pictures = [s for s in sheets if s.glyphs and not s.hidden and s.pictured > _PICTURE]
    if pictures:
        remarks.append(f"第 {_numbers(pictures)} 页有图片，图片中的文字和表格没有读取。")
    if unknown:
        remarks.append(f"有 {unknown} 个字符没有编码对照，没有读取。")
    return remarks


def _numbers(sheets: list[Sheet]) -> str:
    return "、".join(str(sheet.number) for sheet in sheets)
