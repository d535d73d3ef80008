"""A report whose tables are of different editions: each is read as the edition has it whose labels it bears."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..records import replace
from ..ruleset import Edition
from ..terms import TableTerm, Template
from ..wording import normalise

_FEW = 2
"""Labels that only one edition's table has, from which on a report's table is that edition's."""


def mixed(due: Edition, used: Edition, forms: Sequence[Edition], labels: frozenset[str]) -> Edition:
    """The edition in use, with the tables (and the rules about them) of those whose own labels stand in the
    report, where none of the due one's do; else of the one that is due."""
    kin = tuple(form for form in forms if form.template.subject == due.template.subject)
    if len(kin) < 2:
        return used
    sources = {table.name: _source(table.name, due, kin, labels) for table in used.template.tables}
    if all(source is used for source in sources.values()):
        return used
    tables = tuple(source.template.table(name) for name, source in sources.items())
    rules = {rule.id: rule for form in reversed(kin) for rule in form.rules}
    for name, source in sources.items():
        rules |= {rule.id: rule for rule in source.rules if rule.settings.get("table") == name}
    template = replace(used.template, tables=tuple(table for table in tables if table))
    return replace(used, template=template, rules=tuple(rules.values()))


def _source(name: str, due: Edition, forms: Sequence[Edition], labels: frozenset[str]) -> Edition:
    own = _own_labels(tuple(form.template for form in forms))
    scores = {form.id: len(own[form.id].get(name, frozenset()) & labels) for form in forms}
    best = max(forms, key=lambda form: scores[form.id])
    return due if scores[due.id] or scores[best.id] < _FEW else best


@lru_cache(maxsize=4)
def _own_labels(templates: tuple[Template, ...]) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """By edition and table the labels that no other edition's table of this name has."""
    printed = {(form.id, table.name): _labels(table) for form in templates for table in form.tables}
    return {form.id: {table.name: printed[form.id, table.name].difference(*(
        words for (other, name), words in printed.items() if name == table.name and other != form.id))
        for table in form.tables} for form in templates}


def _labels(table: TableTerm) -> frozenset[str]:
    """The labels of a table's rows, groups of rows and columns."""
    rows = (label for row in table.rows for label in (row.label, *row.aliases))
    groups = (label for group in table.groups for label in (group.label, *group.aliases))
    columns = (label for column in table.columns for label in (column.label, *column.aliases))
    return frozenset(normalise(label) for label in (*rows, *groups, *columns))
