"""Borders of two or three lines each, as the single ones that they stand for.

Word processors draw them with the outer frame apart from the lines within, which end before it. A page has such
borders where most of its lines have another beside them, at a distance in which no text fits.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .sheet import Rule
from .strokes import merged

_APART = 6.5        # the widest distance between the lines of one border
_TOUCHING = 1.5     # the narrowest that matters: nearer ones are one line for any reader of lines
_DISTINCT = 3.5     # from here on they might be borders of two cells with a gap between
_REACH = 2.5        # such distances from which on a line that ends before another does not reach it
_ENDS = 2.5         # … and by which the ends of lines of one border may differ

Rules = list[Rule]


def single(level: Rules, upright: Rules) -> tuple[Rules, Rules, bool]:
    """The lines of a page, sorted; those of borders of several lines put together and led to where they meet. Whether
    they stand so far apart that cells of their own might be between them."""
    apart = max(_distance(level), _distance(upright))
    if apart < _TOUCHING:
        return level, upright, False
    lines, sides = merged(level, apart), merged(upright, apart)
    if not (_distance(lines) and _distance(sides)):
        return level, upright, False
    flat, steep = _together(lines, apart), _together(sides, apart)
    return _led(flat, steep, apart * _REACH), _led(steep, flat, apart * _REACH), apart > _DISTINCT


def _distance(rules: Sequence[Rule]) -> float:
    """How far apart the lines of one border usually are; 0 where most lines stand alone."""
    found = []
    for index, rule in enumerate(rules):
        for other in rules[index + 1:]:
            if other.at - rule.at > _APART:
                break
            if _alike(rule, other, other.at - rule.at):
                found.append(other.at - rule.at)
                break
    return sorted(found)[len(found) // 2] if found and len(found) * 2.5 >= len(rules) else 0.0


def _alike(rule: Rule, other: Rule, apart: float) -> bool:
    """Whether two lines run beside each other from end to end."""
    most = max(_ENDS * apart, 1.0)
    return abs(rule.start - other.start) <= most and abs(rule.end - other.end) <= most


def _together(rules: Sequence[Rule], apart: float) -> Rules:
    """Lines of one border as one in their middle."""
    left = list(rules)
    found: Rules = []
    while left:
        border = [left.pop(0)]
        for other in list(left):
            if other.at - border[-1].at > 1.2 * apart:
                break
            if _alike(border[-1], other, apart):
                border.append(other)
                left.remove(other)
        found.append(Rule((border[0].at + border[-1].at) / 2, min(rule.start for rule in border),
                          max(rule.end for rule in border)))
    return sorted(found)


def _led(rules: Rules, crossing: Rules, reach: float) -> Rules:
    """Lines led to the next crossing one, where they end within `reach` of it."""
    places = [rule.at for rule in crossing]

    def end(at: float, place: float) -> float:
        near = crossing[bisect_left(places, place - reach):bisect_right(places, place + reach)]
        met = [rule.at for rule in near if rule.start - reach <= at <= rule.end + reach]
        return min(met, key=lambda other: abs(other - place)) if met else place

    return [Rule(at, end(at, start), end(at, stop)) for at, start, stop in rules]
