"""The words of one paragraph as they are met in a page: white space collapsed, places kept."""

from __future__ import annotations

from ...model import Segment, Text
from ...patterns import compiled
from .tokenizer import unmet

_PIECES = compiled(r"[\t\n\f ]+|[^\t\n\f ]+")
_SPACE = compiled(r"[\t\n\f ]")
_UNSEEN = "\t\n\f\v\r \u0085\u00a0\u00ad\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010)))
"""Spaces of every width and what has no width."""


class Words:
    """The line being collected. Runs of HTML white space are one space, at the place of the first of them;
    a line end of the source between two Chinese characters is nothing. No-break spaces are characters.
    `parts` is empty as long as the line is."""

    __slots__ = ("_column", "_length", "_line", "_segments", "_space", "parts")

    def __init__(self) -> None:
        self._clear()

    def _clear(self) -> None:
        self.parts: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._line = self._column = 0  # where the next character would follow on
        self._space: tuple[int, int, bool] | None = None  # line, column, holds a line end

    def add(self, data: str, line: int, column: int) -> None:
        """Adds text that stands in the source from `line`, `column` (from 1) on."""
        if not _SPACE.search(data):
            self._word(data, line, column)
            return
        if data == "\n":
            self._blank(line, column, True)
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
        tail = unmet(data, source)
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
        value, segments = "".join(self.parts), tuple(self._segments)
        self._clear()
        return Text(value, segments) if value.strip(_UNSEEN) else None

    def _blank(self, line: int, column: int, broken: bool) -> None:
        if self._space is None:
            self._space = line, column, broken
        elif broken and not self._space[2]:
            self._space = self._space[0], self._space[1], True

    def _word(self, word: str, line: int, column: int) -> None:
        if self._space is not None:
            if self.parts:  # none at the beginning of a line
                at_line, at_column, broken = self._space
                if not (broken and _is_wide(self.parts[-1][-1]) and _is_wide(word[0])):
                    self._put(" ", at_line, at_column)
            self._space = None
        self._put(word, line, column)

    def _put(self, word: str, line: int, column: int) -> None:
        if line != self._line or column != self._column:
            self._segments.append(Segment(self._length, line, column))
            self._line = line
        self.parts.append(word)
        self._length += len(word)
        self._column = column + len(word)


def _is_wide(char: str) -> bool:
    """Whether no space is set beside it at a line's end: Chinese characters and full-width marks."""
    return char >= "\u2e80" or char in "—‘’“”…"


def _behind(piece: str, line: int, column: int) -> tuple[int, int]:
    """The place just behind a piece of text."""
    breaks = piece.count("\n")
    return (line + breaks, len(piece) - piece.rfind("\n")) if breaks else (line, column + len(piece))
