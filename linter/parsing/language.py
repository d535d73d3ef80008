"""The language of reports as patterns: the terminals of a grammar, by name, compiled on first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lark.lexer import TerminalDef


class Language:
    """Patterns by name: `language["SECTION"]`. KeyError for a name the grammar does not have."""

    def __init__(self, terminals: Iterable[TerminalDef]) -> None:
        self._terminals = {terminal.name: terminal.pattern for terminal in terminals}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = re.compile(self._terminals[name].to_regexp())
        return found
