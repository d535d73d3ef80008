"""Tables on pages some of whose lines are missing: said to be unread, or read exactly; never a false finding."""

from __future__ import annotations

# ruff: noqa: E402
import random
import sys
from pathlib import Path

import pytest

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "readers")]

from drawing import Page, grid_cells, ofd_of, pdf_of
from formats import Sheet, read_model
from generated import PITCH, SIZE, Press, height
from mutations import MODEL
from reportlint import lint_bytes
from reportlint.findings import Report
from reportlint.model import Grid
from reportlint.readers import read

SEEDS = range(12)


class Broken(Press):
    """Draws tables with some of their lines left out: `lost` takes them from the sets of level and upright units, which
    are (row, column) of the line above, and left of, a slot."""

    def __init__(self, seed: int, lost) -> None:
        super().__init__(random.Random(seed))
        self.lost, self.luck = lost, random.Random(seed + 1)

    def _draw(self, sheet, piece, xs, lines):
        if not piece:
            return
        page, tops = self.pages[-1], [self.y]
        for _, count in piece:
            tops.append(tops[-1] + height(count))
        rows = [sheet.rows[r] for r, _ in piece]
        level = {(i, j) for i in range(len(rows) + 1) for j in range(len(rows[0]))
                 if i in (0, len(rows)) or rows[i - 1][j] is not rows[i][j]}
        upright = {(i, j) for i in range(len(rows)) for j in range(len(rows[0]) + 1)
                   if j in (0, len(rows[0])) or rows[i][j - 1] is not rows[i][j]}
        self.lost(self.luck, level, upright, len(rows), len(rows[0]))
        page.lines += [(xs[j], tops[i], xs[j + 1], tops[i]) for i, j in sorted(level)]
        page.lines += [(xs[j], tops[i], xs[j], tops[i + 1]) for i, j in sorted(upright)]
        for box in dict.fromkeys(box for row in rows for box in row):
            held = [i for i, row in enumerate(rows) if box in row]
            left, room = xs[rows[held[0]].index(box)], tops[held[-1] + 1] - tops[held[0]]
            count = int((room - 6) / PITCH + 0.01)
            for number, words in enumerate(lines[box][:count]):
                page.text(left + 3, tops[held[0]] + 3 + number * PITCH, words, SIZE)
            del lines[box][:count]
        self.y = tops[-1] + 12


def units(luck, level, upright, *_):
    for _ in range(luck.randrange(1, 6)):
        chosen = luck.choice((level, upright))
        chosen.discard(luck.choice(sorted(chosen)))


def whole_lines(luck, level, upright, rows, columns):
    if luck.random() < 0.5:
        row = luck.randrange(rows + 1)
        level -= {unit for unit in level if unit[0] == row}
    else:
        column = luck.randrange(columns + 1)
        upright -= {unit for unit in upright if unit[1] == column}


def around_a_slot(luck, level, upright, rows, columns):
    i, j = luck.randrange(rows), luck.randrange(columns)
    level -= {(i, j), (i + 1, j)}
    upright -= {(i, j), (i, j + 1)}


def nothing(*_):
    pass


def printed(seed: int, lost, made=pdf_of, change=None) -> Report:
    press, report = Broken(seed, lost), read_model(MODEL)
    for block in (change(report) if change else report).blocks:
        if isinstance(block, Sheet):
            press.table(block)
        else:
            press.words(block.text + ("。" + "依法公开各类信息" * 9) * (0 if block.level else seed % 4))
    return lint_bytes(f"报告.{'pdf' if made is pdf_of else 'ofd'}", made(*press.pages))


def of_tables(report: Report) -> list[str]:
    return [f"{found.rule} {found.message}" for found in report.findings if found.rule[:2] in ("T2", "T3", "T4")]


