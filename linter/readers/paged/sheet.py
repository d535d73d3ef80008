"""What a page shows, whatever file format drew it: characters in their places and ruled lines.

All measures are points (1/72 inch) from the upper left corner of the page as it is looked at; y grows
downwards. PDF (ISO 32000-1) and OFD (GB/T 33190) pages both become sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor
from typing import NamedTuple

from ...limits import LIMITS, Limits
from ...records import dataclass, field

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def rounded(box: Box) -> Box:
    """A box as positions name it: to the tenth of a point."""
    left, top, right, bottom = box
    return (floor(left * 10 + 0.5) / 10, floor(top * 10 + 0.5) / 10,
            floor(right * 10 + 0.5) / 10, floor(bottom * 10 + 0.5) / 10)


class Tenths(dict[float, float]):
    """Place → the same to the tenth of a point; cells begin and end at few places."""

    def __missing__(self, place: float) -> float:
        self[place] = tenth = floor(place * 10 + 0.5) / 10
        return tenth


FAR = 1e5
"""Points beyond which there is no page, nor where numbers are none."""
PALE = 176
"""Of 255: a colour of which all three parts are larger is that of a water mark."""
CLEAR = 110
"""Of 255: what is less opaque is one, too."""
DARK = 160
"""Of 255: a colour one part of which is less shows pale text."""
_MOST_PALE = 200    # pale characters of a page that are water marks
PICTURE = 0.15
"""Share of a page from which on a picture may hold text."""


class Glyph(NamedTuple):
    """A character and the box that it takes up; or a run, several that stand right behind each other on one
    base line, and where each of them begins."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    lefts: tuple[float, ...] = ()

    def singles(self) -> Iterable[Glyph]:
        """The characters of a run."""
        if not self.lefts:
            return (self,)
        ends = (*self.lefts[1:], self.right)
        return [Glyph(char, start, self.top, end, self.bottom)
                for char, start, end in zip(self.char, self.lefts, ends, strict=True)]


class Rule(NamedTuple):
    """A ruled line: `at` its y (level) or x (upright), from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Matrix(NamedTuple):
    """x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-1 §8.3.3, GB/T 33190 §7.5)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def within(self, outer: Matrix) -> Matrix:
        """This one first, then `outer`."""
        a, b, c, d, e, f = self
        return Matrix(
            a * outer.a + b * outer.c, a * outer.b + b * outer.d,
            c * outer.a + d * outer.c, c * outer.b + d * outer.d,
            e * outer.a + f * outer.c + outer.e, e * outer.b + f * outer.d + outer.f)


@dataclass(slots=True)
class Sheet:
    """One page. `level` and `upright` rules are merged and sorted; `glyphs` in the order they were drawn;
    `pictured` is the share of its area, 0 to 1, that pictures cover; `hidden` is true where its text is
    not painted (the text layer that recognition puts under a scan); `pale` where some, left out, is all but white.
    `pictures` are the boxes of what covers `pictured`; a page that was turned has none. `areas` are filled shapes."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    pictured: float = 0.0
    hidden: bool = False
    pale: bool = False
    pictures: list[Box] = field(default_factory=list)
    areas: list[Box] = field(default_factory=list)
    limits: Limits = LIMITS

    @property
    def crowded(self) -> bool:
        """Whether so many lines are ruled that no table is looked for."""
        return len(self.level) + len(self.upright) > self.limits.page_rules


def around(points: Sequence[tuple[float, float]]) -> Box:
    """The box around points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def standing(sheet: Sheet, by_quarter: dict[int, list[Glyph]]) -> Sheet:
    """The sheet with these characters, turned so that most of them stand. Keys are the quarters of a circle
    by which characters are turned anticlockwise."""
    if by_quarter.keys() <= {0}:
        sheet.glyphs = by_quarter.get(0, [])
        return sheet
    usual = max(sorted(by_quarter), key=lambda quarter: sum(len(glyph.char) for glyph in by_quarter[quarter]))
    over, under = _apart(by_quarter.pop(0), by_quarter) if usual and 0 in by_quarter else ([], [])
    order = sorted(by_quarter, key=lambda quarter: (quarter != usual, quarter))
    sheet.glyphs = [glyph for quarter in order for glyph in by_quarter[quarter]]
    page = turned(sheet, usual)
    page.glyphs += [*_moved(over, -sheet.height), *_moved(under, page.height)]
    return page


