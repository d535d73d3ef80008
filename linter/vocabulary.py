"""The words of all editions' templates that tell a report's headings from its other lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .parsing.headings import Vocabulary
from .patterns import compiled
from .terms import SectionTerm, TableTerm, Template
from .wording import normalise

_CHINESE_NUMBER = compiled(r"\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、")


def vocabulary(templates: Iterable[Template]) -> Vocabulary:
    """One pattern for each section, with all its wordings in all editions; labels that begin with a
    Chinese number, as headings do."""
    forms = tuple(templates)
    wordings: dict[str, dict[str, None]] = {}
    for term in (term for form in forms for term in form.sections):
        wordings.setdefault(term.name, {}).update(dict.fromkeys(_wordings(term)))
    labels = (normalise(label) for form in forms for table in form.tables for label in _labels(table))
    return Vocabulary(
        tuple(compiled("|".join(patterns)) for patterns in wordings.values()),
        frozenset(label for label in labels if _CHINESE_NUMBER.match(label)),
        tuple(dict.fromkeys(name for form in forms for name in (form.subject, *form.aliases))),
    )


def _wordings(term: SectionTerm) -> Iterator[str]:
    """Patterns, each a group of its own."""
    yield from (re.escape(normalise(words)) for words in (term.title, *term.accepted))
    yield from (f"(?:{pattern.source})" for pattern in term.variants)


def _labels(table: TableTerm) -> Iterator[str]:
    for row in table.rows:
        yield from (row.label, *row.aliases)
    for group in table.groups:
        yield from (group.label, *group.aliases)
