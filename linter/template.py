"""A template as plain data, as the compiled rules hold it, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .regex import NEVER, Regex
from .terms import (
    BlockTerm,
    ColumnTerm,
    GroupTerm,
    OrganTerm,
    RowTerm,
    SectionTerm,
    TableTerm,
    Template,
)
from .typenames import Any

Data = Mapping[str, Any]


def plain(term: Any) -> Any:
    """Dataclasses as mappings without fields that have their default, tuples as lists, patterns as text."""
    from dataclasses import MISSING, fields, is_dataclass  # a developer's command needs it, no report does

    if isinstance(term, Regex):
        return term.source
    if isinstance(term, tuple):
        return [plain(item) for item in term]
    if not is_dataclass(term):
        return term
    values = ((item.name, item.default, getattr(term, item.name)) for item in fields(term))
    return {name: plain(value) for name, usual, value in values if usual is MISSING or value != usual}


def template_from(data: Data) -> Template:
    """The template that `plain` made `data` from."""
    start, end = data["years"]
    return Template(
        data["id"], data["title"], (start, end), data["subject"],
        tuple(_section(item) for item in data["sections"]),
        tuple(_table(item) for item in data["tables"]),
        tuple(OrganTerm(item["name"], Regex(item["pattern"])) for item in data.get("organs", ())),
        tuple(data.get("obsolete", ())),
        tuple(data.get("aliases", ())),
        *(Regex(data.get(name, NEVER)) for name in ("unsaid", "seat")),
    )


def _section(data: Data) -> SectionTerm:
    variants = tuple(Regex(source) for source in data.get("variants", ()))
    return SectionTerm(**{**_tuples(data), "variants": variants})


def _table(data: Data) -> TableTerm:
    return TableTerm(**{
        **data,
        "blocks": tuple(_block(item) for item in data["blocks"]),
        "groups": tuple(GroupTerm(**_tuples(item)) for item in data.get("groups", ())),
    })


def _block(data: Data) -> BlockTerm:
    return BlockTerm(**{
        **_tuples(data),
        "rows": tuple(RowTerm(**_tuples(item)) for item in data["rows"]),
        "columns": tuple(ColumnTerm(**_tuples(item)) for item in data["columns"]),
    })


def _tuples(data: Data) -> dict[str, Any]:
    """Lists as tuples."""
    return {key: tuple(value) if _listed(value) else value for key, value in data.items()}


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)
