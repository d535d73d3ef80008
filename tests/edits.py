"""What clerks, converters and pages do to a table: edits of a written table, by name, for case files."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from formats import Box, Sheet, Words

Blocks = Sheet | tuple[Words | Sheet, ...]


def row_of(sheet: Sheet, label: str | int) -> int:
    return label if isinstance(label, int) else sheet.find(label)[0]


def column_of(sheet: Sheet, label: str | int) -> int:
    return label if isinstance(label, int) else sheet.find(label)[1]


def is_figure(box: Box) -> bool:
    return bool(re.fullmatch(r"[+-]?\d+(\.\d+)?", box.text))


def renewed(sheet: Sheet, change: Callable[[Box], str]) -> Sheet:
    """The same table with other words in its cells, merged as before."""
    new = {box: Box(change(box)) for row in sheet.rows for box in row}
    return Sheet(tuple(tuple(new[box] for box in row) for row in sheet.rows))


# ---- rows -------------------------------------------------------------------------------------------


def drop(sheet: Sheet, *labels: str | int) -> Sheet:
    for label in labels:
        sheet = sheet.without_row(row_of(sheet, label))
    return sheet


def repeat(sheet: Sheet, label: str) -> Sheet:
    """A row twice; the groups' cells span both."""
    row, column = sheet.find(label)
    old = sheet.rows[row]
    copy: dict[Box, Box] = {}
    return sheet.insert(row + 1, [*old[:column], *(copy.setdefault(box, Box(box.text)) for box in old[column:])])


def move(sheet: Sheet, label: str, behind: str) -> Sheet:
    row = sheet.find(label)[0]
    rest = sheet.without_row(row)
    return rest.insert(rest.find(behind)[0] + 1, sheet.rows[row])


def add(sheet: Sheet, behind: str, label: str, *figures: object) -> Sheet:
    """A row of the table's own making in the group of the row above it."""
    row, column = sheet.find(behind)
    old = sheet.rows[row]
    name = Box(label)
    names = [name] * (len(old) - len(figures) - column)
    return sheet.insert(row + 1, [*old[:column], *names, *(Box(str(figure)) for figure in figures)])


def across(sheet: Sheet, at: int, text: str) -> Sheet:
    """One cell over the whole width, at a row's index (-1: at the end)."""
    return sheet.insert(len(sheet.rows) if at < 0 else at, [Box(text)] * len(sheet.rows[0]))


def blank_row(sheet: Sheet, at: int) -> Sheet:
    return sheet.insert(len(sheet.rows) if at < 0 else at, [Box("") for _ in sheet.rows[0]])


def shift(sheet: Sheet, label: str) -> Sheet:
    """A row's figures one column to the right, the last one lost."""
    row = sheet.find(label)[0]
    old = sheet.rows[row]
    first = next(i for i, box in enumerate(old) if is_figure(box))
    return sheet.with_row(row, [*old[:first], Box("0"), *old[first:-1]])


def lose(sheet: Sheet, label: str | int, column: str | int) -> Sheet:
    """One cell of a row is not there: what is behind it moves up."""
    row, column = row_of(sheet, label), column_of(sheet, column)
    return sheet.with_row(row, [*sheet.rows[row][:column], *sheet.rows[row][column + 1:]])


def lose_figures(sheet: Sheet, column: str | int) -> Sheet:
    """A column's figures are not there, its name is."""
    at = column_of(sheet, column)
    return Sheet(tuple((*row[:at], *row[at + 1:]) if is_figure(row[at]) else row for row in sheet.rows))


def only(sheet: Sheet, start: int, stop: int | None) -> Sheet:
    return Sheet(sheet.rows[start:stop])


