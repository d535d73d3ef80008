"""A paragraph as `grammar/count.lark` divides it: sentences of clauses of marks and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..model import Text


class Mark(NamedTuple):
    """A token: `sort` is the grammar's rule, `name` the terminal, `start`, `end` its offsets."""

    sort: str
    name: str
    words: str
    start: int
    end: int


class Counted(NamedTuple):
    """A number and the marks behind it, up to the next."""

    amount: Mark
    trail: tuple[Mark, ...]


class Entry(NamedTuple):
    lead: tuple[Mark, ...]
    counted: tuple[Counted, ...]


class Clause(NamedTuple):
    entries: tuple[Entry, ...]


class Break(NamedTuple):
    """A comma."""


class Group(NamedTuple):
    """What stands in brackets."""

    sentence: Sentence


Sentence = tuple[Clause | Break | Group, ...]
Paragraph = tuple[Sentence, ...]


class Spot(NamedTuple):
    """Where a paragraph stands; `at` says where each visible character stands in the text."""

    text: Text
    at: Sequence[int]
    section: int
    number: int
