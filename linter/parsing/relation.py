"""Formulas of rule files (`grammar/relation.lark`) → `Formula`."""

from __future__ import annotations

from functools import cache

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken

from ..formula import Formula, Operand, Sign
from ..records import replace
from ..resources import grammar
from ..typenames import Any

MAX_LENGTH = 4000

_SIGNS: dict[str, Sign] = {
    "=": "=", "＝": "=", "≤": "<=", "<=": "<=", "≦": "<=", "⩽": "<=", "≥": ">=", ">=": ">=", "≧": ">=",
    "⩾": ">=",
}
_SHOWN = {"NAME": "行或列的名称", "GROUP": "“组名.*”", "LAST": "“上年.名称”",
          "PLUS": "+", "MINUS": "-", "SIGN": "=、<=、>=",
          "OPEN": "[列名]", "CLOSE": "]", "$END": "公式结束"}


class FormulaError(ValueError):
    """A formula that cannot be understood.

    `offset` (from 0) and `length` are the place in the text, `found` what stands there ("" at the end),
    `allowed` what could stand there, in Chinese.
    """

    def __init__(self, offset: int, found: str, allowed: tuple[str, ...]) -> None:
        self.offset = offset
        self.found = found
        self.allowed = allowed
        self.length = max(1, len(found))
        what = f"公式中的“{found}”不能写在这里" if found else "公式没有写完"
        super().__init__(f"{what}，此处可以写：{'、'.join(allowed)}。")


def parse_formula(text: str) -> Formula:
    """Reads "新收 + 上年结转 = 办理总计 + 结转下年". Raises FormulaError, nothing else."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(MAX_LENGTH, text[MAX_LENGTH], (f"不超过{MAX_LENGTH}字的公式",))
    try:
        tree = _parser().parse(text)
    except UnexpectedInput as error:
        raise _explained(text, error) from None
    left, sign, right = _Sides().transform(tree)
    return Formula(left, sign, right, text)


@cache
def _parser() -> Lark:
    return Lark(grammar("relation"), start="relation", parser="lalr", maybe_placeholders=True)


def _explained(text: str, error: UnexpectedInput) -> FormulaError:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return FormulaError(len(text.rstrip()), "", _allowed(text))
    offset = error.pos_in_stream or 0
    found = str(error.token) if isinstance(error, UnexpectedToken) else text[offset:offset + 1]
    return FormulaError(offset, found, _allowed(text[:offset]))


def _allowed(before: str) -> tuple[str, ...]:
    """What may follow a beginning; asked of the parser anew, since a failed one has gone on already."""
    state: Any = _parser().parse_interactive(before)
    state.exhaust_lexer()
    names = state.accepts()
    return tuple(shown for name, shown in _SHOWN.items() if name in names)


class _Sides(Transformer[Token, Any]):
    """The tree's parts as operands."""

    def relation(self, parts: list[Any]) -> tuple[tuple[Operand, ...], Sign, tuple[Operand, ...]]:
        left, sign, right = parts
        return left, _SIGNS[sign], right

    def side(self, parts: list[Operand]) -> tuple[Operand, ...]:
        return tuple(parts)

    def first(self, parts: list[Any]) -> Operand:
        sign, operand = parts
        return _signed(sign, operand)

    rest = first

    def row(self, parts: list[Token]) -> Operand:
        return Operand(str(parts[0]))

    def every(self, parts: list[Token]) -> Operand:
        return Operand(str(parts[0])[:-2], every=True)

    def past(self, parts: list[Any]) -> Operand:
        operand: Operand = parts[1]
        return replace(operand, past=True)

    def cell(self, parts: list[Token]) -> Operand:
        return Operand(str(parts[0]), column=str(parts[2]))


def _signed(sign: Token | None, operand: Operand) -> Operand:
    factor = -1 if sign is not None and sign.type == "MINUS" else 1
    return replace(operand, factor=factor)
