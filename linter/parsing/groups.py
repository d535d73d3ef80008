"""The classes of `grammar/count.lark` that mean alike, by the name of their group: the grammar says which they are."""

from __future__ import annotations

from .tables import tables


def group(name: str) -> frozenset[str]:
    """The classes of a group. KeyError for a name the grammar does not have."""
    return tables("count").groups[name]
