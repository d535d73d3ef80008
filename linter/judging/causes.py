"""Which cell explains several equations that do not hold.

A wrong cell shifts every equation it stands in by the same amount. So a cell is the suspect when all of
its equations fail, by differences that one error in it explains; two cells of one row or column with
opposite errors (a figure filed one column or row off, two figures swapped) touch only the equations that
hold one of the two. What no such error explains stays a finding of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations

from ..records import replace
from .ledger import Cause, Key, Ledger

_LINE = 100
"""Cells of a row or column up to which pairs of them are tried; the form has up to 30."""


def causes_of(ledger: Ledger, failing: frozenset[int]) -> Iterator[Cause]:
    """Causes until every failing equation has one; those that explain most come first."""
    left = set(failing)
    for cause in sorted(_candidates(ledger, failing), key=_rank, reverse=True):
        if cause.equations <= left:
            yield cause
            left -= cause.equations
    yield from (_alone(ledger, index) for index in sorted(left))


def _rank(cause: Cause) -> tuple[int, int, int, tuple[int, ...]]:
    return (len(cause.equations), -len(cause.errors), _is_slip(cause),
            tuple(-index for index in sorted(cause.equations)))


def _is_slip(cause: Cause) -> int:
    return 1 if cause.extra.get("swapped") else 0


def _candidates(ledger: Ledger, left: frozenset[int]) -> Iterator[Cause]:
    touched = {key: frozenset(i for i, _ in found) for key, found in ledger.cells.items()}
    near = sorted(key for key, indexes in touched.items() if indexes & left)
    yield from (c for key in near if len(ledger.cells[key]) > 1 and (c := _single(ledger, key, left)))
    for one, two in _in_line(near):
        if touched[one].isdisjoint(touched[two]) or not touched[one] ^ touched[two] <= left:
            continue  # what the two do not share cannot cancel out
        yield from (found for sign in (-1, 1) if (found := _pair(ledger, one, two, sign, left)))
    yield from _lines(ledger, near, left)


def _lines(ledger: Ledger, near: Sequence[Key], left: frozenset[int]) -> Iterator[Cause]:
    """Whole rows and columns; lines that explain the same equations are told as one cause."""
    lines: dict[tuple[int, str, str], list[Key]] = {}
    for key in ledger.cells:
        for axis in (1, 2):
            lines.setdefault((axis, key[0], key[axis]), []).append(key)
    wanted = {(axis, key[0], key[axis]) for key in near for axis in (1, 2)}
    alike: dict[tuple[str, frozenset[int]], list[Cause]] = {}
    for line in sorted(wanted):
        if cause := _line_cause(ledger, lines[line], line[0], left):
            alike.setdefault((cause.hint, cause.equations), []).append(cause)
    yield from (replace(causes[0], extra={"alike": causes}) for causes in alike.values())


def _in_line(keys: Sequence[Key]) -> list[tuple[Key, Key]]:
    """Pairs of cells of one row or one column, in order; a line longer than any form's has none (its pairs
    would be too many to try)."""
    lines: dict[tuple[str, str, str], list[Key]] = {}
    for table, row, column in keys:
        lines.setdefault((table, "row", row), []).append((table, row, column))
        lines.setdefault((table, "column", column), []).append((table, row, column))
    return sorted(chain.from_iterable(combinations(cells, 2) for cells in lines.values() if len(cells) <= _LINE))


def _single(ledger: Ledger, key: Key, left: frozenset[int]) -> Cause | None:
    """One wrong cell: all of its equations fail by the same error."""
    index, factor = ledger.cells[key][0]
    error = ledger.differences[index] * factor
    if any(i not in left or ledger.differences[i] != error * f for i, f in ledger.cells[key]):
        return None
    right = ledger.shares[key].value - error
    if right < 0:
        return None
    swapped = _transposed(ledger.shares[key].value, right)
    return Cause({key: error}, frozenset(i for i, _ in ledger.cells[key]), extra={"swapped": swapped})


def _pair(ledger: Ledger, one: Key, two: Key, sign: int, left: frozenset[int]) -> Cause | None:
    """Two cells of a row or column with opposite errors, or (`sign` 1) with the same error, as in a figure
    and the sum made from it; equations in which the two cancel out stay as they are."""
    first, second = dict(ledger.cells[one]), dict(ledger.cells[two])
    touched = {i: first.get(i, 0) + sign * second.get(i, 0) for i in first.keys() | second.keys()}
    cancelled = [i for i, f in touched.items() if not f]
    touched = {i: f for i, f in touched.items() if f}
    if not cancelled or len(touched) < 2 or not touched.keys() <= left or any(abs(f) != 1 for f in touched.values()):
        return None
    index = min(touched)
    error = ledger.differences[index] * touched[index]
    if any(ledger.differences[i] != error * f for i, f in touched.items()):
        return None
    if ledger.shares[one].value - error < 0 or ledger.shares[two].value - sign * error < 0:
        return None
    line = "column" if one[1] == two[1] else "row"
    return Cause({one: error, two: sign * error}, frozenset(touched), line if sign < 0 else f"both-{line}")


def _line_cause(ledger: Ledger, cells: Sequence[Key], axis: int, left: frozenset[int]) -> Cause | None:
    """Several wrong cells of one row (`axis` 1) or column (2): each by what its other equations fail by, and
    the line's own equations by what that adds up to (nothing, where the errors cancel out)."""
    counts = Counter(index for key in cells for index, _ in ledger.cells[key])
    own = {index for index, count in counts.items() if count > 1}
    errors: dict[Key, Decimal] = {}
    crossed: set[int] = set()
    for key in cells:
        cross = [(i, f) for i, f in ledger.cells[key] if i not in own]
        if cross and all(i in left for i, _ in cross) and len({ledger.differences[i] * f for i, f in cross}) == 1:
            errors[key] = ledger.differences[cross[0][0]] * cross[0][1]
            crossed |= {i for i, _ in cross}
    if len(errors) < 2 or any(ledger.shares[key].value < error for key, error in errors.items()):
        return None
    sums = dict.fromkeys(own, Decimal(0))
    meeting: Counter[int] = Counter()
    for key, error in errors.items():
        for index, factor in ledger.cells[key]:
            if index in own:
                sums[index] += error * factor
                meeting[index] += 1
    if max(meeting.values(), default=0) < 2:  # cells that share no equation are no one error
        return None
    broken = {index for index in own if ledger.differences[index]}
    if not broken <= left or any(ledger.differences[index] != total for index, total in sums.items()):
        return None
    return Cause(errors, frozenset(crossed | broken), f"line-{'row' if axis == 1 else 'column'}", False)


