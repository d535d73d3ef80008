"""The words of one paragraph as they are met in a page: white space collapsed, places kept."""

from __future__ import annotations

import re

from ..model import Segment, Text

_PIECES = re.compile(r"[\t\n\f ]+|[^\t\n\f ]+")
_SPACE = re.compile(r"[\t\n\f ]")
_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u2060\ufeff]")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f"
                   "\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0003ffff]")


class Words:
    """The line being collected. Runs of HTML white space are one space, at the place of the first of them;
    a line end of the source between two Chinese characters is nothing. No-break spaces are characters."""

    __slots__ = ("_column", "_length", "_line", "_parts", "_segments", "_space")

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self._parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._line = self._column = 0  # where the next character would follow on
        self._space: tuple[int, int, bool] | None = None  # line, column, holds a line end

    def add(self, data: str, line: int, column: int) -> None:
        """Adds text that stands in the source from `line`, `column` (from 1) on."""
        if not _SPACE.search(data):
            self._word(data, line, column)
            return
        for found in _PIECES.finditer(data):
            piece = found[0]
            if piece[0] not in "\t\n\f ":
                self._word(piece, line, column)
                column += len(piece)
                continue
            self._blank(line, column, "\n" in piece)
            line, column = _behind(piece, line, column)

    def add_reference(self, data: str, source: str, line: int, column: int) -> None:
        """Adds what a character reference stands for: the whole of it at its "&"."""
        if data in "\t\n\f ":
            self._blank(line, column, False)
            return
        tail = 0  # "&gtq": the "q" was never part of the reference, only met with it
        while tail < len(data) - 1 and data[-1 - tail] == source[-1 - tail]:
            tail += 1
        for char in data[:len(data) - tail]:
            self._word(char, line, column)
        if tail:
            self._word(data[-tail:], line, column + len(source) - tail)

    def add_literal(self, data: str, line: int, column: int) -> None:
        """Adds text without a line end just as it is (`pre`)."""
        if data:
            self._put(data, line, column)

    def take(self) -> Text | None:
        """The line as collected, None if nothing can be seen of it; begins a new one."""
        if not self._parts:
            self._space = None
            return None
        value, segments = "".join(self._parts), tuple(self._segments)
        self._clear()
        return Text(value, segments) if _VISIBLE.search(value) else None

    def _blank(self, line: int, column: int, broken: bool) -> None:
        if self._space is None:
            self._space = line, column, broken
        elif broken and not self._space[2]:
            self._space = self._space[0], self._space[1], True

    def _word(self, word: str, line: int, column: int) -> None:
        if self._space is not None:
            if self._parts:
                at_line, at_column, broken = self._space
                if not (broken and _WIDE.match(self._parts[-1][-1]) and _WIDE.match(word)):
                    self._put(" ", at_line, at_column)
            self._space = None
        self._put(word, line, column)

    def _put(self, word: str, line: int, column: int) -> None:
        if line != self._line or column != self._column:
            self._segments.append(Segment(self._length, line, column))
            self._line = line
        self._parts.append(word)
        self._length += len(word)
        self._column = column + len(word)


def _behind(piece: str, line: int, column: int) -> tuple[int, int]:
    """The place just behind a piece of text."""
    breaks = piece.count("\n")
    return (line + breaks, len(piece) - piece.rfind("\n")) if breaks else (line, column + len(piece))
