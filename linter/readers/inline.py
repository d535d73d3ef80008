"""Markdown's markup inside a line: taken off, every character that stays keeps its place.

Emphasis, code, links, images, escapes, entities and HTML tags of CommonMark and GFM.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from ..model import Segment, Text
from ..patterns import compiled
from .pieces import WHITE, Piece, plain

_TOKEN = compiled(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<mark>\*{1,3}|_{1,3}|~~)"
    r"|(?P<image>!\[[^\[\]]*\]\([^()\n]*\))"
    r"|(?P<link>\[(?P<label>[^\[\]]*)\]\([!-'*-~]*(?: \"[^\"]*\")?\))"
    r"|(?P<auto><(?:https?://|mailto:)[!-;=?-~]+>)"
    r"|(?P<break><[bB][rR] ?/?>)"
    r"|(?P<tag></?[a-zA-Z][^<>]*>)"
    r"|(?P<entity>&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});)"
    r"|(?P<mask>\0+)")
_MARKUP = compiled(r"[\\`*_~!\[<&\0]")

Part = tuple[int, int, str]  # from, to: offsets in the raw line; what stands for them ("" for nothing)


def rendered(pieces: Sequence[Piece]) -> Text:
    """The words of a line or cell without markup; a <br> is a line break."""
    if len(pieces) == 1 and not _MARKUP.search(pieces[0].text):
        return plain(pieces)
    value: list[str] = []
    segments: list[Segment] = []
    length, last = 0, 0
    for part in pieces:
        line, column, raw = part.line, part.column, part.text
        if length and raw and line != last:
            value.append("\n")
            length += 1
        for start, text in _kept(raw):
            segments.append(Segment(length, line, column + start))
            value.append(text)
            length += len(text)
            last = line
    if not segments:
        return Text("", (Segment(0, pieces[0].line, pieces[0].column),))
    return _stripped(Text("".join(value), tuple(segments)))


def _stripped(text: Text) -> Text:
    """Without the white space that markup hid at the ends."""
    start = len(text.value) - len(text.value.lstrip(WHITE))
    value = text.value.strip(WHITE)
    if len(value) == len(text.value):
        return text
    if not value:
        return Text("", text.segments[:1])
    stop = start + len(value)
    moved = [Segment(s.start - start, s.line, s.column) for s in text.segments if s.start < stop]
    behind = [s for s in moved if s.start > 0]
    first = moved[len(moved) - len(behind) - 1]
    return Text(value, (Segment(0, first.line, first.column - first.start), *behind))


def _kept(raw: str) -> Iterator[tuple[int, str]]:
    """The runs of characters that stay: offset in `raw`, characters."""
    if not _MARKUP.search(raw):
        if raw:
            yield 0, raw
        return
    place = 0
    for start, stop, text in _replaced(raw):
        if start > place:
            yield place, raw[place:start]
        if text:
            yield (start if text in ("\n", raw[start]) or raw[start] == "&" else raw.index(text, start)), text
        place = stop
    if place < len(raw):
        yield place, raw[place:]


def _replaced(raw: str) -> Iterator[Part]:
    """The markup of a line, in order, with what stands for it."""
    marks = _paired(raw)
    code_end = 0
    for found in _TOKEN.finditer(raw):
        start, stop = found.span()
        kind = found.lastgroup
        if start < code_end:
            if start + len(found[0]) == code_end and kind == "code":
                yield start, stop, ""
        elif kind == "code":
            close = _code_end(raw, stop, found[0])
            if close:
                code_end = close
                yield start, stop, ""
        elif kind == "mark":
            if start in marks:
                yield start, stop, ""
        elif kind:
            yield start, stop, _stands_for(kind, found)


def _stands_for(kind: str, found: re.Match[str]) -> str:
    if kind == "escape":
        return found[0][1]
    if kind == "link":
        return found["label"]
    if kind == "auto":
        return found[0][1:-1]
    if kind == "break":
        return "\n"
    if kind == "entity":
        text = unescape(found[0])
        return text if len(text) == 1 and text not in "\n\r\0" else " " if len(text) == 1 else found[0]
    return ""


def _code_end(raw: str, place: int, fence: str) -> int:
    """The offset behind the run of backticks that closes a code span; 0 if none does."""
    close = raw.find(fence, place)
    if close < 0 or raw[close + len(fence):close + len(fence) + 1] == "`":
        return 0
    return close + len(fence)


def _paired(raw: str) -> set[int]:
    """The offsets of the marks of emphasis that have a partner: the rest are characters of the text.

    A * between digits multiplies; a _ inside a Latin word or number joins it.
    """
    waiting: dict[str, int] = {}
    paired: set[int] = set()
    for found in _TOKEN.finditer(raw):
        mark = found["mark"]
        if not mark:
            continue
        start, stop = found.span()
        before, behind = raw[start - 1:start], raw[stop:stop + 1]
        if before.isdigit() and behind.isdigit():
            continue
        if mark[0] == "_" and (before + behind).isascii() and before.isalnum() and behind.isalnum():
            continue
        if mark in waiting and before.strip():
            paired |= {waiting.pop(mark), start}
        elif behind.strip() and behind != mark[0]:
            waiting[mark] = start
    return paired
