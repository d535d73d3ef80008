"""What checks of counts in prose say of figures that the table does not give. Not a kind.

One entry for all counts that one rule's findings keep from being compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..findings import NotJudged
from ..typenames import Protocol
from .table_sums import Gap

_WORDS = {"row": "不在表中", "column": "所在列不在表中", "blank": "没有填数字", "malformed": "填写的不是件数"}


class Causes(Protocol):
    """Options of a rule: which rules report what is lacking."""

    @property
    def no_row(self) -> str: ...
    @property
    def no_column(self) -> str: ...
    @property
    def blank(self) -> str: ...
    @property
    def malformed(self) -> str: ...


def held(gaps: Iterable[Gap], causes: Causes) -> Iterator[NotJudged]:
    """For every lack one entry; its place is that of the first cell."""
    ruled = {"row": causes.no_row, "column": causes.no_column, "blank": causes.blank, "malformed": causes.malformed}
    for lack, found in groupby(sorted(gaps, key=lambda gap: gap.lack), key=lambda gap: gap.lack):
        near = list(found)
        names = list(dict.fromkeys(gap.name for gap in near))
        shown = "、".join(f"“{name}”" for name in names[:2]) + ("等" if len(names) > 2 else "")
        yield NotJudged(f"{shown}{_WORDS[lack]}，正文中的数字无法与表对照。", ruled[lack], len(near), near[0].place)