def _alone(ledger: Ledger, index: int) -> Cause:
    """An equation that no error in cells explains together with others."""
    members = ledger.members[index]
    difference = ledger.differences[index]
    for key, factor in members:
        right = ledger.shares[key].value - difference * factor
        if right >= 0 and _transposed(ledger.shares[key].value, right):
            return Cause({key: difference * factor}, frozenset({index}), certain=False, extra={"swapped": True})
    omitted = [key for key, factor in members if _left_out(ledger, index, key, factor)]
    if len(omitted) == 1:
        return Cause({}, frozenset({index}), "omitted", False, {"omitted": omitted[0]})
    return Cause({}, frozenset({index}), certain=False)


def _left_out(ledger: Ledger, index: int, key: Key, factor: int) -> bool:
    """Whether a cell, one of several on the side that is more, is just what the other side is short of."""
    beside = sum(1 for _, other in ledger.members[index] if other == factor)
    return beside > 1 and ledger.shares[key].value == ledger.differences[index] * factor != 0


def _transposed(written: Decimal, right: Decimal) -> bool:
    """Whether two neighbouring digits were swapped (the difference is then divisible by nine)."""
    a, b = format(written, "f"), format(right, "f")
    if len(a) != len(b) or (written - right) % 9:
        return False
    odd = [i for i in range(len(a)) if a[i] != b[i]]
    return len(odd) == 2 and odd[1] == odd[0] + 1 and a[odd[0]] == b[odd[1]] and a[odd[1]] == b[odd[0]]
