"""A relation between figures, as a rule file states it: "新收 + 上年结转 = 办理总计 + 结转下年"."""

from __future__ import annotations

from .records import dataclass
from .typenames import Literal

Sign = Literal["=", "<=", ">="]


@dataclass(frozen=True, slots=True)
class Operand:
    """One term of a side: `factor` +1 or -1, `name` a row's or column's name in the template.

    `every` is true of "不予公开.*": every row of that group, those the form does not know included.
    `column` is set where the term names a cell: "规章[现行有效]". `past` is true of a figure of last
    year's report ("上年.结转下年").
    """

    name: str
    factor: int = 1
    every: bool = False
    column: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sums and the sign between them. `text` is the formula as written."""

    left: tuple[Operand, ...]
    sign: Sign
    right: tuple[Operand, ...]
    text: str

    @property
    def past(self) -> bool:
        """Whether last year's report takes part."""
        return any(term.past for term in (*self.left, *self.right))


def canonical(formula: Formula) -> str:
    """The formula in one way of writing, which means the same: "新收 + 上年结转 = 办理总计"."""
    return f"{_side(formula.left)} {formula.sign} {_side(formula.right)}"


def _side(operands: tuple[Operand, ...]) -> str:
    first, *rest = operands
    signed = ((" - " if term.factor < 0 else " + ") + _term(term) for term in rest)
    return ("-" if first.factor < 0 else "") + _term(first) + "".join(signed)


def _term(term: Operand) -> str:
    last = "上年." if term.past else ""
    return last + (f"{term.name}.*" if term.every else f"{term.name}[{term.column}]" if term.column else term.name)
