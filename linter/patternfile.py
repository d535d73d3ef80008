"""Writes what `patterns` reads: every pattern of the program, its rules and grammars, compiled.

    python -m reportlint.patternfile      # writes linter/patterns-N.json of this checkout, N the engine's version
"""

from __future__ import annotations

import json
import re
from array import array
from binascii import b2a_base64
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from sys import byteorder
from typing import Any

from . import patterns
from .parsing.compiler import NAMES
from .parsing.count import pattern
from .parsing.tables import tables
from .regex import NEVER, Regex
from .resources import precompiled_name
from .ruleset import load
from .vocabulary import vocabulary


def content() -> bytes:
    """The file for the engine at hand: one pattern a line, so that a change is a change of few lines."""
    wanted = sorted(_wanted(), key=lambda item: patterns.key(*item))
    lines = (json.dumps(patterns.key(*item)) + ":" + _code(*item) for item in wanted)
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii")


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


def _code(source: str | bytes, flags: int) -> str:
    """The compiled pattern as `patterns` reads it: flags, groups, their names, the numbers."""
    taken: list[Any] = []
    engine = re._compiler._sre  # type: ignore[attr-defined]

    class Spy:
        """Stands for the engine and keeps what it is given."""

        def __getattr__(self, name: str) -> Any:
            return getattr(engine, name)

        def compile(self, *given: Any) -> Any:
            taken[:] = given
            return engine.compile(*given)

    re._compiler._sre = Spy()  # type: ignore[attr-defined]
    try:
        re._compiler.compile(source, flags)  # type: ignore[attr-defined]
    finally:
        re._compiler._sre = engine  # type: ignore[attr-defined]
    _, final, numbers, groups, names, _ = taken
    words = array("I", numbers)
    if byteorder == "big":
        words.byteswap()
    text = b2a_base64(words.tobytes(), newline=False).decode()
    return json.dumps([int(final), groups, dict(names), text], separators=(",", ":"))


def rewrite() -> None:
    """A developer's command."""
    (Path(__file__).parent / precompiled_name(patterns.ENGINE)).write_bytes(content())


if __name__ == "__main__":
    rewrite()
