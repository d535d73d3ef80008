"""What may stand in a cell, as a rule says it: a word, a number, "≥ 1", nothing at all; boxes ticked among words."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property

from .figures import Figure, FigureKind, percentage
from .patterns import compiled
from .records import dataclass
from .wording import bare, normalise

_TICKED = "☑☒✓✔√■▣◼●◉⊙🗹✅"
_EMPTY = "□☐▢◻◯○〇❏❑⬜"
_PARTS = compiled(rf"[{_TICKED}{_EMPTY}]|[^\s{_TICKED}{_EMPTY}()（）\[\]【】/、，,;；]+")
_COMPARED = compiled(r"(>=|<=|≥|≤|>|<|＞|＜|=|＝|≠|!=)\s*(.*)", re.DOTALL)
_NUMBER = compiled(r"-?\d{1,15}(?:\.\d{1,15})?%?")
_SIGNS: Mapping[str, tuple[Callable[[Decimal, Decimal], bool], str]] = {
    **dict.fromkeys((">=", "≥"), (operator.ge, "不小于")), **dict.fromkeys(("<=", "≤"), (operator.le, "不大于")),
    **dict.fromkeys((">", "＞"), (operator.gt, "大于")), **dict.fromkeys(("<", "＜"), (operator.lt, "小于")),
    **dict.fromkeys(("=", "＝"), (operator.eq, "")), **dict.fromkeys(("≠", "!="), (operator.ne, "不等于")),
}


@dataclass(frozen=True)
class Entry:
    """One thing that may stand in a cell: `source` is a word ("是"), a number ("0"), a comparison ("≥ 1"), "*" for
    whatever is filled in, or "" for a cell that is left blank."""

    source: str

    @classmethod
    def of(cls, text: str) -> Entry:
        """Raises ValueError for a comparison with no number."""
        found = _COMPARED.fullmatch(text.strip())
        if found and not _NUMBER.fullmatch(found[2].strip()):
            raise ValueError(text)
        return cls(text.strip())

    @cached_property
    def _comparison(self) -> tuple[Callable[[Decimal, Decimal], bool], str, Decimal] | None:
        found = _COMPARED.fullmatch(self.source)
        sign, number = (found[1], found[2].strip()) if found else ("=", self.source)
        if not _NUMBER.fullmatch(number):
            return None
        return *_SIGNS[sign], Decimal(number.rstrip("%"))

    @property
    def numeric(self) -> bool:
        """Whether a number is wanted."""
        return self._comparison is not None

    def fits(self, figure: Figure) -> bool:
        """Whether this is what stands in a cell."""
        if self._comparison:
            compare, _, limit = self._comparison
            value = figure.value if figure.value is not None else percentage(figure)
            return value is not None and compare(value, limit)
        words = chosen(figure)
        if self.source == "*":
            return bool(words) and not figure.missing
        return words == ((bare(self.source) or normalise(self.source),) if self.source else ())

    @property
    def words(self) -> str:
        """For messages: “是”, 不小于1, 空白."""
        if self._comparison:
            return f"{self._comparison[1]}{self._comparison[2]}"
        return "填写" if self.source == "*" else f"“{self.source}”" if self.source else "空白"


def chosen(figure: Figure) -> tuple[str, ...]:
    """The words in a cell as they are compared; of words with boxes those that are ticked. () for a blank cell."""
    marks = [part for part in _PARTS.findall(figure.raw) if part in _TICKED or part in _EMPTY]
    if not marks:
        words = bare(figure.raw) or normalise(figure.raw)
        return () if figure.kind is FigureKind.BLANK else (words,)
    return tuple(map(bare, _ticked(_PARTS.findall(figure.raw))))


def _ticked(parts: list[str]) -> Iterable[str]:
    """The words with a tick in front of them ("☑是 □否"), or behind ("是☑ 否□", "是（√）否（ ）")."""
    def mark(at: int) -> str:
        return parts[at] if 0 <= at < len(parts) and (parts[at] in _TICKED or parts[at] in _EMPTY) else ""

    step = -1 if mark(0) else 1
    for at, part in enumerate(parts):
        beside = mark(at + step)
        if not mark(at) and beside and beside in _TICKED:
            yield part


def listed(entries: Iterable[Entry]) -> str:
    """“是”或“否”."""
    return "或".join(entry.words for entry in entries)
