"""Writes what `patterns` reads: every pattern of the program, its rules and grammars, compiled.

    python -m reportlint.patternfile      # writes linter/patterns-N.bin of this checkout, N the engine's version
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from sys import byteorder

from . import patterns
from .firsts import codes
from .literals import required
from .parsing.compiler import NAMES
from .parsing.count import pattern
from .parsing.tables import tables
from .regex import NEVER, Regex
from .resources import precompiled_name
from .ruleset import load
from .typenames import Any
from .vocabulary import vocabulary


def content() -> bytes:
    """The file for the engine at hand, as `patterns` says."""
    index: dict[str, list[Any]] = {}
    numbers = array("I")
    for item in sorted(_wanted(), key=lambda item: patterns.key(*item)):
        flags, code, groups, names = codes(*item)
        source, flagged = item
        literals = required(source) if isinstance(source, str) and not flagged else ()
        index[patterns.key(*item)] = [flags, groups, names, len(numbers), len(code), literals]
        numbers.extend(code)
    if byteorder == "big":
        numbers.byteswap()
    return json.dumps(index, separators=(",", ":")).encode("ascii") + b"\n" + numbers.tobytes()


def _wanted() -> dict[tuple[str | bytes, int], None]:
    """Everything the program asks for, asked for."""
    for module in walk_packages(import_module("reportlint").__path__, "reportlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    ruleset = load()
    for edition in ruleset.editions:
        for found in _regexes((edition.template, *(rule.options for rule in edition.rules))):
            patterns.compiled(found.source)
    patterns.compiled(NEVER)
    for name in NAMES:
        for terminal in tables(name).terminals:
            tables(name).language[terminal]
    pattern(tables("count"))
    vocabulary(edition.template for edition in ruleset.editions)
    return patterns.asked


def _regexes(value: Any) -> Iterator[Regex]:
    if isinstance(value, Regex):
        yield value
    elif isinstance(value, dict):
        yield from (found for item in value.values() for found in _regexes(item))
    elif isinstance(value, tuple):
        yield from (found for item in value for found in _regexes(item))
    elif is_dataclass(value):
        yield from (found for field in fields(value) for found in _regexes(getattr(value, field.name)))


def rewrite() -> None:
    """A developer's command."""
    (Path(__file__).parent / precompiled_name(patterns.ENGINE)).write_bytes(content())


if __name__ == "__main__":
    rewrite()
