"""Characters on a page as lines of text, and lines as words.

A page knows no spaces and no words, only places: characters on one height make a line, a gap as wide as
a space is a space. Gaps between Chinese characters and Western figures, which typesetting puts there by
itself, are none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import NamedTuple

from ...patterns import compiled
from .sheet import Box, Glyph

_WIDE_FROM = "\u2e80"       # from here on characters take a full square
_WESTERN_SPACE = 0.24       # gaps, in squares, from which on there is a space: between Western characters
_CHINESE_SPACE = 0.4        # and beside a Chinese one (automatic spacing takes up to a third)
_MANY = 6                   # characters of a line by which its spacing can be told
_DENSE = 0.15               # squares between letters from which on they are set apart
_EVEN = 0.12                # … and by which such gaps differ
_SPREAD = 12                # squares between letters of a line that is spread from side to side, at most
_SAME_LINE = 0.6            # how far apart, in heights, the middles of characters of one line may be
_NEAR = 1.0                 # … at least, in half points: rounding apart, they stand on one line
_DOUBLE = 0.15              # the same character again within so many heights is a fake of bold type
_OVERLAP = 0.2              # points by which a character may reach into the next
_RADICALS = str.maketrans(
    "\u2e81\u2e84\u2e85\u2e88\u2e8b\u2e97\u2e98\u2e9f\u2ea0\u2ea6\u2ea9\u2eab\u2eae\u2eaf\u2eb6\u2ec1\u2ec3\u2ec4"
    "\u2ec5\u2ec6\u2ec8\u2ec9\u2ecb\u2ecf\u2ed3\u2ed4\u2ed8\u2ed9\u2eda\u2edb\u2edc\u2edd\u2ee0\u2ee2\u2ee4\u2ee5"
    "\u2ee6\u2ee8\u2ee9\u2eec\u2eed\u2eee\u2eef\u2ef0\u2ef3",
    "厂乙亻刀卩心扌母民丬王目竹纟羊虎覀西见角讠贝车阝长门青韦页风飞食饣马鬼鱼鸟麦黄齐歯齿竜龙龟")
_OPENING = "（《“‘〈【〔［「『(["
_QUOTES = "“”‘’"    # some typesetters part these from nothing on either side
_CLOSING = "，。、；：！？）》”’〉】〕％%"
_CONTROLS = range(0x7F, 0xA0)
_SYMBOL_FONT = range(0xF000, 0xF100)


class TextLine(NamedTuple):
    """A line of text. `square` is the side of a full-width character, `page` counts from 1."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    square: float
    page: int = 0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def box(self) -> Box:
        return self.left, self.top, self.right, self.bottom


@lru_cache(maxsize=16384)
def character(code: int) -> str:
    """The character to read for a code of a text layer; "" for one without a meaning.

    Fonts are often encoded by shape: a character in the forms of radicals (⽂, ⺠) or of compatibility is
    the ordinary one. Signs of symbol fonts are ornaments.
    """
    if code in _SYMBOL_FONT or code == 0xFFFE or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    char = chr(code)
    if code < 0x2E80:
        return " " if char.isspace() else char if code >= 32 and code not in _CONTROLS else ""
    if code < 0x2FE0:
        return unicodedata.normalize("NFKC", char.translate(_RADICALS))
    if code == 0x3000:
        return " "
    return unicodedata.normalize("NFKC", char) if 0xF900 <= code < 0xFB00 else char


def text_lines(glyphs: Sequence[Glyph], page: int = 0) -> list[TextLine]:
    """The lines that characters make, from top to bottom; vertical text column by column."""
    if len(glyphs) == 1:
        return [_alone(glyphs[0], page)]
    columns = _columns(glyphs)
    if columns:
        return [_line(column, page, upright=True) for column in columns]
    return [_alone(row[0], page) if len(row) == 1 else _line(_singled(row), page) for row in _rows(glyphs)]


def _rows(glyphs: Iterable[Glyph]) -> Iterable[list[Glyph]]:
    row: list[Glyph] = []
    twice = reach = 0.0  # the sum of top and bottom, and the height, of the row's first character
    for glyph in sorted(glyphs, key=_twice_middle):
        _, _, top, _, bottom, _ = glyph
        here = top + bottom - twice
        if here > _NEAR and row and here > 2 * _SAME_LINE * min(bottom - top, reach):
            yield row
            row = []
        if not row:
            twice, reach = top + bottom, bottom - top
        row.append(glyph)
    if row:
        yield row


def _twice_middle(glyph: Glyph) -> float:
    return glyph[2] + glyph[4]


def _singled(row: list[Glyph]) -> list[Glyph]:
    """From left to right, without characters that were drawn twice to look bold."""
    row.sort(key=itemgetter(1))
    if all(before[3] - after[1] < _OVERLAP for before, after in pairwise(row)):
        return row
    row = sorted([glyph for run in row for glyph in run.singles()], key=itemgetter(1))
    kept = row[:1]
    before = row[0].left
    for glyph in row[1:]:
        char, left, top, _, bottom, _ = glyph
        near = _DOUBLE * (bottom - top)
        if left - before < near and any(old.char == char and left - old.left < near for old in kept[-2:]):
            continue
        kept.append(glyph)
        before = left
    return kept


