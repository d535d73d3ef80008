"""MHTML (RFC 2557), the single file that browsers save a web page in: its HTML part, read as any page.

Lines and columns would be those of the part, not of the file; so a place is a paragraph, or a table, row
and cell, as in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..errors import ReadError
from ..limits import LIMITS, Limits
from ..model import Block, Cell, Grid, Line, Origin, Source, Text
from ..patterns import compiled
from . import html
from .bounds import UNLIKE

_DAMAGED = "文件已损坏，或其中没有网页正文；请用浏览器打开，重新保存为网页（.html）后再检查"
_TYPE = compiled(rb"^content-type:[^\r\n]*+(?:\r?\n[ \t][^\r\n]*+)*+", re.IGNORECASE | re.MULTILINE)
_LONGEST_TYPE = 4_000  # bytes; the library takes the square of it in time
_FRAMES = compiled(rb"<frameset\b", re.IGNORECASE)


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The page in the file `name`. Raises ReadError where there is none, or it cannot be read."""
    page = html.read(name, _page(data, limits), limits)
    return Source(name, "html", tuple(_placed(page.blocks)), metadata=page.metadata, remarks=page.remarks)


def _page(data: bytes, limits: Limits) -> bytes:
    """The first HTML part that is no mere frame around others. Raises ReadError where there is none."""
    frame = b""
    for page in _pages(data):
        if not _FRAMES.search(page):
            break
        frame = frame or page
    else:
        page = frame
    if not page:
        raise ReadError(_DAMAGED)
    if len(page) > limits.text_size:
        raise limits.refused("text_size", f"文件中的网页过大，{UNLIKE}")
    return page


def _pages(data: bytes) -> Iterator[bytes]:
    """The bytes of the HTML parts, their transfer encoding undone, up to where the file is broken."""
    from email import message_from_bytes

    if any(len(found[0]) > _LONGEST_TYPE for found in _TYPE.finditer(data)):
        return
    try:
        message = message_from_bytes(data)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                content = part.get_payload(decode=True)
                if isinstance(content, bytes) and content.strip():
                    yield _recoded(content, part.get_content_charset() or "")
    except (RecursionError, LookupError, ValueError, TypeError, AttributeError):
        pass  # what email makes of broken files: the message ends here


def _recoded(content: bytes, charset: str) -> bytes:
    """Browsers name the encoding of wide pages in the part's head only."""
    if charset.startswith("utf-16"):
        return content.decode(charset, "replace").encode("utf-8")
    return content


def _placed(blocks: tuple[Block, ...]) -> Iterator[Block]:
    paragraphs = 0
    for block in blocks:
        if isinstance(block, Line):
            paragraphs += 1
            yield Line(Text(block.text.value, (), Origin(paragraph=paragraphs)), block.level, block.chrome)
        else:
            yield _grid(block)


def _grid(grid: Grid) -> Grid:
    cells: dict[int, Cell] = {}
    for row in grid.rows:
        for cell in row:
            base = Origin(table=grid.number, row=cell.row + 1, cell=cell.column + 1)
            cells.setdefault(id(cell), Cell(
                Text(cell.text.value, (), base), cell.row, cell.column, cell.rowspan, cell.colspan))
    rows = tuple(tuple(cells[id(cell)] for cell in row) for row in grid.rows)
    return Grid(rows, grid.number, Origin(table=grid.number))
