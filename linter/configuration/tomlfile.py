"""A table of a TOML file as a tree in which every leaf knows its line and column, as `yamlfile` gives one.

The standard library reads TOML without places: they are looked for in the text, each key behind the one that it
stands in, each value behind its key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Table

from ..records import dataclass
from ..rulefiles.faults import Spot, Written
from ..rulefiles.yamlfile import Mapping, Node, Scalar, Sequence
from ..typenames import Any


def tree(name: str, text: str, table: Table[str, Any], header: str) -> Mapping:
    """The tree of a table that begins with `header`, "[tool.reportlint"."""
    finder = _Finder(Written(name, tuple(text.splitlines())), text)
    return finder.mapping(table, max(0, text.find(header)))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Nodes with places in a text."""

    file: Written
    text: str

    def mapping(self, table: Table[str, Any], start: int) -> Mapping:
        entries = []
        for word, value in table.items():
            at = self._key(word, start)
            key = Scalar(self.file, self._spot(at, len(word)), word, False)
            entries.append((key, self._node(value, at + len(word))))
        size = 1 + sum(node.size for _, node in entries)
        return Mapping(self.file, self._spot(start, 1), tuple(entries), size)

    def _node(self, value: Any, start: int) -> Node:
        if isinstance(value, Table):
            return self.mapping(value, start)
        if isinstance(value, list):
            items = []
            tables = any(isinstance(item, Table) for item in value)
            at = self.text.rfind("\n", 0, start) + 1 if tables else start  # "[[…]]" stands in front of its name
            for item in value:
                at = self._begun(item, at)
                items.append(self._node(item, at))
                at += 1
            return Sequence(self.file, self._spot(start, 1), tuple(items), 1 + sum(item.size for item in items))
        words = str(value).lower() if isinstance(value, bool) else str(value)
        return Scalar(self.file, self._spot(self._value(words, start), len(words)), words, not isinstance(value, str))

    def _key(self, word: str, start: int) -> int:
        """Where a key is written; where the table begins if it is not to be found."""
        found = re.compile(rf"(?<![\w-])({re.escape(word)})[\"']?\s*[=.\]]").search(self.text, start)
        return found.start(1) if found else start

    def _begun(self, item: Any, start: int) -> int:
        """Where an item of a list begins: a table with "[[" or "{"."""
        if not isinstance(item, Table):
            return self._value(str(item), start)
        found = re.compile(r"\[\[|\{").search(self.text, start)
        return found.start() if found else start

    def _value(self, words: str, start: int) -> int:
        """Where a value is written; behind its key if it is written in another way."""
        at = self.text.find(words, start)
        return at if at >= 0 else start

    def _spot(self, at: int, length: int) -> Spot:
        return Spot(self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at), max(1, length))
