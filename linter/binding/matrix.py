"""A table with one header and rows in groups: each figure gets its row's and column's name.

Reports lose merged cells in many ways. Where all rows are equally wide a column is a column; elsewhere
the header is read in order (a label that spans others is replaced by them) and figures are counted from
the row's label on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..figures import FigureKind, read_figure
from ..findings import Place
from ..model import Cell, Grid, Text
from ..terms import BoundCell, BoundColumn, BoundRow, BoundTable, RowTerm, TableTerm
from ..wording import bare
from .labels import number, similarity
from .matrix_words import Leaf, RawRow, Words, strange_groups
from .slots import Row, aligned, blank, distinct, label_end, text_of, trimmed, usual_width
from .slots import number as is_number


def bind_matrix(term: TableTerm, grids: tuple[Grid, ...], section: str) -> BoundTable:
    """Names the rows, columns and figures of a table that may be torn into several grids."""
    words = Words.of(term)
    place = Place(grids[0].origin, section, term.title)
    raw = list(_raw_rows(words, grids))
    leaves = max((row.leaves for row in raw), key=_known, default=())
    missing = tuple((term.blocks[0], column) for column in term.columns
                    if column.label and column.name not in {leaf.name for leaf in leaves if not leaf.implied})
    columns = tuple(BoundColumn(leaf.name, text_of(leaf.cell),
                                Place(leaf.cell.text.origin(), section, term.title, "", text_of(leaf.cell)))
                    for leaf in leaves)
    rows = tuple(_bound_rows(words, raw, section))
    return BoundTable(term, place, grids, rows, columns, missing, misheaded=tuple(strange_groups(words, raw, rows)))


def _known(leaves: tuple[Leaf, ...]) -> int:
    return len({leaf.name for leaf in leaves if leaf.name})


def _raw_rows(words: Words, grids: tuple[Grid, ...]) -> Iterator[RawRow]:
    leaves: tuple[Leaf, ...] = ()
    for grid in grids:
        rows = trimmed(grid)
        first = next((i for i, row in enumerate(rows) if _is_data(words, row)), len(rows))
        own = _leaves(words, rows[:first], rows[first:])
        if not own or not words.columns.full:
            own = _only_column(words, grid)
        leaves = own if _known(own) or not leaves else leaves
        start, width = _start(words, rows[first:]), usual_width(rows)
        for row in rows[first:]:
            if words.column_hits(row) < 2:
                yield from _split(words, row, start if len(row) == width else 0, leaves, grid)


def _is_data(words: Words, row: Row) -> bool:
    if words.column_hits(row) >= 2:
        return False
    if _label_index(words, row) is not None:
        return True
    return sum(1 for _, cell in distinct(row) if is_number(cell)) >= 3


def _label_index(words: Words, row: Row) -> int | None:
    """The slot of the last cell before the figures that is a row's label; None where no figure follows
    (a header may well use the same words), unless words are filled in there."""
    wordy = distinct(row[:-1]) if words.wordy else ()
    found = next((index for index, cell in wordy if words.row(cell.text.value) in words.wordy), None)
    if found is not None:
        return found
    last = max((i for i, cell in enumerate(row) if read_figure(cell.text.value).kind is not FigureKind.TEXT),
               default=-1)
    for index, cell in distinct(row[:max(last, 0)]):
        if is_number(cell):
            if found is None:  # a column of running numbers
                continue
            break
        if words.row(cell.text.value):
            found = index
    return found


def _start(words: Words, rows: tuple[Row, ...]) -> int:
    """The first column of figures in the rows of usual width: behind the labels. 0 where no width is usual
    (slots of merged cells left out)."""
    width = usual_width(rows)
    ends = [label_end(row, index) for row in rows if len(row) == width and words.column_hits(row) < 2
            and (index := _label_index(words, row)) is not None]
    if not width:
        return 0
    counts = Counter(ends)
    usual = max(counts, key=counts.__getitem__, default=0)
    return max(usual, min(_behind_words(tuple(row for row in rows if len(row) == width)),
                          width - len(words.term.columns)))


def _behind_words(rows: tuple[Row, ...]) -> int:
    """The first column from which on hardly a cell holds words: also labels nobody knows are labels."""
    for index in reversed(range(len(rows[0]))):
        texts = sum(1 for row in rows if read_figure(row[index].text.value).kind is FigureKind.TEXT)
        if texts * 10 > len(rows):
            return index + 1
    return 0


def _only_column(words: Words, grid: Grid) -> tuple[Leaf, ...]:
    """The one column of a table that has no more, where there is no header: what stands behind the labels."""
    columns = words.term.columns
    return (Leaf(columns[0].name, Cell(Text("", (), grid.origin), 0, 0), True),) if len(columns) == 1 else ()


# ---- header ---------------------------------------------------------------------------------------


def _leaves(words: Words, header: tuple[Row, ...], data: tuple[Row, ...]) -> tuple[Leaf, ...]:
    """The columns of figures, by place where that is possible, in reading order else."""
    hit = tuple(row for row in header if words.column_hits(row))
    printed = frozenset(bare(cell.text.value) for row in header for cell in row)
    by_order = _named(words, _reading_order(words, hit), printed)
    if not header or not aligned(header) or len(header[0]) != usual_width(header + data):
        return by_order
    by_place = _named(words, _lowest(header, _start(words, data)), printed)
    return by_place if _known(by_place) >= _known(by_order) else by_order


def _lowest(header: tuple[Row, ...], start: int) -> list[Cell]:
    """Per column of figures the lowest header cell that is not blank."""
    width = len(header[0])
    return [next((row[index] for row in reversed(header) if not blank(row[index])), header[-1][index])
            for index in range(start, width)]


def _reading_order(words: Words, header: tuple[Row, ...]) -> list[Cell]:
    found: list[Cell] = []
    for depth, row in enumerate(header):
        cells = _labels(row)
        if depth and found:
            break
        for cell in cells:
            if bare(cell.text.value) in words.parents and depth + 1 < len(header):
                known = {bare(other.text.value) for other in cells}
                found += [c for c in _labels(header[depth + 1]) if bare(c.text.value) not in known]
            elif found or words.columns.exact(cell.text.value):
                found.append(cell)
    return found


def _labels(row: Row) -> list[Cell]:
    """The labels of a header row in order, each once: a label repeated for a merged cell is one."""
    found: dict[str, Cell] = {}
    for _, cell in distinct(row):
        if not blank(cell):
            found.setdefault(bare(cell.text.value), cell)
    return list(found.values())


def _named(words: Words, cells: list[Cell], printed: frozenset[str]) -> tuple[Leaf, ...]:
    """The columns by name. `printed`: all the header's labels; the end of one may stand in a row of its own."""
    names = [words.columns.full.get(bare(cell.text.value), "") for cell in cells]
    taken = set(names)
    for index, cell in enumerate(cells):
        if not names[index] and not blank(cell):
            names[index] = (words.columns.near(cell.text.value, lambda name: name not in taken)
                            or words.broken(cell.text.value, printed))
            taken.add(names[index])
    return tuple(Leaf(name, cell) for name, cell in zip(names, cells, strict=True))


