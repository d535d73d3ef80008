"""Plain text: lines, and the tables that tabs, bars or aligned columns draw in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Block, Line, Source
from ..patterns import compiled
from .crawled import without_own_bars
from .encoding import decode
from .pieces import WHITE, grid, line_of, plain
from .ruled import RuledTables, barred
from .tabbed import TabbedTables

_ENTRY = compiled(r"([^\s:：][^:：]{0,19})[:：]\s*(.*)")
_HEAD_LINES = 40     # a crawler's head is no longer
_DIVIDER_WORDS = 20  # characters between the = of the line that ends it
_MARKUP = compiled(r"^(?:#{1,6} |\*\*\S)", re.MULTILINE)
_MARKUP_LINES = 3    # so many headings of Markdown make a text file Markdown


def read(name: str, data: bytes) -> Source:
    """A text file; one written in Markdown is read as such. Raises ReadError as `encoding.decode` does."""
    text, encoding = decode(data)
    if len(_MARKUP.findall(text)) >= _MARKUP_LINES:
        from . import markdown

        return markdown.read(name, data)
    lines = physical_lines(text)
    metadata, body = metadata_head(lines)
    blocks = (*head_lines(lines[:body]), *_body(without_own_bars(lines), body))
    return Source(name, "text", blocks, encoding, tuple(lines), metadata)


def physical_lines(text: str) -> list[str]:
    """The lines of a file without their ends; a last line end begins no line."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def metadata_head(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], int]:
    """What a crawler wrote above the text ("key: value" lines down to a line of ====), and the index of
    the first line of the text itself."""
    entries: list[tuple[str, str]] = []
    other = 0
    for index, raw in enumerate(lines[:_HEAD_LINES]):
        if raw.startswith("=====") and len(raw.strip("=" + WHITE)) <= _DIVIDER_WORDS:
            return (tuple(entries), index + 1) if len(entries) > max(1, other) else ((), 0)
        found = _ENTRY.fullmatch(raw.strip(WHITE))
        if found:
            entries.append((found[1].strip(WHITE), found[2]))
        elif raw.strip(WHITE):
            other += 1
    return (), 0


def head_lines(lines: list[str]) -> Iterator[Line]:
    """The lines of a metadata head, which are not of the text."""
    return (line_of(i + 1, raw, True) for i, raw in enumerate(lines) if raw.strip(WHITE))


def _body(lines: list[str], index: int) -> Iterator[Block]:
    tabbed, ruled, tables = TabbedTables(lines), RuledTables(lines), 0
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
