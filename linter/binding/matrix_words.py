"""The labels of a table with one header and rows in groups, ready for matching."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from ..model import Cell, Grid
from ..records import dataclass
from ..terms import BlockTerm, BoundRow, TableTerm
from ..wording import bare
from .labels import Lexicon
from .slots import Row, distinct


@dataclass(frozen=True)
class Words:
    """The labels of a table, ready for matching."""

    term: TableTerm
    rows: Lexicon
    groups: Lexicon
    columns: Lexicon
    parents: frozenset[str]
    wordy: frozenset[str]
    """Rows in which something else than figures is filled in."""

    @classmethod
    def of(cls, term: TableTerm) -> Words:
        return cls(
            term,
            Lexicon.of((row.name, (row.label, *row.aliases)) for row in term.rows),
            Lexicon.of((group.name, (group.label, *group.aliases)) for group in term.groups),
            Lexicon.of((column.name, (column.label, *column.aliases)) for column in term.columns),
            frozenset(bare(column.parent) for column in term.columns if column.parent),
            frozenset(row.name for row in term.rows
                      if any(term.values(row.name, column.name) in ("word", "percent") for column in term.columns)),
        )

    def row(self, label: str) -> str:
        """The row a label names; a group's own label ("（六）其他处理") names no row of it ("3.其他")."""
        found = self._named.get(label)
        if found is None:
            found = self._named[label] = self._row(label)
        return found

    @cached_property
    def _named(self) -> dict[str, str]:
        """What `row` has found."""
        return {}

    def _row(self, label: str) -> str:
        words = bare(label)
        if words in self.groups.full and words not in self.rows.full:
            return ""
        return self.rows.exact(label) or self.rows.full.get(self._without_groups(words), "")

    def broken(self, label: str, printed: frozenset[str]) -> str:
        """The column whose label begins so and ends in another label that is printed; "" for none or several."""
        words = bare(label)
        found = {name for text, name in self.columns.full.items()
                 if words and text.startswith(words) and text.removeprefix(words) in printed}
        return found.pop() if len(found) == 1 else ""

    def _without_groups(self, words: str) -> str:
        """A label behind those of its groups, where all stand in one cell."""
        labels = sorted(self.groups.full, key=len, reverse=True)
        while prefix := next((label for label in labels if words.startswith(label)), ""):
            words = words.removeprefix(prefix)
        return words

    def column_hits(self, row: Row) -> int:
        """How many cells of a row are column labels or labels that span columns."""
        labels = {bare(cell.text.value) for _, cell in distinct(row)}
        return sum(1 for label in labels if self.columns.full.get(label) or label in self.parents)


@dataclass(frozen=True)
class Leaf:
    """A column of figures in a report's header; `name` is "" for one the form does not know; `implied` where
    there is no header."""

    name: str
    cell: Cell
    implied: bool = False


@dataclass(frozen=True)
class RawRow:
    """A data row before its label is matched: label cells, then the cells of figures."""

    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    leaves: tuple[Leaf, ...]
    grid: Grid


def strange_groups(words: Words, raw: list[RawRow],
                    rows: tuple[BoundRow, ...]) -> Iterator[tuple[BlockTerm, BoundRow, Cell]]:
    """Labels left of a row's own that are no group's; each of them with the first row it stands at."""
    seen: set[str] = set()
    for line, row in zip(raw, rows, strict=True):
        for cell in line.labels[:-1]:
            text = cell.text.value
            own = text == line.labels[-1].text.value or bare(text) in words.groups.full or words.row(text)
            if text not in seen and not own:
                seen.add(text)
                yield words.term.blocks[0], row, cell
