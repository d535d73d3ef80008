"""Typed options of rules as plain data, and back; what JSON lacks is {"type": content}."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from .entries import Entry
from .findings import Level
from .formula import Formula, Operand
from .regex import Regex
from .typenames import Any


def encode(value: Any) -> Any:
    """An option's value as JSON holds it: tuples as lists; types JSON lacks as {"type": content}."""
    match value:
        case Regex():
            return {"regex": value.source}
        case Entry():
            return {"entry": value.source}
        case Decimal():
            return {"decimal": str(value)}
        case Level():
            return {"level": value.name}
        case Formula():
            sides = [[_operand_data(term) for term in side] for side in (value.left, value.right)]
            return {"formula": [value.text, value.sign, *sides]}
        case Mapping():
            return {"mapping": {key: encode(item) for key, item in value.items()}}
        case tuple():
            return [encode(item) for item in value]
        case None | str() | bool() | int() | float():
            return value
    raise TypeError(f"an option of type {type(value).__name__} cannot be compiled")


def decode(data: Any) -> Any:
    """The value that `encode` made `data` from."""
    if isinstance(data, list):
        return tuple(decode(item) for item in data)
    if not isinstance(data, dict):
        return data
    ((kind_of_value, content),) = data.items()
    return _DECODERS[kind_of_value](content)


def _operand_data(term: Operand) -> list[Any]:
    return [term.name, term.factor, term.every, term.column, *([True] if term.past else [])]


def _formula(content: list[Any]) -> Formula:
    text, sign, left, right = content
    return Formula(tuple(Operand(*t) for t in left), sign, tuple(Operand(*t) for t in right), text)


_DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "regex": Regex,
    "entry": Entry,
    "decimal": Decimal,
    "level": Level.__getitem__,
    "formula": _formula,
    "mapping": lambda content: {key: decode(item) for key, item in content.items()},
}
