"""A cell as drawn on a page, and the text that the lines in it make.

A break between lines stays in the text only where figures stand below each other that did not have to be broken.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from .sheet import Box, Glyph
from .typeset import TextLine, joined, squares, text_lines

_SPACED = 6.0        # squares behind a line beyond which it does not matter how wide they are
_COUNTED = 4.0       # squares of a line by which its spacing can be told
_MARGINS = 14.0      # what a cell usually keeps free at its left and right


class Patch:
    """A cell as drawn: its box, the lines of text in it, and the text they make.

    `spare` is how many squares are left behind the last line, the usual margins taken off.
    """

    __slots__ = ("box", "lines", "page", "spare", "text")

    def __init__(self, page: int, box: Box) -> None:
        self.page = page
        self.box = box
        self.lines: list[TextLine] = []
        self.text = ""
        self.spare = inf

    def settle(self, glyphs: Sequence[Glyph]) -> None:
        """Takes in the characters that stand in the cell."""
        self.lines = lines = text_lines(glyphs, self.page)
        if len(lines) == 1:  # as most have
            self.text, self.spare = lines[0].text, _spare(lines[0], self._room)
        else:
            self.rewrite()

    def rewrite(self) -> None:
        """Makes the text anew from the lines."""
        self.text = _cell_text(self.lines, self._room)
        self.spare = _spare(self.lines[-1], self._room) if self.lines else inf

    def holds(self, lines: Sequence[TextLine]) -> bool:
        """Whether lines go on right below its own, within its sides."""
        if not self.lines or any(line.left < self.box[0] or line.right > self.box[2] for line in lines):
            return False
        last, pitch = self.lines[-1], 2 * self.lines[-1].square
        return all(below.middle - above.middle < pitch for above, below in pairwise([last, *lines]))

    @property
    def _room(self) -> float:
        return self.box[2] - self.box[0]


def _full(line: TextLine, room: float) -> bool:
    """Whether another character and the usual margins would not have fitted into the line."""
    return _spare(line, room) <= 1


def _spare(line: TextLine, room: float) -> float:
    """How many squares are left behind a line; squares of the width that its characters take where they are spaced."""
    left = room - (line.right - line.left) - _MARGINS
    spare = left / line.square - 0.2
    if 1 < spare < _SPACED and (count := squares(line.text)) >= _COUNTED:
        return left / max((line.right - line.left) / count, line.square) - 0.2
    return spare


def _cell_text(lines: list[TextLine], room: float) -> str:
    """Lines of a cell as one text; a break stays between figures that did not have to be broken."""
    text = ""
    for index, line in enumerate(lines):
        if text and line.text and _figures(text[-1], line.text[0]) and not _full(lines[index - 1], room):
            text += "\n" + line.text
        else:
            text = joined((text, line.text))
    return text


def _figures(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
