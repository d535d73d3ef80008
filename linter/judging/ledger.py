"""The equations of a report that were reckoned, and errors that explain those that fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..findings import Balance, Share
from ..records import dataclass, field
from ..typenames import Any

Key = tuple[str, str, str]
"""Table, row, column of a cell."""


@dataclass(frozen=True)
class Ledger:
    """All equations of a report that were reckoned: the differences, and who takes part where."""

    differences: tuple[Decimal, ...]
    cells: Mapping[Key, tuple[tuple[int, int], ...]]
    """Per cell (equation, factor) pairs."""
    shares: Mapping[Key, Share]
    members: tuple[tuple[tuple[Key, int], ...], ...]
    """Per equation (cell, factor) pairs."""

    @classmethod
    def of(cls, balances: Sequence[Balance]) -> Ledger:
        cells: dict[Key, list[tuple[int, int]]] = {}
        shares: dict[Key, Share] = {}
        for index, balance in enumerate(balances):
            for share in balance.shares:
                cells.setdefault(share.key, []).append((index, share.factor))
                shares[share.key] = share
        members: list[list[tuple[Key, int]]] = [[] for _ in balances]
        for key, found in cells.items():
            for index, factor in found:
                members[index].append((key, factor))
        return cls(tuple(b.difference for b in balances),
                   {key: tuple(found) for key, found in cells.items()}, shares, tuple(map(tuple, members)))


@dataclass(frozen=True)
class Cause:
    """An error that explains `equations`: cells and by how much each is off (written less right)."""

    errors: Mapping[Key, Decimal]
    equations: frozenset[int]
    hint: str = ""
    certain: bool = True
    extra: Mapping[str, Any] = field(default_factory=dict)
