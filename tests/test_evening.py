"""Tables with a cell a line made even: a figure stands under its column's name, a heading above what it covers."""

from __future__ import annotations

import pytest
from reportlint.annotate.evening import evened
from reportlint.model import Cell, Grid, Origin, Text

CASES = {
    "figures at the right": ("甲 乙 丙|丁 1", "甲 乙 丙|丁 丁 1"),
    "several names before figures": ("头 自 法 总|甲 子 1 2 3|乙 1 2 3", "头 头 自 法 总|甲 子 1 2 3|乙 乙 1 2 3"),
    "a blank figure": ("甲 乙 1 2|丙 - -|丁 3 4", "甲 乙 1 2|丙 丙 - -|丁 丁 3 4"),
    "one heading over all": ("条|甲 乙|丙 1", "条 条|甲 乙|丙 1"),
    "headings as wide as what is below": ("条|信 决|许 1|甲 乙 丙", "条 条 条|信 信 决|许 许 1|甲 乙 丙"),
    "divided headings": ("头 申|- 自 法 总|- - 企 研 -|甲 1 2 3 4|甲 乙 1 2 3 4",
                         "头 头 申 申 申 申|- - 自 法 法 总|- - - 企 研 -|甲 甲 1 2 3 4|甲 乙 1 2 3 4"),
    "halves": ("复 诉|维 总 直 后|- - 维 总 维 总|1 2 3 4 5 6",
               "复 复 诉 诉 诉 诉|维 总 直 直 后 后|- - 维 总 维 总|1 2 3 4 5 6"),
    "figures alone": ("甲 乙 丙|1 2", "甲 乙 丙|1 2"),
    "even already": ("甲 乙|1 2", "甲 乙|1 2"),
    "a row of blanks": ("甲 乙 丙|- -", "甲 乙 丙|- - -"),
}
"""Rows before and after: a cell that covers several columns stands in each, "-" is a blank."""


def grid(rows: str) -> Grid:
    made = tuple(tuple(Cell(Text("" if word == "-" else word, (), Origin(table=1, row=r + 1, cell=c + 1)), r, c)
                       for c, word in enumerate(row.split())) for r, row in enumerate(rows.split("|")))
    return Grid(made, 1)


@pytest.mark.parametrize("name", CASES)
def test_even(name: str) -> None:
    before, after = CASES[name]
    made = evened(grid(before))
    assert "|".join(" ".join(cell.text.value or "-" for cell in row) for row in made.rows) == after
    for row in made.rows:
        assert all(row[cell.column] is cell and cell.colspan == row.count(cell) for cell in row)
    places = [cell.text.base for row in made.rows for cell in dict.fromkeys(row)]
    assert places == [cell.text.base for row in grid(before).rows for cell in row]


def test_merged_cells_are_left_as_they_are() -> None:
    wide = Cell(Text("甲"), 0, 0, 1, 2)
    given = Grid(((wide, wide), (Cell(Text("乙"), 1, 0),)), 1)
    assert evened(given) is given
