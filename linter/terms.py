"""The form's own terms (a template as data) and a report seen through them.

A template names sections, tables, rows, columns; rules speak in those names. `binding` finds them in a
document; checks see only the result, a `View`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from .figures import Figure
from .findings import Place
from .model import Cell, Document, Grid, Section
from .records import dataclass, field
from .regex import NEVER, Regex
from .typenames import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from .survey.past import Past
    from .survey.standing import Standing


@dataclass(frozen=True, slots=True)
class SectionTerm:
    """A section the form demands. `title` is the form's heading, `accepted` further official wordings
    (exact), `variants` patterns of wordings that mean the same and are worth a remark."""

    name: str
    ordinal: int
    title: str
    accepted: tuple[str, ...] = ()
    variants: tuple[Regex, ...] = ()


ValueKind = Literal["count", "change", "amount", "money", "percent", "word"]
"""count: integer ≥ 0; change: integer with or without sign, "增3"; amount: number ≥ 0;
money: amount with an optional unit in the cell; percent: amount, "%" may stand behind it; word: no number,
a word or a sentence."""


@dataclass(frozen=True, slots=True)
class ColumnTerm:
    """A column of figures. `parent` is the label that spans it and its neighbours, "" for none; a table's
    only column may be without a label."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    parent: str = ""
    values: ValueKind = "count"


@dataclass(frozen=True, slots=True)
class RowTerm:
    """A row of figures. `group` are the names of the groups it stands in, outermost first; `values` where
    they are of another kind than its columns say."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    values: Literal["", "count", "change", "amount", "money", "percent", "word"] = ""


@dataclass(frozen=True, slots=True)
class GroupTerm:
    """A label that spans several rows and carries no figures ("（三）不予公开")."""

    name: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockTerm:
    """Rows under one set of columns. `label` is the line above them ("第（一）项"), "" for none."""

    name: str
    rows: tuple[RowTerm, ...]
    columns: tuple[ColumnTerm, ...]
    label: str = ""
    aliases: tuple[str, ...] = ()


Layout = Literal["stacked", "matrix", "across", "pairs"]
"""stacked: blocks one below the other, each with its own header row (table two); matrix: one block, rows
with groups at the left, one header (table three); across: blocks side by side, each with its row's
label above its columns (table four); pairs: labels, each with what is filled in behind it, one or several
on a line, no header."""


@dataclass(frozen=True)
class TableTerm:
    """A table of the form. `title` is what messages call it ("表三"), `section` where it stands ("": anywhere),
    `note` a remark it must carry."""

    name: str
    title: str
    section: str
    layout: Layout
    blocks: tuple[BlockTerm, ...]
    groups: tuple[GroupTerm, ...] = ()
    note: str = ""

    @cached_property
    def rows(self) -> tuple[RowTerm, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @cached_property
    def columns(self) -> tuple[ColumnTerm, ...]:
        """Every column once, in order."""
        found = {column.name: column for block in self.blocks for column in block.columns}
        return tuple(found.values())

    def columns_of(self, row: str) -> tuple[ColumnTerm, ...]:
        """The columns that a row has figures in."""
        return self._columns_by_row.get(row, ())

    @cached_property
    def _columns_by_row(self) -> Mapping[str, tuple[ColumnTerm, ...]]:
        """By a row's name; of blocks that have one of the same name, the first."""
        return {row.name: block.columns for block in reversed(self.blocks) for row in block.rows}

    def values(self, row: str, column: str) -> ValueKind:
        """What is filled in there; `row` may be a key (see `BoundRow`)."""
        name = row.partition("#")[0]
        if name in self._values_by_row:
            return self._values_by_row[name]
        return next((c.values for c in self.columns_of(name) or self.columns if c.name == column), "count")

    @cached_property
    def _values_by_row(self) -> Mapping[str, ValueKind]:
        """Rows whose values are of another kind than their columns say."""
        return {row.name: row.values for row in reversed(self.rows) if row.values}


@dataclass(frozen=True, slots=True)
class OrganTerm:
    """A kind of organ, told from its name by `pattern` (searched in order, the first hit counts)."""

    name: str
    pattern: Regex


