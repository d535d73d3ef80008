"""Regular expressions that were compiled beforehand.

A run needs some 250 patterns, and to compile them takes longer than to read and judge a report: the standard library
does that in Python, and a class of Chinese characters ([一二三]) costs it a tenth of a millisecond. What comes out is a
list of numbers, which the engine (in C) checks and runs (better ones: `firsts`). `patterns-N.bin` holds those lists
for version N of the engine, and for others that have the same instructions (`python -m reportlint.patternfile` writes
it): a line of JSON says of each pattern what it is and where its numbers stand behind that line, as 32 bits each, the
lowest first; those of patterns that a run does not use are not looked at. Without such a file, for a pattern that is
not in it, and on any other implementation, `re.compile` does the work: the pattern is the same in each case.
"""

from __future__ import annotations

import re
from functools import cache
from sys import byteorder

from .resources import precompiled
from .typenames import Any, AnyStr

try:
    import _sre  # type: ignore[import-not-found]
except ImportError:  # not CPython
    ENGINE = 0
else:
    _SAME = {20221023: 20220615, 20230612: 20220615}
    """Engines whose instructions are those of an earlier one: Python 3.12's to 3.14's those of 3.11's."""
    _MAGIC = _SAME.get(_sre.MAGIC, int(_sre.MAGIC)) if _sre.CODESIZE == 4 else 0
    ENGINE = _MAGIC if _sre.MAXREPEAT == 2**32 - 1 else _MAGIC * 100 + 32
    """The version; on a machine of 32 bits (WebAssembly is one) followed by 32: "any number" is another there."""

asked: dict[tuple[str | bytes, int], None] = {}
"""What has been asked for, in that order: a list for `patternfile`."""


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile(source, flags)` gives. Raises re.error."""
    asked[source, int(flags)] = None
    index, numbers = _stored()
    stored = index.get(key(source, flags))
    if stored is not None:
        try:
            return _restored(source, numbers, *stored[:5])
        except (RuntimeError, TypeError, ValueError):  # the engine does not take it: it is another after all
            index.clear()
    return re.compile(source, flags)


def needed(source: str) -> list[str] | None:
    """What is stored of the literals of which every match has one (see `literals`); None for what is not stored."""
    stored = _stored()[0].get(source)
    return stored and stored[5]


def key(source: str | bytes, flags: int) -> str:
    """What a pattern is stored under."""
    name = source if isinstance(source, str) else f"\0b{source.decode('latin-1')}"
    return f"{name}\0{int(flags)}" if flags else name


@cache
def _stored() -> tuple[dict[str, list[Any]], memoryview]:
    """What is stored of each pattern, by `key`: flags, groups, their names, where its numbers begin, how many
    there are, literals; and the numbers."""
    from json import loads

    data = precompiled(ENGINE) if ENGINE else b""
    head = data.find(b"\n")
    try:
        index: dict[str, list[Any]] = loads(data[:head].decode()) if head > 0 else {}
        return index, numbers_of(memoryview(data)[head + 1:])  # not copied: it is most of the file
    except (TypeError, ValueError):  # in the middle of a merge: `patternfile` must run all the same
        return {}, memoryview(b"")


def numbers_of(codes: bytes | memoryview) -> memoryview:
    """The 32-bit numbers that stand in a file. Raises TypeError."""
    if byteorder == "little":
        return memoryview(codes).cast("I")
    from array import array

    numbers = array("I")
    numbers.frombytes(codes)
    numbers.byteswap()
    return memoryview(numbers)


def _restored(source: AnyStr, numbers: memoryview, flags: int, groups: int, names: dict[str, int], start: int,
              count: int) -> re.Pattern[AnyStr]:
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    code = numbers[start:start + count].tolist()
    made: re.Pattern[AnyStr] = _sre.compile(source, flags, code, groups, names, tuple(by_number))
    return made