def single(sheet: Sheet, group: str) -> Sheet:
    """A group's rows as one with the group's label, each figure their sum."""
    row, column = sheet.find(group)
    height = next((n for n, line in enumerate(sheet.rows[row:]) if line[column].text != group), 0)
    lines = sheet.rows[row:row + height]
    first = next(i for i, box in enumerate(lines[0]) if is_figure(box))
    sums = [Box(str(sum(int(line[c].text) for line in lines))) for c in range(first, len(lines[0]))]
    name = lines[0][column]
    merged = (*lines[0][:column], *[name] * (first - column), *sums)
    return Sheet((*sheet.rows[:row], merged, *sheet.rows[row + height:]))


# ---- columns ----------------------------------------------------------------------------------------


def drop_column(sheet: Sheet, label: str | int) -> Sheet:
    return sheet.without_column(column_of(sheet, label))


def swap_columns(sheet: Sheet, one: str | int, two: str | int) -> Sheet:
    a, b = column_of(sheet, one), column_of(sheet, two)
    order = {a: b, b: a}
    return Sheet(tuple(tuple(row[order.get(i, i)] for i in range(len(row))) for row in sheet.rows))


def subtotal_column(sheet: Sheet, label: str, behind: int, first: int) -> Sheet:
    """A column of sums that the form does not have, behind the columns it adds up."""
    rows = []
    for row in sheet.rows:
        parts = row[first:behind]
        if all(is_figure(box) for box in parts):
            new = Box(str(sum(int(box.text) for box in parts)))
        else:
            new = parts[-1] if parts[0] is parts[-1] else Box(label)
        rows.append((*row[:behind], new, *row[behind:]))
    return Sheet(tuple(rows))


def phantom(sheet: Sheet, count: int = 1) -> Sheet:
    """Empty columns at the right."""
    return Sheet(tuple((*row, *(Box("") for _ in range(count))) for row in sheet.rows))


def number_column(sheet: Sheet, header: int, label: str) -> Sheet:
    """A column of running numbers at the left, under a label."""
    head = Box(label)
    return Sheet(tuple((head if r < header else Box(str(r - header + 1)), *row) for r, row in enumerate(sheet.rows)))


def one_label_column(sheet: Sheet, count: int, join: bool) -> Sheet:
    """The label columns as one: the last label, or (`join`) all of them run together."""
    rows = []
    for row in sheet.rows:
        labels = [box.text for box in dict.fromkeys(row[:count])]
        rows.append((Box("".join(labels) if join else labels[-1]), *row[count:]))
    return Sheet(tuple(rows))


def columns(sheet: Sheet, start: int, stop: int) -> Sheet:
    return Sheet(tuple(row[start:stop] for row in sheet.rows))


# ---- words ------------------------------------------------------------------------------------------


def put(sheet: Sheet, row: str | int, cells: Mapping[str | int, object]) -> Sheet:
    line = row_of(sheet, row)
    spots = {column_of(sheet, column): str(text) for column, text in cells.items()}
    for column, text in spots.items():
        sheet = sheet.put(line, column, text)
    return sheet


def fill_row(sheet: Sheet, row: str | int, text: object) -> Sheet:
    """Every figure of a row."""
    line = row_of(sheet, row)
    return sheet.with_row(line, [Box(str(text)) if is_figure(box) else box for box in sheet.rows[line]])


def fill_column(sheet: Sheet, column: str | int, text: object) -> Sheet:
    at = column_of(sheet, column)
    return Sheet(tuple((*row[:at], Box(str(text)), *row[at + 1:]) if is_figure(row[at]) else row
                       for row in sheet.rows))


def words(sheet: Sheet, pattern: str, by: str) -> Sheet:
    """Every cell's words by a regular expression."""
    return renewed(sheet, lambda box: re.sub(pattern, by, box.text))


def broken(sheet: Sheet, row: int, cells: Mapping[int, Sequence[str]]) -> Sheet:
    """Labels whose second line stands in a row of its own."""
    for column, (first, _) in cells.items():
        sheet = sheet.put(row, column, first)
    above = sheet.rows[row]
    return sheet.insert(row + 1, [Box(cells[c][1]) if c in cells else box for c, box in enumerate(above)])