@dataclass(frozen=True)
class Template:
    """An edition of the form. `years` from and to, None for open; `subject` what such a report calls
    itself, `aliases` what else it may; `obsolete` labels that only older editions have; `unsaid` what short
    forms of agencies' names leave out, `seat` what a government's name has behind its territory's."""

    id: str
    title: str
    years: tuple[int | None, int | None]
    subject: str
    sections: tuple[SectionTerm, ...]
    tables: tuple[TableTerm, ...]
    organs: tuple[OrganTerm, ...] = ()
    obsolete: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    unsaid: Regex = Regex(NEVER)
    seat: Regex = Regex(NEVER)

    def covers(self, year: int) -> bool:
        start, end = self.years
        return (start is None or year >= start) and (end is None or year <= end)

    def section(self, name: str) -> SectionTerm | None:
        return next((term for term in self.sections if term.name == name), None)

    def table(self, name: str) -> TableTerm | None:
        return next((term for term in self.tables if term.name == name), None)


# ---- a report seen through a template -------------------------------------------------------------


Wording = Literal["canonical", "accepted", "variant", "alike", "none"]
"""How a heading meets a section term: the form's words; official words; same meaning; a slip of a
letter or two; not at all."""


@dataclass(frozen=True, slots=True)
class BoundSection:
    """A section of the report and the term it meets (None: the form has no such section)."""

    section: Section
    term: SectionTerm | None
    wording: Wording
    place: Place


@dataclass(frozen=True, slots=True)
class BoundCell:
    """A figure in its place. `row` and `column` are names (a row the form does not know: its label)."""

    row: str
    column: str
    figure: Figure
    cell: Cell
    place: Place


@dataclass(frozen=True, slots=True)
class BoundColumn:
    """A column found; `name` is "" where the form does not know it."""

    name: str
    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A row found, in the report's order. `term` is None for a row the form does not know; `group` the
    innermost group's name; `short` how many cells it lacks (its figures can then not be told apart);
    `repeats` is true of the second and later rows of one name, whose cells have keys of their own.
    """

    key: str
    term: RowTerm | None
    label: str
    group: str
    place: Place
    cells: tuple[BoundCell, ...]
    short: int = 0
    repeats: bool = False


@dataclass(frozen=True)
class BoundTable:
    """A table of the form as found in the report. No grids: it is not there.

    `unreadable` says why the figures cannot be told apart, "" where they can; `copies` repeat the table;
    `misheaded` are blocks with their first row and the line above that has another block's number.
    """

    term: TableTerm
    place: Place
    grids: tuple[Grid, ...] = ()
    rows: tuple[BoundRow, ...] = ()
    columns: tuple[BoundColumn, ...] = ()
    missing_columns: tuple[tuple[BlockTerm, ColumnTerm], ...] = ()
    missing_blocks: tuple[BlockTerm, ...] = ()
    unreadable: str = ""
    copies: tuple[Grid, ...] = ()
    misheaded: tuple[tuple[BlockTerm, BoundRow, Cell], ...] = ()

    @property
    def present(self) -> bool:
        return bool(self.grids)

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], BoundCell]:
        """Every figure by row key and column name."""
        return {(cell.row, cell.column): cell for row in self.rows for cell in row.cells}

    @cached_property
    def by_name(self) -> Mapping[str, BoundRow]:
        """Rows by name, the first of each."""
        return {row.key: row for row in reversed(self.rows)}

    @property
    def strange(self) -> bool:
        """Whether at most one of its many rows is there: a table turned round, or next to nothing of it."""
        return sum(1 for row in self.rows if row.term) < 2 and len(self.term.rows) > 3

    @property
    def missing_rows(self) -> tuple[RowTerm, ...]:
        """Rows of the form that are not there, in the form's order."""
        return tuple(term for term in self.term.rows if term.name not in self.by_name)


@dataclass(frozen=True)
class View:
    """A report seen through a template: what checks look at.

    `due` is the template that governs the report's year, where the report uses the tables of another; `past`
    the agency's report of the year before, if at hand; `standing` where it stands among the run's reports.
    """

    document: Document
    template: Template
    year: int | None
    organ: str
    sections: tuple[BoundSection, ...]
    tables: Mapping[str, BoundTable] = field(default_factory=dict)
    due: Template | None = None
    past: Past | None = None
    standing: Standing | None = None

    @cached_property
    def by_section(self) -> Mapping[str, BoundSection]:
        """Sections by the template's name, the first of each; an empty one only where there is no other."""
        first = {bound.term.name: bound for bound in reversed(self.sections) if bound.term}
        return first | {bound.term.name: bound for bound in reversed(self.sections)
                        if bound.term and bound.section.content and not first[bound.term.name].section.content}

    def section(self, name: str) -> BoundSection | None:
        return self.by_section.get(name)
