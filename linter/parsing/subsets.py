"""Whether a number is of all there is, or only of what was named before."""

from __future__ import annotations

from decimal import Decimal

from ..counts import Count
from ..records import dataclass, replace
from .groups import group


@dataclass(frozen=True, slots=True)
class Subset:
    """`base`: the last number of all there is; `parts`: of it so far; `within`: the part that numbers may be of,
    None where they are of the whole; `people`: the part is one of applicants or channels."""

    base: Decimal | None = None
    parts: Decimal = Decimal(0)
    within: Decimal | None = None
    people: bool = False

    def has(self, count: Count) -> bool:
        """Whether the number may be of the part only."""
        verbs = {*count.verbs}
        if self.within is None or count.applicants or count.number is None or count.number > self.within:
            return False
        return not verbs & group("anew") and (self.people or "CARRIED_OUT" not in verbs)

    def exceeded_by(self, number: Decimal | None) -> bool:
        """Whether a number is too large to be part of the whole."""
        return self.base is not None and number is not None and number > self.base

    @property
    def complete(self) -> bool:
        """Whether the parts so far make up the whole."""
        return bool(self.parts) and self.parts == self.base

    def after(self, count: Count, besides: bool) -> Subset:
        """What holds for the numbers behind this one. `besides`: those carried in are said beside the others."""
        if count.number is None:
            return self
        if count.applicants or ("CARRIED_IN" in count.verbs and not besides):
            parts = self.parts + count.number
            return replace(self, parts=parts, within=None if parts == self.base else count.number,
                           people=bool(count.applicants))
        if self.has(count):
            return self
        if count.verbs and group("total").issuperset(count.verbs):
            return Subset(count.number)
        return replace(self, within=None)

    def of_named(self) -> Subset:
        """Behind a part that is named without its number: whatever number comes is of it."""
        return replace(self, within=Decimal("Infinity"), people=True)

    def of_item(self, number: Decimal | None) -> Subset:
        """Behind a part of an unknown sort: what is no larger may be of it."""
        return replace(self, within=number, people=True)

    def next_sentence(self, part: bool) -> Subset:
        """At a new sentence; one that begins with a part (`part`) goes on with what was said."""
        return self if part else replace(self, within=None, parts=Decimal(0))
