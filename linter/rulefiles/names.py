"""Names in rules: those that are not in the template are faults, with "did you mean"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields

from ..formula import Formula, Operand
from ..records import dataclass
from ..terms import TableTerm, Template
from ..typenames import Any
from . import yamlfile
from .faults import Faults, Spot, unknown
from .fields import INVALID, Entries
from .yamlfile import Node, Scalar

_CALLED = {"section": "部分", "table": "表", "row": "行", "column": "列", "group": "组", "block": "分块",
           "line": "行或列", "rule": "规则"}
_PARTS = {"row": "rows", "column": "columns", "group": "groups", "block": "blocks"}


@dataclass(frozen=True, slots=True)
class NameCheck:
    """Looks names up in one template, and ids among `rules`."""

    template: Template
    faults: Faults
    rules: Collection[str] = ()

    def organs(self, groups: Iterable[tuple[str, ...]], node: Node) -> None:
        """The kinds of organ that a rule is for."""
        allowed = [organ.name for organ in self.template.organs]
        for word in (word for group in groups for word in group if word not in allowed):
            leaf = next((leaf for leaf in _every(node) if leaf.text == word), node)
            self._add(leaf, leaf.spot, word, unknown("机关类型", word, allowed))

    def options(self, values: Mapping[str, Any], keys: Entries, cls: Any) -> None:
        """The options whose field says that they are names, and formulas."""
        tables = self._tables(values, cls)
        each = str(values.get("each", ""))
        for item in fields(cls):
            if values.get(item.name, INVALID) is INVALID:
                continue
            node = keys[item.name][1]
            if item.metadata.get("names"):
                self._leaves(node, item.metadata["names"], tables)
            for formula in _formulas(values[item.name]):
                self._formula(formula, node, each, tables, _own_words(values, item.metadata.get("words", "")))

    def _tables(self, values: Mapping[str, Any], cls: Any) -> tuple[TableTerm, ...]:
        """The tables that the rule speaks of; all where it names none."""
        named = [values.get(item.name) for item in fields(cls) if item.metadata.get("names") == "table"]
        words = [word for value in named for word in ((value,) if isinstance(value, str) else value or ())]
        return tuple(table for table in self.template.tables if table.name in words) or self.template.tables

    def _allowed(self, what: str, tables: tuple[TableTerm, ...]) -> list[str]:
        if what == "rule":
            return list(self.rules)
        return names_in(self.template, what, tables)

    def _leaves(self, node: Node, what: str, tables: tuple[TableTerm, ...]) -> None:
        allowed = self._allowed(what, tables)
        for leaf in _leaves(node):
            if leaf.text and leaf.text not in allowed and what == "rule":
                self.faults.add(leaf.file, leaf.spot, unknown("规则", leaf.text, allowed))
            elif leaf.text and leaf.text not in allowed:
                self._add(leaf, leaf.spot, leaf.text, unknown(_CALLED[what], leaf.text, allowed))

    def _formula(self, formula: Formula, node: Node, each: str, tables: tuple[TableTerm, ...],
                 words: tuple[str, ...]) -> None:
        """Every name of a formula: over columns in each row, over rows in each column, over either; and the
        rule's own words."""
        allowed = {what: self._allowed(what, tables) for what in ("row", "column", "group")}
        either = [*allowed["row"], *allowed["column"]]
        allowed["term"] = {"row": allowed["column"], "column": allowed["row"]}.get(each, either) + list(words)
        leaf = next((leaf for leaf in _leaves(node) if leaf.text == formula.text), node)
        for operand in (*formula.left, *formula.right):
            for what, word in _names(operand):
                if word not in allowed[what]:
                    called = f"公式中的{_CALLED.get(what, '名称')}"
                    fault = (f"{called}“{word}”是一组，要写“{word}.*”（组内各项之和）。" if word in allowed["group"]
                             else unknown(called, word, allowed[what]))
                    self._add(leaf, _within(leaf, word), word, fault)

    def _add(self, node: Node, spot: Spot, word: str, message: str) -> None:
        """A rule may serve several editions: the message says in which the name is not there, the first."""
        self.faults.add(node.file, spot, f"版式{self.template.id}：{message}", same=word)


def names_in(template: Template, what: str, tables: tuple[TableTerm, ...]) -> list[str]:
    """The names of sections or tables, or of rows, columns, groups in some tables."""
    if what == "section":
        return [section.name for section in template.sections]
    if what == "table":
        return [table.name for table in template.tables]
    if what == "line":
        return [*names_in(template, "row", tables), *names_in(template, "column", tables)]
    return list({term.name: None for table in tables for term in getattr(table, _PARTS[what])})


def _leaves(node: Node) -> Iterator[Scalar]:
    """The words of a scalar or list; the keys of a mapping."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, yamlfile.Sequence):
        for item in node.items:
            yield from _leaves(item)
    else:
        yield from (key for key, _ in node.entries)


def _every(node: Node) -> Iterator[Scalar]:
    """Every word that is a value, however deep."""
    if isinstance(node, Scalar):
        yield node
    for item in node.items if isinstance(node, yamlfile.Sequence) else ():
        yield from _every(item)
    for _, value in node.entries if isinstance(node, yamlfile.Mapping) else ():
        yield from _every(value)


def _own_words(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The keys of another option of the rule."""
    found = values.get(name)
    return tuple(found) if isinstance(found, Mapping) else ()


def _formulas(value: Any) -> Iterator[Formula]:
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, tuple):
        yield from (item for item in value if isinstance(item, Formula))


def _names(operand: Operand) -> tuple[tuple[str, str], ...]:
    """What an operand names, and the words."""
    if operand.every:
        return (("group", operand.name),)
    if operand.column:
        return (("row", operand.name), ("column", operand.column))
    return (("term", operand.name),)


def _within(leaf: Node, word: str) -> Spot:
    """Where a word stands in a formula: where possible not within a longer one."""
    if not isinstance(leaf, Scalar):
        return leaf.spot
    whole = re.search(rf"(?<![\w.]){re.escape(word)}(?!\.?\w)", leaf.text)
    return leaf.within(whole.start() if whole else leaf.text.find(word), len(word))