def unread(report: Report) -> set[str]:
    return {item.rule[:2] for item in report.unjudged if item.rule != "T3-CARRY"} & {"T2", "T3", "T4"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("lost", [units, whole_lines, around_a_slot])
def test_lines_that_are_missing_make_no_finding(lost, seed):
    report = printed(seed, lost, (pdf_of, ofd_of)[seed % 2])
    assert of_tables(report) == []


def test_the_whole_table_is_read():
    for seed in SEEDS[:4]:
        report = printed(seed, nothing)
        assert (of_tables(report), unread(report)) == ([], set())


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_wrong_is_found_or_said_to_be_unread(seed):
    def wrong(report):
        return report.change(2, lambda sheet: sheet.put(3, 4, "77"))

    report = printed(seed, units, change=wrong)
    assert "T4" in unread(report) or any(found.startswith("T4-TOT") for found in of_tables(report))


def without(*gone):
    """The units to leave out of the first table."""
    left = [True]

    def lost(_, level, upright, *__):
        for kind, unit in gone if left else ():
            (level if kind == "level" else upright).discard(unit)
        left.clear()

    return lost


ONE = {
    "beside a figure": [("upright", (2, 1))],
    "between figures": [("upright", (3, 2))],
    "below a label": [("level", (6, 0))],
    "below a figure": [("level", (3, 2))],
    "around a corner": [("upright", (3, 2)), ("level", (4, 2))],
    "below a whole row": [("level", (13, j)) for j in range(4)],
    "beside all figures": [("upright", (i, 1)) for i in range(14)],
}


@pytest.mark.parametrize("gone", ONE.values(), ids=ONE)
def test_one_line_is_missing(gone):
    report = printed(0, without(*gone))
    assert (of_tables(report), unread(report)) == ([], {"T2"})
    assert any("框线不全" in item.reason for item in report.unjudged if item.rule.startswith("T2"))


def grid_of(page: Page) -> Grid:
    grid, = (block for block in read("r.pdf", pdf_of(page)).blocks if isinstance(block, Grid))
    return grid


def test_figures_too_long_for_their_cells_are_whole():
    page = Page()
    rows = [["一、本年新收政府信息公开申请数量", "38337", "14569", "20661"],
            ["二、上年结转政府信息公开申请数量", "74855", "95010", "93374"]]
    page.table(90, 100, [120, 25, 25, 25], [34, 34], grid_cells(rows))
    grid = grid_of(page)
    assert [[cell.text.value for cell in row] for row in grid.rows] == rows
    assert grid.unread == ""


MERGED = {
    "a label over rows, its lines as far apart as the rows": [(0, 0, 3, 1, "不予公开的情形及其数量")],
    "a label of single characters": [(0, 0, 3, 1, "总\n\n计")],
    "a label over columns": [(0, 0, 1, 2, "法人或其他组织申请数量")],
    "a word set wide over columns": [(0, 0, 1, 2, "总　　　　计")],
}


@pytest.mark.parametrize("cells", MERGED.values(), ids=MERGED)
def test_merged_cells_are_merged(cells):
    taken = {(r + i, c + j) for r, c, down, across, _ in cells for i in range(down) for j in range(across)}
    rest = [(r, c, 1, 1, str(r * 3 + c)) for r in range(3) for c in range(3) if (r, c) not in taken]
    page = Page()
    page.table(90, 100, [70, 70, 70], [19, 19, 19], [*cells, *rest])
    grid = grid_of(page)
    assert grid.unread == ""
    assert sum(cell is grid.rows[0][0] for row in grid.rows for cell in row) == len(taken)


def test_a_side_that_is_open_at_one_row_is_doubted():
    """As browsers draw a cut label: its box ends before its last row."""
    def drawn():
        page = Page()
        figures = [(row, 1, 1, 1, str(row)) for row in range(8)]
        page.table(90, 100, [70, 70], [20] * 8, [(0, 0, 7, 1, "甲"), (7, 0, 1, 1, ""), *figures])
        return page

    page = drawn()
    assert grid_of(page).unread == ""
    page.lines.remove((90, 240, 90, 260))
    page.lines = [line for line in page.lines if line != (90, 260, 160, 260)]
    assert "框线不全" in grid_of(page).unread
