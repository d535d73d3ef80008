"""Markdown (CommonMark with GFM tables): headings, lines, tables; markup taken off, places kept.

A line is a block: reports put one paragraph a line. The number of an ordered list is the report's own
and stays. HTML comments are no text; HTML tables go to the HTML reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from ..errors import ReadError
from ..limits import LIMITS, Limits
from ..model import Block, Grid, Line, Source
from ..patterns import compiled
from ..records import replace
from .crawled import head_lines, metadata_head
from .encoding import decode
from .inline import rendered
from .pictures import picture
from .pieces import WHITE, grid, physical_lines, piece, prose_like
from .ruled import RuledTables, barred
from .tabbed import TabbedTables

_HEADING = compiled(r"(#{1,6})(?:[^\S\n]+|(?=[^\x00-\x7f])(?!.*#)|$)")
_UNDERLINE = compiled(r"={2,}|-{2,}")
_BREAK = compiled(r"(?:\* ?){3,}|(?:- ?){3,}|(?:_ ?){3,}")
_BULLET = compiled(r"[-*+][^\S\n]+(?:\[[ xX]\][^\S\n]+)?(?![^\S\n]*\d+[^\S\n]*-$)")
_QUOTE = compiled(r"^(?:[^\S\n\t]{0,3}>[^\S\n\t]?)++", re.MULTILINE)
_BULLET_TAB = compiled(r"^( {0,9}[-*+])\t", re.MULTILINE)
_NOT_LINE_END = compiled(r"[^\n]")
_FENCE = ("```", "~~~")
_FRONT = compiled(r"([\w\u3400-\u9fff.-]{1,30})\s*[:：]\s*(.*)")
_FRONT_LINES = 60


def read(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """A Markdown file. Raises ReadError as `encoding.decode` does."""
    text, encoding = decode(data)
    lines = physical_lines(text, limits)
    metadata, body = _front_matter(lines) or metadata_head(lines)
    masked = _masked(text).split("\n")[:len(lines)]
    inset, remarks = _html_tables(name, masked, body, limits)
    blocks = (*head_lines(lines[:body]), *_numbered(_Body(masked, inset, limits).blocks(body)))
    return Source(name, "markdown", blocks, encoding, tuple(lines), metadata, remarks)


def _front_matter(lines: list[str]) -> tuple[tuple[tuple[str, str], ...], int] | None:
    """The entries between two lines of --- at the file's beginning, and the index of the line behind."""
    if not lines or lines[0].rstrip() != "---":
        return None
    entries: list[tuple[str, str]] = []
    for index, raw in enumerate(lines[1:_FRONT_LINES], 1):
        if raw.rstrip() in ("---", "..."):
            return (tuple(entries), index + 1) if entries else None
        found = _FRONT.fullmatch(raw.rstrip())
        if found:
            entries.append((found[1], found[2].strip("\"' ")))
        elif raw[:1] not in (" ", "\t", "-", "#", ""):
            return None
    return None


def _masked(text: str) -> str:
    """The text with comments and quotation marks (>) overwritten by NULs, which count as white space, and a
    tab behind a bullet by a space, so that all else keeps its place. A comment that nothing closes is text."""
    parts: list[str] = []
    place, start = 0, text.find("<!--")
    while start >= 0:
        stop = text.find("-->", start + 4)
        if stop < 0:
            break
        parts += text[place:start], _NOT_LINE_END.sub("\0", text[start:stop + 3])
        place, start = stop + 3, text.find("<!--", stop)
    text = "".join((*parts, text[place:]))
    text = _BULLET_TAB.sub(r"\1 ", text)
    return _QUOTE.sub(lambda found: "\0" * len(found[0]), text) if ">" in text else text


def _numbered(blocks: Iterator[Block]) -> Iterator[Block]:
    """The blocks with their tables counted from 1."""
    number = count(1)
    for block in blocks:
        if isinstance(block, Grid):
            block = replace(block, number=next(number))
            block = replace(block, origin=replace(block.origin, table=block.number))
        yield block


