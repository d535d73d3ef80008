"""Texts that a pattern may match, made from its parsed form: what it looks around for is not heeded."""

import re
from collections.abc import Iterable
from random import Random
from typing import Any

_codes: Any = re._constants  # type: ignore[attr-defined]
_ANY = "一三年，。（）0１a \n〇ａ〕"
_MOST = 3


def written(tree: Iterable[tuple[Any, Any]], rng: Random) -> str:
    """One text; the tree is what `re` makes of a pattern."""
    return "".join(_of_node(op, value, rng) for op, value in tree)


def _of_node(op: Any, value: Any, rng: Random) -> str:
    if op is _codes.LITERAL:
        return chr(value)
    if op is _codes.IN:
        return _of_class(value, rng)
    if op is _codes.BRANCH:
        return written(rng.choice(value[1]), rng)
    if op is _codes.SUBPATTERN:
        return written(value[3], rng)
    if op is _codes.ATOMIC_GROUP:
        return written(value, rng)
    if op in (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT):
        low, high, inner = value
        return "".join(written(inner, rng) for _ in range(rng.randint(low, min(high, low + _MOST))))
    if op in (_codes.ASSERT, _codes.ASSERT_NOT) and rng.random() < 0.5:
        return written(value[1], rng)
    return rng.choice(_ANY) if op in (_codes.ANY, _codes.NOT_LITERAL) else ""


def _of_class(items: list[tuple[Any, Any]], rng: Random) -> str:
    op, value = rng.choice(items)
    if op is _codes.LITERAL:
        return chr(value)
    return chr(rng.randint(*value)) if op is _codes.RANGE else rng.choice(_ANY)
