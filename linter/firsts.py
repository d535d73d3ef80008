"""Patterns compiled so that the engine sees at once where they cannot match.

The standard library's compiler notes the characters that a match can begin with for the simplest of patterns only;
for all others the engine enters the pattern at every character of a text, and there every choice of an alternation.
Here those characters are found out for any pattern, and given to the engine in the two ways that it has for them:
noted at the head of the pattern, where a search passes over what is none of them; and as something to look ahead to
before a choice (or several in a row, one after the other in their order) that is not as easily seen to fail. What
matches stays the same: a first character that is noted too many costs time, one too few a match, so in doubt
(characters beyond the first 65,536, that a later Unicode may call digits or letters) it is noted.

A tool of `patternfile`; it knows the trees that the standard library's parser makes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .typenames import Any

_parser: Any = re._parser
_compiler: Any = re._compiler  # type: ignore[attr-defined]
_codes: Any = re._constants

PLANE = 1 << 16
"""Characters that are told apart; those above are one more, as a whole."""

ANY = (1 << (PLANE + 1)) - 1
"""A set of characters is a number with a bit for each; this one has all."""

_ROW = 10
"""Choices that are looked at together."""

_LONG = 4
"""An alternation of fewer choices is left as it is."""

_FEW = 12
"""Characters up to which a class is a list: a map of all characters takes the room of hundreds of numbers."""

_HAN = (1 << 0xA000) - (1 << 0x4E00)
"""The characters that most text is made of."""

_RUN = re.compile("1+")


# ---- which characters ---------------------------------------------------------------------------------


def first_of(tree: Iterable[tuple[Any, Any]]) -> tuple[int, bool]:
    """The characters that a match of a parsed pattern can begin with, and whether it can be empty."""
    found = 0
    for op, value in tree:
        here, empty = _of_node(op, value)
        found |= here
        if not empty:
            return found, False
    return found, True


def _of_node(op: Any, value: Any) -> tuple[int, bool]:
    if op is _codes.LITERAL:
        return _bit(value), False
    if op is _codes.IN:
        return _of_class(value), False
    if op is _codes.BRANCH:
        return _of_choices(value[1])
    if op is _codes.SUBPATTERN:
        return (ANY, True) if value[1] or value[2] else first_of(value[3])
    if op is _codes.ATOMIC_GROUP:
        return first_of(value)
    if op in (_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT):
        found, empty = first_of(value[2])
        return found, empty or not value[0]
    if op in (_codes.AT, _codes.ASSERT, _codes.ASSERT_NOT):
        return 0, True
    return ANY, op not in (_codes.ANY, _codes.NOT_LITERAL)


def _of_choices(choices: Iterable[Any]) -> tuple[int, bool]:
    found, empty = 0, False
    for choice in choices:
        here, may = first_of(choice)
        found, empty = found | here, empty or may
    return found, empty


def _bit(code: int) -> int:
    return 1 << min(code, PLANE)


def _of_class(items: Iterable[tuple[Any, Any]]) -> int:
    """Of one that leaves out, all but what is left out in any version of Unicode."""
    kept, surely, negated = 0, 0, False
    for op, value in items:
        if op is _codes.NEGATE:
            negated = True
        elif op is _codes.CATEGORY:
            perhaps, certain = _of_category(value)
            kept, surely = kept | perhaps, surely | certain
        else:
            low, high = (value, value) if op is _codes.LITERAL else value
            bits = ((1 << (min(high, PLANE) + 1)) - 1) & ~((1 << min(low, PLANE)) - 1)
            kept, surely = kept | bits, surely | (bits & ~(1 << PLANE))
    return ANY & ~surely if negated else kept


@cache
def _of_category(category: Any) -> tuple[int, int]:
    r"""The characters that \d, \s, \w or its opposite may stand for, and those that it surely does."""
    from unicodedata import ucd_3_2_0

    pattern = _compiler.compile(_parser.parse({
        _codes.CATEGORY_DIGIT: r"\d", _codes.CATEGORY_NOT_DIGIT: r"\D", _codes.CATEGORY_SPACE: r"\s",
        _codes.CATEGORY_NOT_SPACE: r"\S", _codes.CATEGORY_WORD: r"\w", _codes.CATEGORY_NOT_WORD: r"\W",
    }[category]))
    certain = perhaps = 0
    for code in range(PLANE):
        settled = ucd_3_2_0.category(chr(code)) != "Cn"  # the same for every version of Python
        if not settled or pattern.match(chr(code)):
            perhaps |= 1 << code
            certain |= settled << code
    return perhaps | 1 << PLANE, certain


# ---- what the engine is given -------------------------------------------------------------------------


def swift(tree: Any) -> Any:
    """The parsed pattern, with something to look ahead to in every long alternation; changed in place."""
    for at, (op, value) in enumerate(tree):
        if op is _codes.SUBPATTERN and (value[1] or value[2]):  # of flags of its own, as (?i:…)
            continue
        for inner in _inner(value):
            swift(inner)
        if op is _codes.BRANCH and len(value[1]) >= _LONG:
            tree[at] = (op, (None, list(_rows(value[1], tree.state))))
    return tree


def _inner(value: Any) -> Iterator[Any]:
    """The patterns within one."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _inner(item)


