"""A YAML node as a value of a Python type: what a dataclass says about its fields is the whole schema.

Types: str, int, float, Decimal, bool, Literal, tuple[T, ...], Mapping[str, T], T | None, Regex, Formula,
Level, `Years`, and dataclasses of these. Every fault is collected; a value with a fault is `INVALID`.
"""

from __future__ import annotations

import re
import typing
from collections import abc
from collections.abc import Callable
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from ..entries import Entry
from ..findings import LEVELS, Level
from ..formula import Formula
from ..regex import Regex
from .faults import Faults, unknown
from .reasons import of_pattern
from .yamlfile import Mapping, Node, Scalar, Sequence

INVALID: Any = object()
Years = tuple[int | None, int | None]
"""From and to, None for open; written {from: 2019, to: 2020}."""


Entries = abc.Mapping[str, tuple[Scalar, Node]]
"""A mapping's keys, as words, with their nodes and their values' nodes."""


@cache
def hints(cls: Any) -> abc.Mapping[str, Any]:
    """The types of a dataclass's fields, by name."""
    known = get_type_hints(cls, localns=vars(typing))  # for `typenames`, which has stand-ins
    return {item.name: known[item.name] for item in fields(cls)}


def required(item: Field[Any]) -> bool:
    """Whether a field has no default."""
    return item.default is MISSING and item.default_factory is MISSING


def read(node: Node, wanted: Any, faults: Faults, what: str) -> Any:
    """`node` as a value of type `wanted`; `what` is its key, for messages. INVALID with a fault."""
    if wanted in _SCALARS:
        return _scalar(node, wanted, faults, what)
    if is_dataclass(wanted) and isinstance(wanted, type):
        return _record(node, wanted, faults, what)
    if wanted == Years:
        return _years(node, faults, what)
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return _choice(node, {str(word): word for word in arguments}, faults, what)
    if origin is tuple and arguments[1:] == (...,):
        return _list(node, arguments[0], faults, what)
    if origin is abc.Mapping:
        return _words(node, arguments[1], faults, what)
    if origin in (Union, UnionType):
        return _optional(node, arguments, faults, what)
    raise TypeError(f"{what}: no way to read {wanted!r} from YAML")


def read_fields(entries: Entries, cls: Any, faults: Faults) -> dict[str, Any]:
    """The fields of a dataclass that are among `entries`, each read by its type."""
    named = ((name, wanted) for name, wanted in hints(cls).items() if name in entries)
    return {name: read(entries[name][1], wanted, faults, name) for name, wanted in named}


def _record(node: Node, cls: Any, faults: Faults, what: str) -> Any:
    if not isinstance(node, Mapping):
        return _wrong(node, f"“{what}”应为键值对，键有：{'、'.join(hints(cls))}。", faults)
    entries = {key.text: (key, value) for key, value in node.entries}
    strange = [key for key, _ in node.entries if key.text not in hints(cls)]
    for key in strange:
        faults.add(key.file, key.spot, unknown("键", key.text, hints(cls)))
    missing = [item.name for item in fields(cls) if required(item) and item.name not in entries]
    if missing:
        faults.add(node.file, node.spot, f"“{what}”缺少必须有的键：{'、'.join(missing)}。")
    values = read_fields(entries, cls, faults)
    if strange or missing or any(value is INVALID for value in values.values()):
        return INVALID
    return cls(**values)


def _years(node: Node, faults: Faults, what: str) -> Any:
    given = _words(node, int | None, faults, what)
    keys = [key for key, _ in node.entries] if isinstance(node, Mapping) else []
    strange = [key for key in keys if key.text not in ("from", "to")]
    for key in strange:
        faults.add(key.file, key.spot, unknown("键", key.text, ("from", "to")))
    if strange or given is INVALID:
        return INVALID
    start, end = given.get("from"), given.get("to")
    if start is not None and end is not None and start > end:
        return _wrong(node, f"“{what}”的from（{start}）晚于to（{end}），没有一年符合。", faults)
    return start, end


def _list(node: Node, item_type: Any, faults: Faults, what: str) -> Any:
    if not isinstance(node, Sequence):
        return _wrong(node, f"“{what}”应为列表，如 [甲, 乙]。", faults)
    items = tuple(read(item, item_type, faults, what) for item in node.items)
    return INVALID if any(item is INVALID for item in items) else items


def _words(node: Node, item_type: Any, faults: Faults, what: str) -> Any:
    if not isinstance(node, Mapping):
        return _wrong(node, f"“{what}”应为键值对，如 {{名称: …}}。", faults)
    found = {key.text: read(value, item_type, faults, key.text) for key, value in node.entries}
    return INVALID if any(value is INVALID for value in found.values()) else found


def _optional(node: Node, arguments: tuple[Any, ...], faults: Faults, what: str) -> Any:
    others = [argument for argument in arguments if argument is not type(None)]
    if len(others) != 1:
        raise TypeError(f"{what}: no way to read a union of {others!r} from YAML")
    if isinstance(node, Scalar) and node.value is None:
        return None
    return read(node, others[0], faults, what)


def _choice(node: Node, words: abc.Mapping[str, Any], faults: Faults, what: str) -> Any:
    if not isinstance(node, Scalar):
        return _wrong(node, f"“{what}”应为下列之一：{'、'.join(words)}。", faults)
    if node.text not in words:
        return _wrong(node, unknown(f"“{what}”的值", node.text, words), faults)
    return words[node.text]


def _scalar(node: Node, wanted: type[Any], faults: Faults, what: str) -> Any:
    if wanted is Level:
        return _choice(node, LEVELS, faults, what)
    name, convert = _SCALARS[wanted]
    if not isinstance(node, Scalar) or (node.plain and node.value is None):
        return _wrong(node, f"“{what}”应为{name}。", faults)
    if wanted is Formula:
        return _formula(node, faults, what)
    try:
        return convert(node.text)
    except (ValueError, ArithmeticError):
        return _wrong(node, f"“{what}”应为{name}，而不是“{node.text}”。", faults)
    except re.error as error:
        faults.add(node.file, node.within(error.pos or 0), f"“{what}”不是合法的正则表达式：{of_pattern(error.msg)}。")
        return INVALID


def _formula(node: Scalar, faults: Faults, what: str) -> Any:
    from ..parsing.relation import FormulaError, parse_formula

    try:
        return parse_formula(node.text)
    except FormulaError as error:
        faults.add(node.file, node.within(error.offset, error.length), f"“{what}”有误：{error}")
        return INVALID


def _wrong(node: Node, message: str, faults: Faults) -> Any:
    faults.add(node.file, node.spot, message)
    return INVALID


def _integer(text: str) -> int:
    if not re.fullmatch(r"[-+]?[0-9]{1,18}", text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[-+]?[0-9]{1,18}(\.[0-9]{1,18})?", text):
        raise ValueError
    return Decimal(text)


def _regex(text: str) -> Regex:
    re.compile(text)
    return Regex(text)


def _boolean(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()] if text.lower() in ("true", "false") else _refuse()


def _refuse() -> bool:
    raise ValueError


_SCALARS: abc.Mapping[type[Any], tuple[str, Callable[[str], Any]]] = {
    str: ("文字", str),
    int: ("整数", _integer),
    float: ("数字", lambda text: float(_decimal(text))),
    Decimal: ("数字", _decimal),
    bool: (" true 或 false", _boolean),
    Regex: ("正则表达式", _regex),
    Entry: ("一个词、一个数，或比较（如 '≥ 1'）", Entry.of),
    Formula: ("公式", str),
    Level: ("级别", str),
}
