"""The lines of one table, ready to enclose its cells: without those that are no borders, with outer ones not drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from .nets import TOUCH
from .sheet import Rule

COLUMN = 6.0        # lines nearer to each other than this bound no column between them
ROW = 5.0           # … and no row


def closed(level: list[Rule], upright: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Without underlines and the like, which end inside a cell; with the outer lines that open tables
    leave out."""
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    top, bottom = sorted([rule.start for rule in upright])[:2][-1], sorted([rule.end for rule in upright])[-2:][0]
    uprights = sorted([*upright, *_missing(level, upright, (left, right), (top, bottom))])
    levels = sorted([*level, *_missing(upright, level, (top, bottom), (left, right))])
    return (
        [rule for rule in levels if _held(rule, uprights)],
        [rule for rule in uprights if _held(rule, levels)],
    )


def _missing(rules: list[Rule], crossing: list[Rule], ends: tuple[float, float],
             extent: tuple[float, float]) -> Iterable[Rule]:
    """The outer lines across the common ends of `rules` that are not drawn, or not all along: some makers
    of pages draw none where a page cuts a table."""
    reaching = ([rule for rule in rules if abs(rule.start - ends[0]) <= ROW],
                [rule for rule in rules if abs(rule.end - ends[1]) <= ROW])
    for side, (end, those) in enumerate(zip(ends, reaching, strict=True)):
        if len(those) < 2 or (len(those) * 2 < len(rules) and not _open(rules, crossing, side, end)):
            continue
        if any(abs(rule.at - end) <= COLUMN for rule in crossing):
            yield Rule(end, those[0].at, those[-1].at)
        else:
            yield Rule(end, min(extent[0], those[0].at), max(extent[1], those[-1].at))


def _open(rules: list[Rule], crossing: list[Rule], side: int, end: float) -> bool:
    """Whether most of those that end at no other line on that side end where the table does."""
    loose = [rule[side + 1] for rule in rules if not _meets(rule.at, rule[side + 1], crossing)]
    return sum(abs(place - end) <= ROW for place in loose) > max(1, len(loose) // 2)


def _held(rule: Rule, crossing: list[Rule]) -> bool:
    """Whether a line ends at others (sorted) on both sides, as borders do."""
    return _meets(rule.at, rule.start, crossing) and _meets(rule.at, rule.end, crossing)


def _meets(at: float, end: float, crossing: list[Rule]) -> bool:
    low, high = at - TOUCH, at + TOUCH
    for index in range(bisect_left(crossing, (end - TOUCH,)), len(crossing)):
        place, start, stop = crossing[index]
        if place > end + TOUCH:
            return False
        if start <= high and low <= stop:
            return True
    return False
