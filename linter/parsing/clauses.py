"""A paragraph as `grammar/count.lark` divides it: sentences of clauses of marks and numbers."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Text
from ..records import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A token: `sort` is the grammar's rule, `name` the terminal, `start`, `end` its offsets."""

    sort: str
    name: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A number and the marks behind it, up to the next."""

    amount: Mark
    trail: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    lead: tuple[Mark, ...]
    counted: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A comma."""


@dataclass(frozen=True, slots=True)
class Group:
    """What stands in brackets."""

    sentence: Sentence


Sentence = tuple[Clause | Break | Group, ...]
Paragraph = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a paragraph stands; `at` says where each visible character stands in the text."""

    text: Text
    at: Sequence[int]
    section: int
    number: int