def _beside(before: Glyph, after: Glyph) -> bool:
    """Whether characters stand on one line, side by side."""
    height = after.bottom - after.top
    return abs(after.top - before.top) < height / 4 and abs(after.left - before.left) > height / 4


def _columns(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The columns of vertical text in the order they are read; [] where the text is not vertical.

    Text is vertical where each character as drawn stands under (or, turned anticlockwise, over) the one
    before it and never beside it, with at least two columns or a turned one.
    """
    if len(glyphs) < 3 or any(glyph.lefts for glyph in glyphs) or _beside(glyphs[0], glyphs[1]):
        return []
    drawn = [glyph for glyph in glyphs if glyph.char != " "]
    if len(drawn) < 3:
        return []
    columns: list[list[Glyph]] = [[drawn[0]]]
    rising = 0
    for before, after in pairwise(drawn):
        size = max(after.bottom - after.top, after.right - after.left)
        step = after.top + after.bottom - before.top - before.bottom
        aside = abs(after.left + after.right - before.left - before.right) / 2
        if aside < size / 2 and step:
            rising += step < 0
            columns[-1].append(after)
        elif abs(step) / 2 < size / 2:
            return []
        else:
            columns.append([after])
    longest = max(map(len, columns))
    upwards = rising * 2 > len(drawn)
    if longest < 2 or (len(columns) == 1 and not upwards) or rising not in (0, len(drawn) - len(columns)):
        return []
    if not all(len(column) > 1 for column in columns[:-1]):
        return []
    return columns


def _alone(glyph: Glyph, page: int) -> TextLine:
    char, left, top, right, bottom, _ = glyph
    return TextLine(char.strip(), left, top, right, bottom, max((right - left) / len(char), bottom - top, 1.0), page)


def _line(glyphs: list[Glyph], page: int, upright: bool = False) -> TextLine:
    square = _square(glyphs)
    between = 0.0 if upright else _spacing(glyphs, square)
    narrow, wide = between + square * _WESTERN_SPACE, between + square * _CHINESE_SPACE
    end, before = inf, ""
    parts: list[str] = []
    for char, left, _, right, _, _ in glyphs:
        if left - end > narrow and (left - end > wide or (before < _WIDE_FROM and char < _WIDE_FROM)):
            parts.append(" ")
        parts.append(char)
        end, before = inf if upright else right, char[-1]
    text = " ".join("".join(parts).split())
    inked = [glyph for glyph in glyphs if glyph[0] != " "] or glyphs
    _, lefts, tops, rights, bottoms, _ = zip(*inked, strict=True)
    return TextLine(text, min(lefts), min(tops), max(rights), max(bottoms), square, page)


def _spacing(glyphs: Sequence[Glyph], square: float) -> float:
    """How far apart a line's letters are set: as far everywhere, and most of them Chinese ones; 0 for usual text."""
    if len(glyphs) < _MANY or sum(len(glyph.char) > 1 for glyph in glyphs) * 5 > len(glyphs):
        return 0.0
    gaps = sorted(after.left - before.right for before, after in pairwise(glyphs)
                  if " " not in (before.char, after.char))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    even = sum(usual - _EVEN * square <= gap <= usual + _WESTERN_SPACE * square for gap in gaps)
    chinese = sum(glyph.char >= _WIDE_FROM for glyph in glyphs)
    spaced = _DENSE * square < usual <= square and even * 5 >= 4 * len(gaps)
    spread = (square < usual <= _SPREAD * square and even * 10 >= 9 * len(gaps)
              and 2 * len({glyph.char for glyph in glyphs}) > len(glyphs))  # else marks of cells side by side
    return usual if (spaced or spread) and chinese * 2 >= len(glyphs) else 0.0


def _square(glyphs: Sequence[Glyph]) -> float:
    """The usual side of the square that the line's characters are made for."""
    sides = [max((right - left) / len(char), bottom - top) for char, left, top, right, bottom, _ in glyphs[:60]]
    if len(set(sides)) > 1:
        sides = sorted([side for glyph, side in zip(glyphs, sides, strict=False) for _ in glyph.char])
    return max(sides[len(sides) // 2], 1.0)


def joined(lines: Iterable[str]) -> str:
    """Lines that go on in one another as one text: a space only between Western words."""
    text = ""
    for line in lines:
        if text and line and _letter(text[-1]) and _letter(line[0]):
            text += " "
        text += line
    return text


def _letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


def first_word(text: str) -> float:
    """How wide, in squares, the beginning of a line is that can't be parted: a Western word or figure, or
    a Chinese character, with opening marks before and closing marks behind it."""
    length = 1
    while length < len(text) and (
            text[length - 1] in _OPENING or text[length] in _CLOSING
            or text[length - 1] in _QUOTES or text[length] in _QUOTES
            or (_western(text[length - 1]) and _western(text[length]))):
        length += 1
    return squares(text[:length])


def squares(text: str) -> float:
    """How wide words are, in squares, by the kinds of their characters."""
    return len(text) - 0.5 * len(_WESTERN.findall(text))


def _western(char: str) -> bool:
    return "!" <= char < "\u2000"


_WESTERN = compiled("[!-\u1fff]")
