"""The language of reports as patterns: the terminals of a grammar, by name, compiled on first use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..patterns import compiled


class Language:
    """Patterns by name: `language["SECTION"]`. KeyError for a name the grammar does not have."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = patterns
        self._compiled: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: str) -> re.Pattern[str]:
        found = self._compiled.get(name)
        if found is None:
            found = self._compiled[name] = compiled(self._patterns[name])
        return found
