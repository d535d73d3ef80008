"""Counts as prose states them: a number, and what it counts.

Classes ("RECEIVED", "REQUEST", "PERSON") are names of terminals of `grammar/count.lark`.
"""

from __future__ import annotations

from decimal import Decimal

from .model import Origin, Text
from .records import dataclass
from .typenames import Literal

Sort = Literal["number", "none", "all", "share", "rate"]
"""30件; 未收到 (the number is 0); 均已办结 (no number); 占51.85% (the number is the percentage); 办结率98.6%."""


@dataclass(frozen=True, slots=True)
class Count:
    """One statement of a count.

    `verbs`, `objects`, `applicants` are classes, in the order of the words; several of one sort mean their
    sum ("予以公开及部分公开42件"). `sure` is false of a count that something unknown has part in: it says
    nothing. `exact` is false of 约, 余, 多. `scope` is "AREA", "OWN", "OFFICE" or ""; `subject` the words
    in front that may be an agency's name; `year` a year as stated, 0 for "this year", None for no word of
    it. `part` is true behind 其中, `within` behind 含; `strong` of 所有 and 全部 ("all"), `excepted`
    where the sentence makes an exception; `timely` of those finished in time; `topical` where the words
    around say that the release of government information is spoken of; `whole` what a percentage is said to
    be of; `base` the number of all there is that the words gave last before this one.

    `text`, `start`, `end`: the phrase; `section`: index of the section, -1 for the preface; `paragraph` and
    `sentence` number the paragraphs of the report, and the sentences of one.
    """

    sort: Sort
    number: Decimal | None
    text: Text
    start: int
    end: int
    section: int
    paragraph: int
    sentence: int
    unit: str = ""
    exact: bool = True
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    scope: str = ""
    subject: str = ""
    year: int | None = None
    part: bool = False
    within: bool = False
    strong: bool = False
    excepted: bool = False
    topical: bool = False
    timely: bool = False
    sure: bool = True
    whole: Decimal | None = None
    base: Decimal | None = None

    @property
    def quote(self) -> str:
        """The words of the phrase, without white space."""
        return "".join(self.text.value[self.start:self.end].split())

    @property
    def origin(self) -> Origin:
        return self.text.origin(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A number, and the parts it is made of; `subject` of a part is its name.

    `before`: earlier numbers of the sentence, which the parts may be of as well; `everything`: the list says,
    or is of a sort that means, that it leaves nothing out; `closed`: it ends where a clause does.
    """

    whole: Count
    parts: tuple[Count, ...]
    before: tuple[Count, ...] = ()
    everything: bool = False
    closed: bool = False

    @property
    def sum(self) -> Decimal:
        return sum((part.number or Decimal(0) for part in self.parts), Decimal(0))

    @property
    def agrees(self) -> bool:
        """Whether some reading comes out: the parts, or the first of them, make up the number or an earlier
        one; or what the parts leave out is left open."""
        totals = {count.number for count in (self.whole, *self.before)}
        reached = Decimal(0)
        for part in self.parts:
            reached += part.number or Decimal(0)
            if reached in totals and part is not self.parts[0]:
                return True
        return self.sum <= max(total or Decimal(0) for total in totals) and not (self.everything and self.closed)
