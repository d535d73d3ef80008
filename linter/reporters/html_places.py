"""Places of findings as the HTML page shows them: lines with their words marked, tables with their cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..annotate.evening import evened
from ..display import printable, window
from ..findings import Place, Report
from ..model import Block, Cell, Grid, Origin, Source
from ..patterns import compiled
from ..records import dataclass

_LINE_SHOWN = 240  # columns of a source line: two or three lines of the page
_CELL_SHOWN = 120  # columns of a cell's words
_SLOTS_SHOWN = 3000  # slots of a table that is drawn; the form's largest has 280

Spot = tuple[int, int, int]
"""Where a cell begins: line, column, 0 in formats that have lines, else table, row, cell."""

_FIGURE = compiled(r"\d[\d,，]*(?:\.\d+)?\D{0,2}")
_NOWHERE: Spot = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line or paragraph of the file around the words that are marked; `line` 0 where there are no lines."""

    line: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table's cell: the numbers of the findings that are about it, and of those that it takes part in. `head` says
    what it is the heading of ("col", "colgroup", "row", "rowgroup"), "" for a figure."""

    words: str
    head: str
    rowspan: int
    colspan: int
    wrong: tuple[int, ...]
    partner: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One of the report's tables, drawn again. `number` is the how-manieth of the file."""

    number: int
    rows: tuple[tuple[Drawn, ...], ...]


def shown_blocks(report: Report) -> tuple[Block, ...]:
    """The paragraphs and tables that the page shows of a report; it needs no others."""
    paragraphs = {finding.place.origin.paragraph for finding in report.findings} - {0}
    spots = _spots(report)
    return tuple(
        block for block in report.source.blocks
        if (_marked(block, spots) if isinstance(block, Grid) else block.text.base.paragraph in paragraphs)
    )


# ---- lines ------------------------------------------------------------------------------------------


def excerpt(place: Place, source: Source) -> Excerpt | None:
    """The place's line, or paragraph, with its words; None for a cell and for no place."""
    origin = place.origin
    if 0 < origin.line <= len(source.lines):
        line = source.lines[origin.line - 1]
        end = origin.end_column - 1 if origin.end_line == origin.line else len(line)
        return _around(line, origin.column - 1, end, origin.line)
    if origin.paragraph:
        return _paragraph(origin, source)
    return None


def _paragraph(origin: Origin, source: Source) -> Excerpt | None:
    for block in source.blocks:
        if not isinstance(block, Grid) and block.text.base.paragraph == origin.paragraph:
            start = origin.offset - block.text.base.offset
            if 0 <= start <= len(block.text.value):
                return _around(block.text.value, start, start + origin.length, 0)
    return None


def _around(line: str, start: int, end: int, number: int) -> Excerpt:
    words = printable(line).rstrip()
    first = min(max(0, start), len(words))
    shown, first, last = window(words, first, min(max(first, end), len(words)), _LINE_SHOWN)
    return Excerpt(number, shown[:first], shown[first:last], shown[last:])


# ---- tables -----------------------------------------------------------------------------------------


def tables(report: Report) -> Iterator[Table]:
    """The tables that findings point into, each once, with the cells marked."""
    spots = _spots(report)
    for block in report.source.blocks:
        if isinstance(block, Grid) and _marked(block, spots):
            grid = evened(block)
            yield Table(grid.number, tuple(_row(grid, number, spots) for number in range(len(grid.rows))))


@dataclass(frozen=True, slots=True)
class Spots:
    """The numbers of the findings (from 1) by the cells they are about, and by those that take part."""

    wrong: Mapping[Spot, tuple[int, ...]]
    partner: Mapping[Spot, tuple[int, ...]]


def _spots(report: Report) -> Spots:
    wrong: dict[Spot, tuple[int, ...]] = {}
    partner: dict[Spot, tuple[int, ...]] = {}
    for number, finding in enumerate(report.findings, 1):
        about = _spot(finding.place.origin)
        wrong[about] = (*wrong.get(about, ()), number)
        for spot in dict.fromkeys(_spot(r.place.origin) for r in finding.related if _spot(r.place.origin) != about):
            partner[spot] = (*partner.get(spot, ()), number)
    wrong.pop(_NOWHERE, None)
    partner.pop(_NOWHERE, None)
    return Spots(wrong, partner)


def _spot(origin: Origin) -> Spot:
    return (origin.line, origin.column, 0) if origin.line else (origin.table, origin.row, origin.cell)


def _marked(grid: Grid, spots: Spots) -> bool:
    """Whether a finding is about one of the cells, in a table small enough to be drawn."""
    cells = (cell for row in grid.rows for cell in row)
    return len(grid.rows) * grid.width <= _SLOTS_SHOWN and any(
        _spot(cell.text.origin()) in spots.wrong for cell in cells
    )


def _row(grid: Grid, number: int, spots: Spots) -> tuple[Drawn, ...]:
    """The cells that begin in a row; a merged cell is drawn once."""
    drawn = []
    names = _names(grid.rows[number])
    for column, cell in enumerate(grid.rows[number]):
        if (cell.row, cell.column) == (number, column):
            spot = _spot(cell.text.origin())
            words, _, _ = window(printable(cell.text.value).strip(), 0, 0, _CELL_SHOWN)
            drawn.append(Drawn(
                words, _head(cell, column, names), min(cell.rowspan, len(grid.rows) - number), cell.colspan,
                spots.wrong.get(spot, ()), spots.partner.get(spot, ()),
            ))
    return tuple(drawn)


def _head(cell: Cell, column: int, names: int | None) -> str:
    """What a cell of a row that begins with so many slots of names is the heading of."""
    if not cell.text.value.strip() or (names is not None and column >= names):
        return ""
    of, span = ("col", cell.colspan) if names is None else ("row", cell.rowspan)
    return f"{of}group" if span > 1 else of


def _names(row: tuple[Cell, ...]) -> int | None:
    """How many slots with names, and blanks between them, come before the figures; None in a row of names only, for
    what stands below."""
    figure = next((index for index, cell in enumerate(row) if not _is_name(cell) and cell.text.value.strip()), None)
    last = max((index + 1 for index, cell in enumerate(row[:figure]) if _is_name(cell)), default=0)
    return None if figure is None and len(row) - last < 2 else last


def _is_name(cell: Cell) -> bool:
    """Whether a cell holds words, not a figure, its unit included, or nothing."""
    words = cell.text.value.strip()
    return any(map(str.isalpha, words)) and not _FIGURE.fullmatch(words)
