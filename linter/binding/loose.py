"""A table whose cells stand in running text, one a line or between blanks, put back into a grid.

Web pages saved as text and words copied from a PDF have no cells. Where every row of the form stands there by
its label with just as many figures behind it as it has columns, and the columns' labels stand before them in
the form's order, nothing is to guess. In any other case there is no grid, and the table stays unread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..figures import FigureKind, read_figure
from ..model import Cell, Grid, Origin, Segment, Text
from ..patterns import compiled
from ..records import dataclass
from ..terms import BlockTerm, ColumnTerm, RowTerm, TableTerm
from ..wording import bare

_TOKEN = compiled(r"\S+")
_PARTS = 4          # tokens of a label that blanks or line ends divide
_UNIT = 2           # characters of a unit behind a figure
_MOST = 500         # tokens of the words before a figure


@dataclass(frozen=True)
class Run:
    """Words, and the figures behind them up to the next words."""

    words: tuple[Text, ...]
    figures: tuple[Text, ...]


def loose_grid(term: TableTerm, texts: Sequence[Text], number: int) -> Grid | None:
    """The table of a section's texts, as the `number`th of the file; None where it is not all there."""
    layouts = {"matrix": _matrix, "stacked": _stacked, "across": _across}
    runs = tuple(_runs(texts))
    whole = term.layout in layouts and all(len(run.words) <= _MOST for run in runs)
    rows = layouts[term.layout](term, runs) if whole else None
    return _grid(rows, number) if rows else None


def _runs(texts: Sequence[Text]) -> Iterator[Run]:
    words: list[Text] = []
    figures: list[Text] = []
    for token in (text.slice(*hit.span()) for text in texts for hit in _TOKEN.finditer(text.value)):
        if _is_figure(token.value):
            figures.append(token)
            continue
        if figures:
            yield Run(tuple(words), tuple(figures))
            words, figures = [], []
        words.append(token)
    if figures:
        yield Run(tuple(words), tuple(figures))


def _is_figure(token: str) -> bool:
    figure = read_figure(token)
    if figure.kind is FigureKind.REMARKED:
        return len(figure.unit) <= _UNIT
    return figure.kind in (FigureKind.NUMBER, FigureKind.MARK)


Rows = list[list[Text]]


def _matrix(term: TableTerm, runs: tuple[Run, ...]) -> Rows | None:
    block = term.blocks[0]
    header = _header(block, runs[0].words) if runs else None
    data = _data(block.rows, runs, len(block.columns))
    if header is None or data is None or len(block.rows) != len(runs):
        return None
    return [[Text("", (), header[0].base), *header], *data]


def _stacked(term: TableTerm, runs: tuple[Run, ...]) -> Rows | None:
    rows: Rows = []
    for block in term.blocks:
        own, runs = runs[:len(block.rows)], runs[len(block.rows):]
        header = _header(block, own[0].words) if own else None
        data = _data(block.rows, own, len(block.columns))
        if header is None or data is None:
            return None
        rows += [[Text("", (), header[0].base), *header], *data]
    return None if runs else rows


def _across(term: TableTerm, runs: tuple[Run, ...]) -> Rows | None:
    columns = [column for block in term.blocks for column in block.columns]
    if len(runs) != 1 or len(runs[0].figures) != len(columns):
        return None
    words = runs[0].words
    header = _in_order(words, [_labels(column) for column in columns])
    names = _in_order(words, [_labels(block.rows[0]) for block in term.blocks])
    if header is None or names is None:
        return None
    above = [name for name, block in zip(names, term.blocks, strict=True) for _ in block.columns]
    return [above, header, list(runs[0].figures)]


def _header(block: BlockTerm, words: Sequence[Text]) -> list[Text] | None:
    """The printed labels of a block's columns. Those under one label stand in the form's order, and each
    only once."""
    found = {column.name: _places(words, _labels(column)) for column in block.columns}
    if any(len(places) != 1 for places in found.values()):
        return None
    parents = {column.parent for column in block.columns}
    for parent in parents:
        places = [found[column.name][0][0] for column in block.columns if column.parent == parent]
        if places != sorted(places):
            return None
    return [_joined(words[slice(*found[column.name][0])]) for column in block.columns]


def _data(terms: Sequence[RowTerm], runs: Sequence[Run], width: int) -> Rows | None:
    """The form's rows in the order of the text, each with its label and figures."""
    left = {row.name: _labels(row) for row in terms}
    rows: Rows = []
    for run in runs:
        label = _last_label(run.words, left)
        if label is None or len(run.figures) != width:
            return None
        del left[label[0]]
        rows.append([label[1], *run.figures])
    return None if left else rows


def _last_label(words: Sequence[Text], left: Mapping[str, frozenset[str]]) -> tuple[str, Text] | None:
    """The row whose label stands right before the figures, the longest such; None for none."""
    for start in range(max(0, len(words) - _PARTS), len(words)):
        text = _joined(words[start:])
        name = next((name for name, labels in left.items() if bare(text.value) in labels), "")
        if name:
            return name, text
    return None


def _in_order(words: Sequence[Text], wanted: Sequence[frozenset[str]]) -> list[Text] | None:
    """Labels one behind the other; None unless all stand there, and none of them once more."""
    found: list[Text] = []
    start = 0
    for labels in wanted:
        place = next(iter(_places(words[start:], labels)), None)
        if place is None:
            return None
        found.append(_joined(words[start + place[0]:start + place[1]]))
        start += place[1]
    times = sum(len(_places(words, labels)) for labels in set(wanted))
    return found if times == len(wanted) else None


def _places(words: Sequence[Text], labels: frozenset[str]) -> list[tuple[int, int]]:
    """From where to where a label stands among words."""
    found: list[tuple[int, int]] = []
    for start in range(len(words)):
        for stop in range(start + 1, min(start + _PARTS, len(words)) + 1):
            if bare("".join(word.value for word in words[start:stop])) in labels:
                found.append((start, stop))
                break
    return found


def _labels(term: RowTerm | ColumnTerm) -> frozenset[str]:
    return frozenset(bare(label) for label in (term.label, *term.aliases))


def _joined(words: Sequence[Text]) -> Text:
    """Words one behind the other as one text."""
    if len(words) == 1:
        return words[0]
    value, segments = "", []
    for word in words:
        segments += [Segment(len(value) + part.start, part.line, part.column) for part in word.segments]
        value += word.value
    return Text(value, tuple(segments), words[0].base)


def _grid(rows: Rows, number: int) -> Grid:
    made = tuple(tuple(_cells(row, index)) for index, row in enumerate(rows))
    first, last = made[0][-1].text.origin(), made[-1][-1].text.origin()
    origin = Origin(first.line, first.column, last.end_line, last.end_column, first.paragraph, table=number)
    return Grid(made, number, origin)


def _cells(row: list[Text], index: int) -> Iterator[Cell]:
    """Cells; words that stand in several slots are one cell."""
    cell: Cell | None = None
    for column, text in enumerate(row):
        if cell is None or cell.text is not text:
            cell = Cell(text, index, column, 1, sum(other is text for other in row[column:]))
        yield cell
