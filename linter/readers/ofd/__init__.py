"""OFD (GB/T 33190-2016), the national format for fixed pages, as blocks: paragraphs and tables, each with its
page and box. Zip and expat; what the drawn pages mean is made out by `paged`, as for PDF.
"""

from __future__ import annotations

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...model import Source
from ..paged import blocks_of
from ..paged.scattered import unread_in
from ..paged.sheet import remarks_on
from .package import Package
from .page import Budget, sheet_of

_SCANNED = "没有文字（扫描件或图片），无法读取；请提供可复制文字的 OFD、PDF 或 Word 原稿"


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The OFD file `name`. Raises ReadError for a file that is damaged, locked, without text, or larger than
    the bounds."""
    package = Package(data, limits)
    budget = Budget(limits)
    sheets, unknown = [], 0
    for number, page in enumerate(package.pages(), 1):
        sheet, odd = sheet_of(package, page, number, budget)
        sheets.append(sheet)
        unknown += odd
    if not any(glyph.char != " " for sheet in sheets for glyph in sheet.glyphs):
        raise ReadError(_SCANNED)
    title = package.title()
    blocks = blocks_of(sheets, limits)
    return Source(name, "ofd", blocks, metadata=(("Title", title),) if title else (),
                  remarks=(*remarks_on(sheets, unknown), *unread_in(blocks)))
