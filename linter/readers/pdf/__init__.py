"""PDF (ISO 32000-1) with a text layer as blocks: paragraphs and tables, each with its page and box.

PDFium finds the characters and the drawn paths; what they mean is made out by `paged`.
"""

from __future__ import annotations

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...model import Source
from ...patterns import compiled
from ..paged import blocks_of
from ..paged.scattered import unread_in
from ..paged.sheet import remarks_on
from .bounds import guard_streams
from .forms import guard_forms
from .pages import pages_of

_SCANNED = ("没有文字层（扫描件或图片），无法读取其中的文字；"
            "请提供可复制文字的 PDF 或 Word 原稿")
_GARBLED = "文字层不能还原成文字（字体缺少编码对照表）；请提供 Word 原稿，或重新导出 PDF"
_MOST_UNKNOWN = 20, 0.02
"""Characters without a meaning, and their share, of which more make a text that cannot be relied on."""
_ODD = compiled("[\u00a1-\u017f]")
_NOT_ODD = "°±²³·×÷§©®¼½¾«»"


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The PDF file `name`.

    Raises ReadError for a file that is damaged, wants a password, has no (usable) text layer, or is larger
    than the bounds.
    """
    guard_streams(data, limits)
    guard_forms(data, limits)
    sheets, unknown, metadata = pages_of(data, limits)
    text = "".join([glyph.char for sheet in sheets for glyph in sheet.glyphs])
    strange = unknown + sum(char not in _NOT_ODD for char in _ODD.findall(text))
    if strange > max(_MOST_UNKNOWN[0], _MOST_UNKNOWN[1] * (len(text) + unknown)):
        raise ReadError(_GARBLED)
    if not text.strip():
        raise ReadError(_SCANNED)
    blocks = blocks_of(sheets, limits)
    remarks = (*remarks_on(sheets, unknown), *unread_in(blocks))
    return Source(name, "pdf", blocks, metadata=metadata, remarks=remarks)
