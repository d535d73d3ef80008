"""PDF pages as sheets, by PDFium: where each character stands, which lines are ruled.

Coordinates come in the page's own space (origin lower left, y upwards) and leave as the page is read:
cropped, y downwards, turned so that its text stands, whatever its /Rotate says.
"""

from __future__ import annotations

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ..paged.sheet import Matrix, Sheet, left_out, standing
from .drawn import Drawn
from .fonts import loses_text
from .library import PdfDocument, PdfError, Pdfium, pdfium
from .shapes import without_shapes
from .text import Characters

_PASSWORD = 4       # FPDF_ERR_PASSWORD

_DAMAGED = "文件已损坏或不完整，无法打开；请重新下载，或重新导出 PDF"
_LOCKED = "文件设有打开密码，无法读取；请取消密码后重新保存再检查"
_NO_FONT = ("第 {number} 页的字体没有嵌入文件，代替它的西文字体没有汉字，有文字读不出来；"
            "请重新导出并嵌入字体，或提供 Word 原稿")
_TOO_LARGE = "文件内容过多（超过 {limit}），不像一份年度报告；请只保留报告本身再检查"

Metadata = tuple[tuple[str, str], ...]


def pages_of(data: bytes, limits: Limits = LIMITS) -> tuple[list[Sheet], int, Metadata]:
    """The pages, the count of characters without a meaning, and what the file says of itself.

    Raises ReadError.
    """
    light = without_shapes(data)
    if light is not data:
        try:
            pages = _pages_of(light, limits)
        except ReadError:
            pass    # its fonts may be wanted after all
        else:
            if not pages[1]:
                return pages
    return _pages_of(data, limits)


def _pages_of(data: bytes, limits: Limits) -> tuple[list[Sheet], int, Metadata]:
    try:
        with PdfDocument(data) as document:
            if document.pages > limits.pdf_pages:
                raise limits.refused("pdf_pages", _TOO_LARGE.format(limit=f"{limits.pdf_pages} 页"))
            reading = _Reading(pdfium(), limits)
            sheets = [reading.sheet(document, index) for index in range(document.pages)]
            title = document.stated("Title").replace("\0", "")
            return sheets, reading.unknown, (("Title", title),) if title else ()
    except PdfError as error:
        raise ReadError(_LOCKED if error.code == _PASSWORD else _DAMAGED) from None
    except UnicodeError:
        raise ReadError(_DAMAGED) from None


class _Reading:
    """One walk through a document, and what it has met so far."""

    def __init__(self, raw: Pdfium, limits: Limits) -> None:
        self._limits = limits
        self._raw = raw
        self._drawn = Drawn(raw, limits)
        self._text = Characters(raw)
        self._characters = 0

    @property
    def unknown(self) -> int:
        """How many characters have no meaning or no place."""
        return self._text.unknown

    def sheet(self, document: PdfDocument, index: int) -> Sheet:
        unknown = self._text.unknown
        sheet = self._sheet(document, index)
        if self._text.lean:  # scanned or set askew: its lines and letters are looked at as they were meant
            self._text.unknown = unknown
            document.turn(index, -self._text.lean)
            sheet = self._sheet(document, index)
        return sheet

    def _sheet(self, document: PdfDocument, index: int) -> Sheet:
        with document.page(index) as page:
            left, bottom, right, top = page.box
            sheet = Sheet(index + 1, max(right - left, 1.0), max(top - bottom, 1.0), limits=self._limits)
            view = Matrix(1, 0, 0, -1, -left, top)
            self._drawn.on(page.page, sheet, view)
            count = max(self._raw.FPDFText_CountChars(page.text), 0)
            self._characters += count
            if self._characters > (most := self._limits.pdf_characters):
                raise self._limits.refused("pdf_characters", _TOO_LARGE.format(limit=f"{most} 字"))
            by_quarter = self._text.of(page.text, count, view)
            sheet.pale = left_out(self._text.pale, self._drawn.dark, by_quarter)
            sheet.hidden = bool(by_quarter) and self._drawn.hidden(sheet.pictured)
            if loses_text(self._raw, page.text, self._drawn.pieces):
                raise ReadError(_NO_FONT.format(number=index + 1))
        return standing(sheet, by_quarter)
