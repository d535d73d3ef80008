"""Tables whose cells are shown by their ground, by frames with round corners, by dashes: read, or said to be unread."""

from __future__ import annotations

import pytest
from drawing import Page, grid_cells, ofd_of, pdf_of
from reportlint.model import Grid
from reportlint.readers import read

WRITERS = {"pdf": ("r.pdf", pdf_of), "ofd": ("r.ofd", ofd_of)}
CELLS = [(0, 0, 1, 2, "信息内容"), (0, 2, 1, 1, "总计"), (1, 0, 2, 1, "规章"), (1, 1, 1, 1, "制发"), (1, 2, 1, 1, "7"),
         (2, 1, 1, 1, "废止"), (2, 2, 1, 1, "12")]
WIDTHS, HEIGHTS = [90, 90, 60], [20, 20, 20]
READ = [["信息内容", "信息内容", "总计"], ["规章", "制发", "7"], ["规章", "废止", "12"]]


@pytest.fixture(params=WRITERS)
def source(request):
    name, write = WRITERS[request.param]
    return lambda *pages: read(name, write(*pages))


def grids(source):
    return [([[cell.text.value for cell in row] for row in block.rows], bool(block.unread))
            for block in source.blocks if isinstance(block, Grid)]


def places(gap=0.0):
    """The box of each cell of CELLS; that much free on each side."""
    xs = [90 + sum(WIDTHS[:i]) for i in range(4)]
    ys = [200 + sum(HEIGHTS[:i]) for i in range(4)]
    return [(xs[column] + gap, ys[row] + gap, xs[column + across] - gap, ys[row + down] - gap)
            for row, column, down, across, _ in CELLS]


def written(grounds=(), lines=False):
    page = Page(grounds=list(grounds))
    page.table(90, 200, WIDTHS, HEIGHTS, CELLS)
    if not lines:
        page.lines.clear()
    return page


@pytest.mark.parametrize("gap", [0.0, 0.4, 1.1])
def test_cells_with_a_ground_each_are_a_table_that_is_doubted(source, gap):
    page = written([(*box, 0.85) for box in places(gap)])
    assert grids(source(page)) == [(READ, True)]


def test_white_cells_on_a_dark_ground_are_a_table(source):
    page = written([(88, 198, 332, 262, 0.2), *((*box, 1.0) for box in places(1.0))])
    assert grids(source(page)) == [(READ, True)]


def test_white_shapes_on_paper_are_nothing(source):
    assert grids(source(written([(*box, 1.0) for box in places(1.0)]))) == []


@pytest.mark.parametrize("lost", range(len(CELLS)))
def test_where_a_cell_has_no_ground_there_is_no_table(source, lost):
    page = written([(*box, 0.85) for index, box in enumerate(places()) if index != lost])
    assert grids(source(page)) == []


def test_what_a_page_leaves_free_beside_a_cell_that_goes_on_is_no_row(source):
    page = Page()
    xs, cells = [90, 150, 210, 270], []
    for row in range(4):
        cells += [(xs[column], 200 + 20 * row, xs[column + 1], 220 + 20 * row, 0.85) for column in (1, 2)]
    page.grounds = [(90, 200, 150, 302, 0.85), *cells]
    page.text(95, 205, "结果", 9)
    for row in range(4):
        page.text(155, 205 + 20 * row, "甲乙丙丁"[row], 9)
        page.text(215, 205 + 20 * row, str(row), 9)
    assert grids(source(page)) == [([["结果", "甲乙丙丁"[row], str(row)] for row in range(4)], True)]


def test_two_grounds_in_one_cell_are_no_table(source):
    (left, top, right, bottom), *others = places()
    page = written([(*box, 0.85) for box in ((left, top, right, bottom), (left + 9, top + 4, left + 40, bottom - 4))]
                   + [(*box, 0.85) for box in others])
    assert grids(source(page)) == []


def test_grounds_of_a_drawn_table_change_nothing(source):
    page = written([(*box, 0.85) for box in places()] + [(100, 205, 120, 215, 0.5)], lines=True)
    assert grids(source(page)) == [(READ, False)]


def rounded(box, radius, height=842):
    """A frame with round corners, as PDF operators."""
    left, top, right, bottom = box
    top, bottom, near = height - top, height - bottom, 0.45 * radius
    return (f"{left + radius} {top} m {right - radius} {top} l "
            f"{right - near} {top} {right} {top - near} {right} {top - radius} c {right} {bottom + radius} l "
            f"{right} {bottom + near} {right - near} {bottom} {right - radius} {bottom} c {left + radius} {bottom} l "
            f"{left + near} {bottom} {left} {bottom + near} {left} {bottom + radius} c {left} {top - radius} l "
            f"{left} {top - near} {left + near} {top} {left + radius} {top} c s")


@pytest.mark.parametrize(("gap", "radius"), [(0.0, 6), (1.0, 4), (1.0, 9)])
def test_frames_with_round_corners_are_cells(gap, radius):
    page = written()
    page.raw = "\n".join(rounded(box, radius) for box in places(gap))
    assert grids(read("r.pdf", pdf_of(page))) == [(READ, False)]


def test_a_round_stamp_beside_the_words_is_no_frame():
    page = written(lines=True)
    page.raw = rounded((150, 190, 270, 310), 60)
    assert grids(read("r.pdf", pdf_of(page))) == [(READ, False)]


def dashes(line, length=4.0, gap=5.0):
    """A line of dashes as one path that is filled."""
    x0, y0, x1, y1 = line
    found, whole = [], max(x1 - x0, y1 - y0)
    count = round((whole + gap) / (length + gap))
    for number in range(count):
        at = number * (whole - length) / (count - 1)
        across, down = (length, 0.5) if x1 > x0 else (0.5, length)
        x, y = (x0 + at, y0) if x1 > x0 else (x0, y0 + at)
        found.append(f"{x} {842 - y - down} {across} {down} re")
    return " ".join([*found, "f"])


def test_dashes_of_one_path_are_a_line():
    page = written(lines=True)
    page.raw, page.lines = "\n".join(dashes(line) for line in page.lines), []
    assert grids(read("r.pdf", pdf_of(page))) == [(READ, False)]


def test_pieces_of_one_path_on_both_sides_of_a_merged_cell_are_no_line():
    page = Page()
    page.table(90, 200, [60, 60, 60], [20, 20], [(0, 0, 1, 1, "甲"), (0, 1, 2, 1, "乙"), (0, 2, 1, 1, "丙"),
                                                 (1, 0, 1, 1, "1"), (1, 2, 1, 1, "2")])
    middle = [line for line in page.lines if line[1] == line[3] == 220]
    page.lines = [line for line in page.lines if line not in middle]
    page.raw = "90 621.75 60 .5 re 210 621.75 60 .5 re f"
    assert grids(read("r.pdf", pdf_of(page))) == [([["甲", "乙", "丙"], ["1", "乙", "2"]], False)]


def test_cells_beside_each_other_are_as_before(source):
    page = Page()
    page.table(90, 200, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    assert grids(source(page)) == [([["项", "数"], ["甲", "7"]], False)]
