"""What is drawn on a page, as the borders of tables that it may be: strokes, thin and dashed shapes, rounded frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .sheet import FAR, Box, Rule, around

RULE_THICKNESS = 2.6
"""The widest filled rectangle, in points, that is taken for a ruled line."""
BAR_THICKNESS = 7.0
"""The same of a dark one: less than any text is high."""
_LONG = 2.5         # how many times longer than thick such a one is, at least
_SLANT = 1.0        # how far a line may lean and still be level
_JOIN = 3.0         # the widest gap between two strokes of one ruled line (dots of a dotted one)
_DASH = 9.0         # … between two dashes that are one shape: less than a column is wide
_SHORTEST = 4.0
_ROUND = 8          # points that a rounded rectangle has, at least
_STRAIGHT = 0.4     # the part of two of its sides, opposite each other, that is straight, at least
_NEAR = 0.6         # points by which its sides may bulge

Point = tuple[float, float]


class Strokes:
    """Collects what is drawn on a page and keeps what can be a border of a table."""

    def __init__(self) -> None:
        self.areas: list[Box] = []      # what is filled, thin shapes apart: each may be the ground of a cell
        self._level: list[Rule] = []
        self._upright: list[Rule] = []

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A stroke from one point to another; a slanting one is no border."""
        if not max(map(abs, (x0, y0, x1, y1))) < FAR:
            return
        across, down = abs(x1 - x0), abs(y1 - y0)
        if down <= _SLANT and across >= down:
            self._level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif across <= _SLANT:
            self._upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def outline(self, points: Sequence[Point], closed: bool) -> None:
        """A stroked shape; a rounded rectangle, as web pages have them around cells, as one with corners."""
        box = _rounded(points) if closed and len(points) >= _ROUND else None
        if box:
            left, top, right, bottom = box
            points = (left, top), (right, top), (right, bottom), (left, bottom)
        for start, end in zip(points, [*points[1:], points[0]] if closed else points[1:], strict=False):
            self.line(*start, *end)

    def fill(self, shapes: Sequence[Sequence[Point]]) -> None:
        """A path that is filled: thin shapes are lines, the dashes of one line too; others only a background."""
        boxes = [around(points) for points in shapes if len(points) > 1]
        for box in [_hull(boxes)] if _dashed(boxes) else boxes:
            self.box(*box)

    def paper(self, box: Box) -> None:
        """A white shape: it is seen on other ground only."""
        if self.areas and min(box[2] - box[0], box[3] - box[1]) > RULE_THICKNESS:
            self.areas.append(box)

    def box(self, left: float, top: float, right: float, bottom: float, dark: bool = False) -> None:
        """A filled shape within these bounds; a dark one may be a line though it is thicker, if it is long."""
        if not (-FAR < left <= right < FAR and -FAR < top <= bottom < FAR):
            return
        flat, slim = bottom - top <= RULE_THICKNESS, right - left <= RULE_THICKNESS
        if dark and not flat and not slim:
            across, down = right - left, bottom - top
            flat, slim = (down <= BAR_THICKNESS and _LONG * down <= across,
                          across <= BAR_THICKNESS and _LONG * across <= down)
        if flat and (slim or right - left >= bottom - top):  # flat and slim: a dot, of either kind of line
            self._level.append(Rule((top + bottom) / 2, left, right))
        if slim and (flat or right - left < bottom - top):
            self._upright.append(Rule((left + right) / 2, top, bottom))
        if not flat and not slim:
            self.areas.append((left, top, right, bottom))

    def level(self) -> list[Rule]:
        return merged(self._level)

    def upright(self) -> list[Rule]:
        return merged(self._upright)


def merged(rules: Iterable[Rule], gap: float = _JOIN) -> list[Rule]:
    """Strokes on one line put together to the rules that they draw, sorted; short remains dropped."""
    found: list[Rule] = []
    for lane in _lanes(sorted(rules)):
        lane.sort(key=lambda rule: rule.start)
        at, start, end = lane[0]
        for rule in lane[1:]:
            if rule.start - end > gap:
                found.append(Rule(at, start, end))
                at, start, end = rule
            else:
                end = max(end, rule.end)
        found.append(Rule(at, start, end))
    return sorted(rule for rule in found if rule.end - rule.start >= _SHORTEST)


def _lanes(rules: list[Rule]) -> Iterable[list[Rule]]:
    """Rules at (nearly) the same place across, together."""
    lane: list[Rule] = []
    for rule in rules:
        if lane and rule.at - lane[0].at > _SLANT:
            yield lane
            lane = []
        lane.append(rule)
    if lane:
        yield lane


def _hull(boxes: Sequence[Box]) -> Box:
    return (min(box[0] for box in boxes), min(box[1] for box in boxes),
            max(box[2] for box in boxes), max(box[3] for box in boxes))


def _dashed(boxes: Sequence[Box]) -> bool:
    """Whether shapes of one path are dashes of one line, no farther apart than such are."""
    if len(boxes) < 2:
        return False
    left, top, right, bottom = _hull(boxes)
    along = 0 if right - left >= bottom - top else 1
    if (bottom - top if along == 0 else right - left) > RULE_THICKNESS:
        return False
    ends = sorted((box[along], box[along + 2]) for box in boxes)
    longest = max(end - start for start, end in ends)
    return all(after[0] - before[1] <= min(_DASH, 2 * longest) for before, after in pairwise(ends))


def _rounded(points: Sequence[Point]) -> Box | None:
    """The bounds of a rectangle with round corners; None for any other shape."""
    left, top, right, bottom = around(points)
    corner = min(right - left, bottom - top) / 2 + _NEAR
    for x, y in points:
        across, down = min(x - left, right - x), min(y - top, bottom - y)
        if min(across, down) > _NEAR and max(across, down) > corner:
            return None
    sides = [(top, bottom, right - left), (left, right, bottom - top)]
    for which, (first, last, length) in enumerate(sides):
        if all(_longest(points, which, place) >= _STRAIGHT * length for place in (first, last)):
            return left, top, right, bottom
    return None


def _longest(points: Sequence[Point], which: int, place: float) -> float:
    """How long the longest straight piece is along a side; `which` is 0 for a level one."""
    across = 1 - which
    return max((abs(end[which] - start[which]) for start, end in pairwise([*points, points[0]])
                if max(abs(start[across] - place), abs(end[across] - place)) <= _NEAR), default=0.0)
