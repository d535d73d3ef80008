"""Plain text: lines, and the tables that tabs, bars or aligned columns draw in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..limits import LIMITS, Limits
from ..model import Block, Source
from ..patterns import compiled
from .crawled import head_lines, metadata_head, without_own_bars
from .encoding import decode
from .pieces import WHITE, grid, line_of, physical_lines, plain
from .ruled import RuledTables, barred
from .tabbed import TabbedTables

_MARKUP = compiled(r"^(?:#{1,6} |\*\*\S)", re.MULTILINE)
_MARKUP_LINES = 3    # so many headings of Markdown make a text file Markdown


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """A text file; one written in Markdown is read as such. Raises ReadError as `encoding.decode` does."""
    text, encoding = decode(data)
    if len(_MARKUP.findall(text)) >= _MARKUP_LINES:
        from . import markdown

        return markdown.read(name, data, limits)
    lines = physical_lines(text, limits)
    metadata, body = metadata_head(lines)
    blocks = (*head_lines(lines[:body]), *_body(without_own_bars(lines), body, limits))
    return Source(name, "text", blocks, encoding, tuple(lines), metadata)


def _body(lines: list[str], index: int, limits: Limits) -> Iterator[Block]:
    tabbed, ruled, tables = TabbedTables(lines, limits), RuledTables(lines, limits=limits), 0
    while index < len(lines):
        raw = lines[index]
        if "\t" in raw and not barred(raw):
            found, index = tabbed.at(index)
        else:
            rows, behind = ruled.at(index)
            found, index = [rows] if rows else list(range(index, behind)), behind
        for item in found:
            if not isinstance(item, int):
                tables += 1
                yield grid(item, tables, plain)
            elif lines[item].strip(WHITE):
                yield line_of(item + 1, lines[item])