def _apart(upright: Sequence[Glyph], by_quarter: dict[int, list[Glyph]]) -> tuple[list[Glyph], list[Glyph]]:
    """What stands above and below all that is turned on a page: a heading, a page number. What is between stays."""
    first = min([glyph.top for glyphs in by_quarter.values() for glyph in glyphs])
    last = max([glyph.bottom for glyphs in by_quarter.values() for glyph in glyphs])
    if between := [glyph for glyph in upright if glyph.bottom > first and glyph.top < last]:
        by_quarter[0] = between
    return [glyph for glyph in upright if glyph.bottom <= first], [glyph for glyph in upright if glyph.top >= last]


def _moved(glyphs: Sequence[Glyph], down: float) -> list[Glyph]:
    """Off the page as it is turned: to be read before or behind all that is on it."""
    return [glyph._replace(top=glyph.top + down, bottom=glyph.bottom + down) for glyph in glyphs]


def left_out(pale: Sequence[Glyph], dark: Sequence[Box], by_quarter: dict[int, list[Glyph]]) -> bool:
    """Takes pale text that stands on dark ground to the rest; whether there is other: water marks. Where much of a
    page is pale, its colours mean nothing."""
    seen = [glyph for glyph in pale if _within(glyph, dark)]
    if sum(len(glyph.char) for glyph in pale) > _MOST_PALE:
        seen = [*pale]
    if seen:
        by_quarter.setdefault(0, []).extend(seen)
    return len(seen) < len(pale)


def _within(glyph: Glyph, boxes: Sequence[Box]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def turned(sheet: Sheet, quarters: int) -> Sheet:
    """The sheet turned clockwise by as many quarters of a circle."""
    for _ in range(quarters % 4):
        height = sheet.height
        sheet = Sheet(
            sheet.number, height, sheet.width,
            [Glyph(g.char, height - g.bottom, g.left, height - g.top, g.right)
             for run in sheet.glyphs for g in run.singles()],
            sorted(Rule(rule.at, height - rule.end, height - rule.start) for rule in sheet.upright),
            sorted(Rule(height - rule.at, rule.start, rule.end) for rule in sheet.level),
            sheet.pictured, sheet.hidden, sheet.pale,
            areas=[(height - bottom, left, height - top, right) for left, top, right, bottom in sheet.areas],
            limits=sheet.limits)
    return sheet


def remarks_on(sheets: list[Sheet], unknown: int) -> list[str]:
    """What of the pages could not be read, in sentences; `unknown` counts characters without a meaning."""
    remarks = []
    empty = [sheet for sheet in sheets if not sheet.glyphs and sheet.pictured > PICTURE]
    if empty:
        remarks.append(f"第 {_numbers(empty)} 页没有文字层（扫描件或图片），其中的内容没有读取。")
    recognised = [sheet for sheet in sheets if sheet.glyphs and sheet.hidden]
    if recognised:
        remarks.append(
            f"第 {_numbers(recognised)} 页的文字是扫描件的识别（OCR）结果，可能有误，其中的表格可能读不出。")
    pictures = [s for s in sheets if s.glyphs and not s.hidden and s.pictured > PICTURE]
    if pictures:
        remarks.append(f"第 {_numbers(pictures)} 页有图片，图片中的文字和表格没有读取。")
    crowded = [sheet for sheet in sheets if sheet.crowded]
    if crowded:
        remarks.append(f"第 {_numbers(crowded)} 页线条过多，像是图画，其中的表格没有读取"
                       f"（上限 page-rules={crowded[0].limits.page_rules}）。")
    pale = [sheet for sheet in sheets if sheet.pale]
    if pale:
        remarks.append(f"第 {_numbers(pale)} 页有颜色极浅的文字（水印等），没有读取。")
    if unknown:
        remarks.append(f"有 {unknown} 个字符没有编码对照，没有读取。")
    return remarks


def _numbers(sheets: list[Sheet]) -> str:
    return "、".join(str(sheet.number) for sheet in sheets)
