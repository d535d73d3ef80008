"""Pictures on a page in which no text is painted: they may be tables."""

from __future__ import annotations

from collections.abc import Sequence

from ...records import dataclass
from ..pictures import large
from .sheet import Box, Sheet


@dataclass(frozen=True, slots=True)
class Shown:
    """A large picture and the page that it stands on."""

    page: int
    box: Box


def large_pictures(sheet: Sheet, taken: Sequence[Box]) -> list[Shown]:
    """Large pictures that are no ground for what is `taken` by text or tables; a page under which text is hidden
    is a scan, and has none."""
    if sheet.hidden:
        return []
    return [Shown(sheet.number, box) for box in sheet.pictures
            if large(box[2] - box[0], box[3] - box[1]) and not any(_meet(box, other) for other in taken)]


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]
