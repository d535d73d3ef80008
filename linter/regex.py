"""Patterns of rules and templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from .literals import required
from .patterns import compiled, needed
from .records import dataclass

NEVER = r"\Za"
"""A pattern that matches nothing; all versions of Python compile it to the same (not so "(?!)")."""


@dataclass(frozen=True)
class Regex:
    """A pattern of a rule or template, compiled when first used."""

    source: str

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return compiled(self.source)

    @cached_property
    def _literals(self) -> Sequence[str]:
        stored = needed(self.source)
        return required(self.source) if stored is None else stored

    def absent(self, text: str) -> bool:
        """Whether the text lacks what every match has: ten times as fast as to search for the pattern."""
        return bool(self._literals) and not any(literal in text for literal in self._literals)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return None if self.absent(text) else self.compiled.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches that do not overlap, in order."""
        return iter(()) if self.absent(text) else self.compiled.finditer(text)