# ---- rows -----------------------------------------------------------------------------------------


def _split(words: Words, row: Row, start: int, leaves: tuple[Leaf, ...], grid: Grid) -> Iterator[RawRow]:
    """A row's labels and figures; nothing for an empty row or a remark across the table."""
    width = len(leaves) or len(words.term.columns)
    end = max(start, _label_end(words, row)) if start else _label_width(words, row, width)
    labels = tuple(cell for _, cell in distinct(row[:end]) if not blank(cell))
    values = _fitted(row[end:], width)
    if any(is_number(cell) for cell in values) or _label_index(words, row) is not None:
        yield RawRow(labels, values, leaves, grid)


def _label_end(words: Words, row: Row) -> int:
    index = _label_index(words, row)
    return 0 if index is None else label_end(row, index)


def _label_width(words: Words, row: Row, width: int) -> int:
    end = _label_end(words, row)
    if end:
        return end
    texts = [i for i, cell in distinct(row) if not blank(cell) and not is_number(cell)]
    least = len(row) - width
    return max(least, 1) if not texts or least > texts[0] else label_end(row, texts[0])


def _fitted(values: Row, width: int) -> Row:
    """Exactly `width` figures, if blank slots of a lost merge in front or behind can be left out."""
    while len(values) > width and blank(values[0]):
        values = values[1:]
    while len(values) > width and blank(values[-1]):
        values = values[:-1]
    return values


