"""Two sums and the sign between them: whether they meet, and how they are shown with their figures."""

from __future__ import annotations

from decimal import Decimal

from ..records import dataclass
from ..terms import BoundCell


@dataclass(frozen=True, slots=True)
class Term:
    """An operand resolved: its printed name and its cells; `given` what stands in last year's report."""

    name: str
    factor: int
    cells: tuple[BoundCell, ...]
    given: Decimal = Decimal(0)

    @property
    def value(self) -> Decimal:
        return self.given + sum((cell.figure.value or Decimal(0) for cell in self.cells), Decimal(0))


def meets(left: Decimal, sign: str, right: Decimal) -> bool:
    return left == right if sign == "=" else left <= right if sign == "<=" else left >= right


def terms(side: tuple[Term, ...]) -> str:
    """新收28＋上年结转0"""
    text = "".join(f"{'－' if term.factor < 0 else '＋'}{term.name}{term.value}" for term in side)
    return text.removeprefix("＋")


_SIGNS = {"=": ("＝", "≠"), "<=": ("≤", "＞"), ">=": ("≥", "＜")}


def equation(left: tuple[Term, ...], right: tuple[Term, ...], sides: tuple[Decimal, ...], sign: str) -> str:
    """The two sides with their figures; where they do not meet, what each comes to and the difference."""
    if meets(sides[0], sign, sides[1]):
        return f"{terms(left)}{_SIGNS[sign][0]}{terms(right)}"
    shown = [terms(side) + (f"（合计{value}）" if len(side) > 1 else "")
             for side, value in zip((left, right), sides, strict=True)]
    return f"{_SIGNS[sign][1].join(shown)}，相差{abs(sides[0] - sides[1])}"
