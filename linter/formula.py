"""A relation between figures, as a rule file states it: "新收 + 上年结转 = 办理总计 + 结转下年"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Sign = Literal["=", "<=", ">="]


@dataclass(frozen=True, slots=True)
class Operand:
    """One term of a side: `factor` +1 or -1, `name` a row's or column's name in the template.

    `every` is true of "不予公开.*": every row of that group, those the form does not know included.
    `column` is set where the term names a cell: "规章[现行有效]".
    """

    name: str
    factor: int = 1
    every: bool = False
    column: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """Two sums and the sign between them. `text` is the formula as written."""

    left: tuple[Operand, ...]
    sign: Sign
    right: tuple[Operand, ...]
    text: str
