"""Lark at work: a grammar's text → `tables.Tables` as plain data.

    python -m reportlint.parsing.compiler      # rewrites grammar/compiled.json of this checkout
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lark import Lark, Token
from lark.common import LexerConf
from lark.grammar import Rule, Terminal
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import Shift

from ..resources import grammar, grammars
from ..typenames import Any
from .tables import DROP, KEEP, SPLICE, digest

NAMES = ("count", "parts", "period", "report")
"""The grammars that every report needs."""

_GROUP = re.compile(r"^//: *(\w+) *= *(.+)$", re.MULTILINE)
_DEFINED = re.compile(r"^([A-Z][A-Z_]*)(?:\.\d+)?:", re.MULTILINE)


class _NoLexer(Lexer):
    """Tokens come from the caller."""

    def __init__(self, conf: LexerConf) -> None:
        """Lark's way to make a lexer."""

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]
        return iter(data)


class _Every:
    """Tells Lark to keep the terminals that stand in no rule: they are patterns for the code."""

    def __init__(self, text: str) -> None:
        self.always_accept = tuple(_DEFINED.findall(text))

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


def parser(text: str, start: str) -> Lark:
    """Lark's own parser of a grammar; it takes a list of Lark's tokens instead of a text."""
    return Lark(text, start=start, parser="lalr", lexer=_NoLexer, postlex=_Every(text), maybe_placeholders=False)


def compiled(text: str, start: str) -> dict[str, Any]:
    """The grammar as plain data. Raises lark.exceptions.GrammarError for a faulty one, ValueError for one
    that says what `Tables` cannot do ("?rule", "-> alias")."""
    lark = parser(text, start)
    table: Any = lark.parser.parser._parse_table
    rules: list[Rule] = list(lark.rules)
    numbers = {rule: -1 - place for place, rule in enumerate(rules)}
    order = {state: place for place, state in enumerate(_reached(table.states, table.start_states[start]))}
    return {
        "digest": digest(text),
        "start": order[table.start_states[start]],
        "end": order[table.end_states[start]],
        "terminals": {
            item.name: ["" if item.name not in _DEFINED.findall(text) else item.pattern.to_regexp(), item.priority]
            for item in sorted(lark.terminals, key=lambda item: item.name)
        },
        "groups": {name: sorted(classes) for name, classes in sorted(_groups(text, lark).items())},
        "productions": [[_name(rule), [_part(symbol) for symbol in rule.expansion]] for rule in rules],
        "states": [_row(table.states[state], order, numbers) for state in order],
    }


def _groups(text: str, lark: Lark) -> dict[str, frozenset[str]]:
    """The groups of classes that a grammar makes by "//: name = …". Raises ValueError for an unknown name."""
    known = {kind: frozenset((kind,)) for item in lark.terminals if (kind := item.name.partition("_")[2])}
    groups: dict[str, frozenset[str]] = {}
    for name, members in _GROUP.findall(text):
        unknown = [member for member in members.split() if member not in known]
        if unknown or name in known:
            raise ValueError(f"group {name}: unknown {', '.join(unknown)}" if unknown else f"group {name}: made twice")
        groups[name] = known[name] = frozenset().union(*(known[member] for member in members.split()))
    return groups


def _reached(states: Mapping[int, Mapping[str, Any]], start: int) -> Iterable[int]:
    """The states in the order of their discovery, which does not hang on Lark's numbers."""
    found = {start: None}
    for state in (queue := [start]):
        for _, (action, target) in sorted(states[state].items()):
            if action is Shift and target not in found:
                found[target] = None
                queue.append(target)
    return found


def _row(actions: Mapping[str, Any], order: Mapping[int, int], numbers: Mapping[Rule, int]) -> dict[str, int]:
    return {
        name: order[target] if action is Shift else numbers[target]
        for name, (action, target) in sorted(actions.items())
    }


def _name(rule: Rule) -> str:
    if rule.alias or rule.options.expand1:
        raise ValueError(f"rule {rule.origin.name}: neither an alias nor “?” can be compiled")
    return str(rule.origin.name)


def _part(symbol: Any) -> int:
    if isinstance(symbol, Terminal):
        return DROP if symbol.filter_out else KEEP
    return SPLICE if symbol.name.startswith("_") else KEEP


def serialised(names: Iterable[str] = NAMES) -> bytes:
    """All grammars as a file, one state or production a line: a change is a change of few lines."""
    data = {name: compiled(grammar(name), name) for name in names}
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def rewrite() -> None:
    """Writes grammar/compiled.json anew, into the checkout: a developer's command."""
    folder = grammars()
    if not isinstance(folder, Path):
        raise ValueError(f"{folder}: not a folder")
    (folder / "compiled.json").write_bytes(serialised())


if __name__ == "__main__":
    rewrite()
