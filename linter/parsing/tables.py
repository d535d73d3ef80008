"""A grammar as data: its patterns, and the LALR table that Lark made of its rules (`compiler`).

A report needs neither Lark nor its analysis of a grammar: to import the one and to do the other takes
longer than to read the report. So both are done once, and `grammar/compiled.json` keeps what came of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from zlib import crc32

from ..records import dataclass
from ..resources import compiled_grammars, grammar
from ..typenames import Any
from .language import Language

END = "$END"
DROP, KEEP, SPLICE = range(3)
"""What becomes of a rule's part: nothing, a child, children (the parts of a rule with "_" before its name)."""


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal of the grammar: its name, what stands there, where (from 0)."""

    type: str
    value: Any
    at: int = 0


class UnexpectedError(ValueError):
    """Tokens that are no sentence of the grammar; `at` is the place of the first that does not fit."""

    def __init__(self, at: int) -> None:
        self.at = at
        super().__init__(f"unexpected token at {at}")


@dataclass(frozen=True, slots=True)
class Terminal:
    """A pattern ("" for one that is declared only) and its precedence, the higher the earlier tried."""

    pattern: str
    priority: int


Production = tuple[str, tuple[int, ...]]
"""A rule's alternative: the rule's name and what becomes of each part."""

class Tables:
    """A grammar, ready to run.

    `states` say what to do on a terminal or after a rule: a state to go to (0 and up), or, below 0, the
    production to reduce by (-1 the first). `groups` are classes that the grammar puts together, by name.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.terminals = {name: Terminal(*item) for name, item in data["terminals"].items()}
        self.language = Language({name: item.pattern for name, item in self.terminals.items()})
        self.groups = {name: frozenset(classes) for name, classes in data["groups"].items()}
        self._productions = [(name, tuple(parts)) for name, parts in data["productions"]]
        self._states: list[dict[str, int]] = data["states"]
        self._start: int = data["start"]
        self._end: int = data["end"]

    def parse(self, tokens: Iterable[Token], build: object) -> Any:
        """What `build` makes of the tokens: for each rule its method of that name gets the list of the
        parts. Raises UnexpectedError."""
        states = [self._start]
        values: list[list[Any]] = []
        at = 0
        for token in tokens:
            at = token.at
            self._reduce(token.type, at, states, values, build)
            states.append(self._states[states[-1]][token.type])
            values.append([token])
        self._reduce(END, at, states, values, build)
        return values[-1][0]

    def _reduce(self, terminal: str, at: int, states: list[int], values: list[list[Any]], build: object) -> None:
        """Closes every rule that ends before `terminal`; each value is the list of what it stands for."""
        table, productions = self._states, self._productions
        while not (terminal == END and states[-1] == self._end):
            action = table[states[-1]].get(terminal)
            if action is None:
                raise UnexpectedError(at)
            if action >= 0:
                return
            name, parts = productions[-1 - action]
            behind = len(values) - len(parts)
            children = _children(parts, values[behind:])
            del values[behind:], states[behind + 1 :]
            states.append(table[states[-1]][name])
            values.append(children if name.startswith("_") else [getattr(build, name)(children)])


def _children(parts: Sequence[int], values: list[list[Any]]) -> list[Any]:
    """What stays of a production's parts. The list of the first one grows on, so that a long repetition
    ("section*") is not copied anew with each of its parts."""
    children = values[0] if parts and parts[0] == SPLICE else []
    for part, value in zip(parts, values, strict=True):
        if part and value is not children:
            children.extend(value)
    return children


@cache
def tables(name: str) -> Tables:
    """The grammar of this name, from `compiled.json` where that is as new as the grammar, else by Lark."""
    text = grammar(name)
    known = _known().get(name)
    if known is None or known["digest"] != digest(text):
        from .compiler import compiled

        known = compiled(text, name)
    return Tables(known)


@cache
def _known() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(compiled_grammars())
    return data


def digest(text: str) -> str:
    """CRC-32 of a grammar, hexadecimal: to see edits."""
    return f"{crc32(text.encode()):08x}"
