"""Word 97–2003 documents (.doc), and the .wps files of WPS Office, which are the same: [MS-DOC].

Only what a report needs is read: the main text, its tables, its automatic numbers. Headers, footers, notes
and comments are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import ReadError
from ...limits import LIMITS, Limits
from ...model import Source
from ..docx.blocks import Count, blocks_of
from .file import DAMAGED, open_word
from .story import Reading

_LISTS = "文档的自动编号部分已损坏，没有读取；标题前的编号可能因此缺失"


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The document's blocks. A paragraph's text begins with the number that Word puts before it.

    Raises ReadError for a file that is locked, older than Word 97, of Microsoft Works, or damaged.
    """
    opened = open_word(data, limits)
    reading = Reading(opened, limits.doc_lists)
    story = reading.main()
    found = tuple(blocks_of(story, Count(limits=limits)))
    if not found and not opened.text.strip("\r\x07\x0c "):
        raise ReadError(DAMAGED if not opened.text else "文件中没有正文；请确认选对了文件")
    return Source(name, "word", found, remarks=tuple(_remarks(reading, limits)))


def _remarks(reading: Reading, limits: Limits) -> Iterator[str]:
    if reading.lists.damaged:
        yield _LISTS
    if reading.lists.crowded:
        yield f"文档的自动编号列表过多，没有全部读取（上限 doc-lists={limits.doc_lists}）；标题前的编号可能因此缺失"
