"""What stands in a table's cell where a figure is demanded: a number, a mark for none, or something else.

The author's figure is kept as written; nothing is corrected or guessed (template-independent).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from .patterns import compiled
from .records import dataclass

_DIGIT = compiled(r"\d")
_BRACKETED = compiled(r"[(\[〔【].*?[)\]〕】]")


class FigureKind(StrEnum):
    """How a cell is filled in."""

    NUMBER = "number"      # a plain number, with or without sign, decimals, thousands separators
    BLANK = "blank"        # nothing, or white space
    MARK = "mark"          # a mark for "none": / - — 无 不适用
    REMARKED = "remarked"  # one number with a unit or a remark: 12件, 22（其中修订16件）
    TEXT = "text"          # anything else


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's content. `value` is an exact number for NUMBER and REMARKED, else None; `unit` what
    stands behind a REMARKED number; `signed` whether a sign was written."""

    raw: str
    kind: FigureKind
    value: Decimal | None = None
    unit: str = ""
    signed: bool = False

    @property
    def missing(self) -> bool:
        """Blank or a mark for none: no figure was given."""
        return self.kind in (FigureKind.BLANK, FigureKind.MARK)

    @property
    def whole(self) -> bool:
        """Whether the value is an integer as written (0.0 is not)."""
        return self.value is not None and self.value.as_tuple().exponent == 0


_INVISIBLE = compiled(r"[\s\u00ad\u200b-\u200f\u2028-\u202f\u2060\ufeff\u3000]+")
_MARKS = compiled(
    r"[/\\|\-_~\u2010-\u2015\u2212*＊.。·…—]+|无|暂无|没有|不适用|不涉及|空|[Nn]/?[Aa]|[Nn]ull|[Nn]one")
_SIGN = r"[+\-\u2212\u2010-\u2014]"
_NUMBER = compiled(
    rf"(?P<sign>{_SIGN})?(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<part>\.\d+)?(?P<rest>.*)", re.DOTALL)


_DIGITS = 15
"""Digits of a figure; a longer one is none, and would not be reckoned exactly (Decimal has 28)."""
_TAKEN_FOR_DIGITS = tuple("OoQlI|Z")
"""Letters that look like 0, 1, 2: behind a digit they are a slip, not a unit."""


@lru_cache(maxsize=4096)
def read_figure(raw: str) -> Figure:
    """Reads a cell's text. Full-width digits, separators of thousands, inner spaces are numbers."""
    folded = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw))
    if not folded:
        return Figure(raw, FigureKind.BLANK)
    if _MARKS.fullmatch(folded):
        return Figure(raw, FigureKind.MARK)
    found = _NUMBER.fullmatch(folded)
    if not found or len(found["whole"]) > _DIGITS or len(found["part"] or "") > _DIGITS:
        return Figure(raw, FigureKind.TEXT)
    rest = found["rest"]
    if rest[:1] in tuple(".,/:-~%‰") or rest[:1] in _TAKEN_FOR_DIGITS or _digits_in(rest):
        return Figure(raw, FigureKind.TEXT)
    number = Decimal(found["whole"].replace(",", "") + (found["part"] or ""))
    sign = found["sign"]
    value = -number if sign and sign != "+" else number
    kind = FigureKind.REMARKED if rest else FigureKind.NUMBER
    return Figure(raw, kind, value, rest, bool(sign))


def percentage(figure: Figure) -> Decimal | None:
    """What stands in a cell for percentages: "85.3%", "85.3"; None for anything else, or less than 0."""
    words = "".join(figure.raw.split())
    plain = read_figure(words[:-1]) if words.endswith(("%", "％")) else figure
    good = plain.kind is FigureKind.NUMBER and plain.value is not None and plain.value >= 0
    return plain.value if good else None


def _digits_in(rest: str) -> bool:
    """A second number outside brackets: "12 13" or "3件4" is not one figure."""
    return bool(_DIGIT.search(_BRACKETED.sub("", rest)))
