"""How much of one text stands in another: covered letters and the longest passage, in linear time.

What is compared are letters only: digits and Chinese numerals, punctuation, white space and what the
caller's patterns take out (phrases that every report has) count neither as copied nor as written. A letter
is copied where it lies in `window` letters on end that stand in the other text in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..patterns import compiled
from ..records import dataclass
from ..regex import Regex

_ASIDE = compiled(r"[\W\d_〇零一二三四五六七八九十百千万亿两]+")
_PLACES = 16
"""A run of letters is looked for at so many places at most: a text that repeats itself stays linear."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a text that are compared, and the offset of each in the text."""

    value: str
    offsets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """`copied` of `total` letters stand in the other text; the longest passage begins at `start` among the
    compared letters and has `length` of them."""

    copied: int
    total: int
    start: int
    length: int

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 80 is never less than four fifths."""
        return self.copied * 100 // self.total if self.total else 0


def letters(text: str, dropped: Iterable[Regex] = ()) -> Letters:
    """The compared letters of a text."""
    kept = bytearray(b"\1") * len(text)
    for pattern in (*(regex.compiled for regex in dropped), _ASIDE):
        for found in pattern.finditer(text):
            start, end = found.span()
            kept[start:end] = bytes(end - start)
    offsets = tuple(offset for offset, keep in enumerate(kept) if keep)
    return Letters("".join(text[offset] for offset in offsets), offsets)


def likeness(this: str, other: str, window: int) -> Likeness:
    """How much of `this` stands in `other`, both compared letters."""
    places: dict[str, list[int]] = {}
    for place in range(len(other) - window + 1):
        found = places.setdefault(other[place:place + window], [])
        if len(found) < _PLACES:
            found.append(place)
    copied, reached, start, length = 0, 0, 0, 0
    runs: dict[int, int] = {}  # place in the other text of the latest window → how long the passage is there
    for offset in range(len(this) - window + 1):
        hits = places.get(this[offset:offset + window], ())
        runs = {place: runs.get(place - 1, window - 1) + 1 for place in hits}
        if not runs:
            continue
        copied += offset + window - max(reached, offset)
        reached = offset + window
        longest = max(runs.values())
        if longest > length:
            start, length = offset + window - longest, longest
    return Likeness(copied, len(this), start, length)