class _Body:
    """The blocks of a file's lines. `inset` gives, by line index, what the HTML reader made of the lines
    up to an index."""

    def __init__(self, lines: list[str], inset: dict[int, tuple[int, tuple[Block, ...]]], limits: Limits) -> None:
        self._lines = lines
        self._inset = inset
        self._tabbed = TabbedTables(lines, limits)
        self._ruled = RuledTables(lines, columns=False, limits=limits)

    def blocks(self, index: int) -> Iterator[Block]:
        """All blocks from line index `index` on; every table has number 0."""
        while index < len(self._lines):
            if index in self._inset:
                index, blocks = self._inset[index]
                yield from blocks
                continue
            raw = self._lines[index]
            if "\t" in raw and not barred(raw):
                found, behind = self._tabbed.at(index)
            else:
                rows, behind = self._ruled.at(index)
                found = [rows] if rows else list(range(index, behind))
            for item in found:
                yield from self._line(item) if isinstance(item, int) else (grid(item, 0, rendered),)
            index = behind

    def _line(self, index: int) -> Iterator[Line]:
        """The line at `index` as a block: none if it is blank or mere markup."""
        raw = self._lines[index].rstrip(WHITE)
        text = raw.lstrip(WHITE)
        if not text or text.startswith(_FENCE) or self._underlines(index, text) or _BREAK.fullmatch(text):
            return
        level, offset = self._level(index), len(raw) - len(text)
        heading = _HEADING.match(text)
        if heading:
            level = len(heading[1])
            offset += heading.end()
            raw = _unclosed(raw)
        else:
            bullet = _BULLET.match(text)
            offset += bullet.end() if bullet else 0
            raw = raw.removesuffix("\\")
        words = rendered((piece(index + 1, offset + 1, raw[offset:]),))
        if words.value:
            yield Line(words, level)
        elif "![" in text or "<img" in text:
            yield picture(words)

    def _level(self, index: int) -> int:
        """1 or 2 for a line that the next one underlines (a setext heading)."""
        below = self._lines[index + 1].strip(WHITE) if index + 1 < len(self._lines) else ""
        if not below or not _UNDERLINE.fullmatch(below) or not self._can_underlie(index):
            return 0
        return 1 if below[0] == "=" else 2

    def _underlines(self, index: int, text: str) -> bool:
        if text[0] not in "=-" or not _UNDERLINE.fullmatch(text):
            return False
        return text[0] == "=" or (index > 0 and self._can_underlie(index - 1))

    def _can_underlie(self, index: int) -> bool:
        """Whether a line may be a heading: words, not sentences, and no other markup."""
        text = self._lines[index].strip(WHITE)
        return bool(text) and not (prose_like(text) or barred(text) or text.startswith(("#", *_FENCE)))


def _unclosed(raw: str) -> str:
    """A heading line without the #s that close it."""
    bare = raw.rstrip("#")
    return bare.rstrip(WHITE) if bare[-1:] in (" ", "\t") else raw


def _html_tables(name: str, lines: list[str], body: int, limits: Limits,
                 ) -> tuple[dict[int, tuple[int, tuple[Block, ...]]], tuple[str, ...]]:
    """What the HTML reader makes of the file's HTML tables: by index of a table's first line, the index
    behind it and its blocks. The reader sees the file with all else left blank, so that places hold."""
    spans = _table_spans(lines, body)
    if not spans:
        return {}, ()
    from . import _reader

    shown = [""] * len(lines)
    for start, stop in spans:
        shown[start:stop] = lines[start:stop]
    try:
        source = _reader("html")(name, "\n".join(shown).encode("utf-8", "replace"), limits)
    except ReadError as error:
        places = "、".join(str(start + 1) for start, _ in spans)
        return {}, (f"第 {places} 行起的 HTML 表格未能读取：{error.reason}",)
    return {start: (stop, tuple(block for block in source.blocks if start < _first_line(block) <= stop))
            for start, stop in spans}, ()


def _table_spans(lines: list[str], index: int) -> list[tuple[int, int]]:
    """The line indices of HTML tables, from the line of <table to behind that of its </table>."""
    spans: list[tuple[int, int]] = []
    start = -1
    for number in range(index, len(lines)):
        low = lines[number].lower() if "<" in lines[number] else ""
        if start < 0 and low.lstrip(WHITE).startswith("<table"):
            start = number
        if start >= 0 and "</table" in low:
            spans.append((start, number + 1))
            start = -1
    return spans


def _first_line(block: Block) -> int:
    return block.origin.line if isinstance(block, Grid) else block.text.origin().line