def _rows(choices: list[Any], state: Any) -> Iterator[Any]:
    """The choices, in rows that are looked ahead to together where there are many."""
    seen = [_guarded(choice, state) for choice in choices]
    if len(seen) <= 2 * _ROW:
        yield from seen
        return
    for start in range(0, len(seen), _ROW):
        row = seen[start:start + _ROW]
        yield _guarded(_parser.SubPattern(state, [(_codes.BRANCH, (None, row))]), state)


def _guarded(choice: Any, state: Any) -> Any:
    """The choice behind a look at its first character, where there is something to be seen that the engine
    would not see by itself."""
    if len(choice) and choice[0][0] in (_codes.LITERAL, _codes.IN):
        return choice
    found, empty = first_of(choice)
    if empty or not _telling(found):
        return choice
    ahead = _parser.SubPattern(state, [(_codes.IN, class_of(found))])
    return _parser.SubPattern(state, [(_codes.ASSERT, (1, ahead)), *choice])


def _telling(found: int) -> bool:
    """Whether the set leaves out most of what stands in a text."""
    return (found & _HAN).bit_count() < _HAN.bit_count() // 2


class Class(list[tuple[Any, Any]]):
    """A class of characters as the parser writes it, but ours."""


def class_of(found: int) -> Class:
    """The set as a class."""
    items = Class()
    for match in _RUN.finditer(bin(found & ~(1 << PLANE))[:1:-1]):
        low, high = match.start(), match.end() - 1
        items.append((_codes.LITERAL, low) if low == high else (_codes.RANGE, (low, high)))
    if found >> PLANE:
        items.append((_codes.RANGE, (PLANE, 0x10FFFF)))
    return items


def codes(source: str | bytes, flags: int) -> tuple[int, list[int], int, dict[str, int]]:
    """A pattern as the engine takes it: flags, numbers, groups and their names. Raises re.error."""
    tree = _parser.parse(source, flags)
    state = tree.state
    flags |= state.flags
    if not flags & (re.IGNORECASE | re.LOCALE):
        swift(tree)
    usual = _compiler._get_charset_prefix, _compiler._optimize_charset
    _compiler._get_charset_prefix = lambda pattern, flags: usual[0](pattern, flags) or _noted(pattern, flags)
    _compiler._optimize_charset = lambda items, *rest: _listed(items) or usual[1](items, *rest)
    try:
        numbers = _compiler._code(tree, flags)
    finally:
        _compiler._get_charset_prefix, _compiler._optimize_charset = usual
    return int(flags), [int(number) for number in numbers], state.groups - 1, dict(state.groupdict)


def _noted(tree: Any, flags: int) -> Class | None:
    """The characters that are noted at a pattern's head; None where that says nothing."""
    found, empty = (ANY, True) if flags & (re.IGNORECASE | re.LOCALE) else first_of(tree)
    return None if empty or not _telling(found) else class_of(found)


def _listed(items: list[tuple[Any, Any]]) -> tuple[Class, bool] | None:
    """One of our classes as it is, if it is short; else the compiler makes a map."""
    return (items, False) if isinstance(items, Class) and len(items) <= _FEW else None