def figures(sheet: Sheet, pattern: str, by: str) -> Sheet:
    return renewed(sheet, lambda box: re.sub(pattern, by, box.text) if is_figure(box) else box.text)


def unspan(sheet: Sheet, row: int, start: int, stop: int) -> Sheet:
    """Merged cells that a row only continues, now empty cells of its own."""
    old = sheet.rows[row]
    return sheet.with_row(row, [*old[:start], *(Box("") for _ in range(start, stop)), *old[stop:]])


# ---- tables -----------------------------------------------------------------------------------------


def remove(sheet: Sheet) -> Blocks:
    return ()


def split(sheet: Sheet, label: str | int, between: str = "", header: int = 0) -> Blocks:
    """In two, with words between; the first `header` rows once more over the second part."""
    at = row_of(sheet, label)
    head = renewed(Sheet(sheet.rows[:header]), lambda box: box.text).rows
    parts = (Sheet(sheet.rows[:at]), Sheet((*head, *sheet.rows[at:])))
    return (parts[0], Words(between), parts[1]) if between else parts


def head_again(sheet: Sheet, label: str | int, header: int) -> Sheet:
    """The first rows once more in the middle of the table."""
    at = row_of(sheet, label)
    head = renewed(Sheet(sheet.rows[:header]), lambda box: box.text).rows
    return Sheet((*sheet.rows[:at], *head, *sheet.rows[at:]))


def renew_from(sheet: Sheet, label: str | int) -> Sheet:
    """The cells below a page break are new ones: merged labels begin again."""
    at = row_of(sheet, label)
    return Sheet((*sheet.rows[:at], *renewed(Sheet(sheet.rows[at:]), lambda box: box.text).rows))


def pieces(sheet: Sheet, *parts: tuple[str, int, int, int]) -> Blocks:
    """Several tables: a line above ("" for none), rows from and to, how many columns (0: all)."""
    found: list[Words | Sheet] = []
    for caption, start, stop, width in parts:
        found += [Words(caption)] if caption else []
        found.append(Sheet(tuple(row[:width or None] for row in sheet.rows[start:stop or None])))
    return tuple(found)


def blocks_apart(sheet: Sheet, header: int, *parts: tuple[str, int, int]) -> Blocks:
    """Blocks that stood side by side as tables of their own: a line above, columns from and to."""
    found: list[Words | Sheet] = []
    for caption, start, stop in parts:
        found += [Words(caption), Sheet(tuple(row[start:stop] for row in sheet.rows[header:]))]
    return tuple(found)


def beside(sheet: Sheet, before: str, after: str) -> Blocks:
    """With lines of words before and behind ("" for none)."""
    return (*((Words(before),) if before else ()), sheet, *((Words(after),) if after else ()))


def turned(sheet: Sheet) -> Sheet:
    """Rows as columns, columns as rows."""
    return Sheet(tuple(tuple(Box(row[c].text) for row in sheet.rows) for c in range(len(sheet.rows[0]))))


def twice(sheet: Sheet, between: str) -> Blocks:
    """The table once more behind a line of words."""
    return (sheet, Words(between), renewed(sheet, lambda box: box.text))


def other_table(sheet: Sheet, *rows: list[object]) -> Blocks:
    """Another table behind some words behind this one."""
    return (sheet, Words("申请提交渠道见下表。"), Sheet(tuple(tuple(Box(str(t)) for t in row) for row in rows)))


EDITS: Mapping[str, Callable[..., Blocks]] = {edit.__name__: edit for edit in (
    drop, repeat, move, add, across, blank_row, shift, lose, lose_figures, only, single, drop_column, swap_columns,
    subtotal_column, phantom, columns, number_column, one_label_column, put, fill_row, fill_column, unspan, words,
    broken, figures, remove, split, head_again, renew_from, pieces, blocks_apart, beside, turned, twice,
    other_table)}