def _bound_rows(words: Words, raw: list[RawRow], section: str) -> Iterator[BoundRow]:
    names = _match_all(words, raw)
    terms = {row.name: row for row in words.term.rows}
    seen: dict[str, int] = {}
    group = ""
    for row, name in zip(raw, names, strict=True):
        own = [found for cell in row.labels if (found := words.groups.exact(cell.text.value))]
        term = terms.get(name)
        group = _group(term, own, group)
        key = name or (own[-1] if own and len(own) == len(row.labels) else _unknown_key(row))
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}#{seen[key]}"
        yield _bound_row(words, row, unique, term, group, section, seen[key] > 1)


def _unknown_key(row: RawRow) -> str:
    return "?" + (bare(row.labels[-1].text.value) if row.labels else "")


def _group(term: RowTerm | None, own: list[str], current: str) -> str:
    if term:
        return term.group[-1] if term.group else ""
    return own[-1] if own else current


def _bound_row(words: Words, row: RawRow, key: str, term: RowTerm | None, group: str, section: str,
               repeats: bool) -> BoundRow:
    bare_of_label = term is not None and _unlabelled(words, row)
    table = words.term
    label = text_of(row.labels[-1]) if row.labels and not bare_of_label else ""
    origin = (row.labels[-1] if row.labels else row.values[0]).text.origin()
    place = Place(origin, section, table.title, label)
    short = max(0, len(row.leaves) - len(row.values)) if row.leaves else 0
    cells = () if short or len(row.values) > len(row.leaves) else tuple(
        _bound_cell(table, key, leaf.name, cell, section, label)
        for leaf, cell in zip(row.leaves, row.values, strict=True) if leaf.name)
    return BoundRow(key, term, label, group, place, cells, short, repeats)


def _bound_cell(table: TableTerm, row: str, column: str, cell: Cell, section: str, label: str) -> BoundCell:
    printed = next((term.label for term in table.columns if term.name == column), column)
    place = Place(cell.text.origin(), section, table.title, label, printed)
    return BoundCell(row, column, read_figure(cell.text.value), cell, place)


def _match_all(words: Words, raw: list[RawRow]) -> list[str]:
    """The name of each row, "" for one the form does not know: sure matches first, then near ones."""
    names = [_match(words, row) for row in raw]
    taken = set(names)
    for index, row in enumerate(raw):
        if not names[index] and row.labels:
            names[index] = _match_near(words, row, taken)
            taken.add(names[index])
    order = [term.name for term in words.term.rows]
    for index in range(1, len(raw) - 1):
        if _unlabelled(words, raw[index]) and not names[index]:
            names[index] = _between(order, names[index - 1], names[index + 1])
    return names


def _unlabelled(words: Words, row: RawRow) -> bool:
    """Whether a row has no label but those of the groups it stands in."""
    texts = [cell.text.value for cell in row.labels]
    return all(words.groups.exact(text) and not words.row(text) for text in texts)


def _between(order: list[str], above: str, below: str) -> str:
    """The only row of the form between two rows, "" for none or several."""
    if above not in order or below not in order or order.index(below) != order.index(above) + 2:
        return ""
    return order[order.index(above) + 1]


def _match(words: Words, row: RawRow) -> str:
    candidates = [cell.text.value for cell in reversed(row.labels)]
    candidates.append("".join(cell.text.value for cell in row.labels))
    return next((name for text in candidates if (name := words.row(text))), "")


def _match_near(words: Words, row: RawRow, taken: set[str]) -> str:
    """A label with a slip: alike, or half alike with the same number in the same group."""
    label = row.labels[-1].text.value
    if words.groups.exact(label):
        return ""
    own = next((name for cell in row.labels if (name := words.groups.exact(cell.text.value))), "")
    near = words.rows.near(label, lambda name: name not in taken)
    if near or not own or not number(label):
        return near
    return next((term.name for term in words.term.rows
                 if term.group[-1:] == (own,) and term.name not in taken
                 and number(term.label) == number(label)
                 and similarity(bare(term.label), bare(label)) >= 0.6), "")
