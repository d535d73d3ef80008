"""Tables on pages that are drawn with some of their lines, or none: read exactly, or said to be unread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from math import cos, radians, sin
from random import Random

import pytest
from drawing import Page, grid_cells, ofd_of, pdf_of
from formats import Words, Written
from generated import found, pages, truth
from pypdfium2 import PdfDocument, raw
from reportlint import engine
from reportlint.model import Grid
from reportlint.readers import read
from reportlint.readers.paged.scattered import PARTED
from reportlint.terms import BoundTable
from test_relations import ALL, model

Line = tuple[float, float, float, float]
FLAT = {"level": lambda line: line[1] == line[3], "upright": lambda line: line[0] == line[2]}


def outer(line: Line, page: Page) -> bool:
    """Whether a line runs along the left or right side of the tables of a page."""
    return line[0] == line[2] and line[0] in (min(one[0] for one in page.lines), max(one[2] for one in page.lines))


LOOKS: dict[str, Callable[[Line, Page], bool]] = {
    "whole": lambda line, page: True,
    "no lines": lambda line, page: False,
    "level lines": lambda line, page: FLAT["level"](line),
    "upright lines": lambda line, page: FLAT["upright"](line),
    "no sides": lambda line, page: not outer(line, page),
    "level lines and sides": lambda line, page: FLAT["level"](line) or outer(line, page),
    "lines of the upper half": lambda line, page: line[3] < 400,
    "one upright line": lambda line, page: FLAT["level"](line) or abs(line[0] - 241) < 1,
}
"""Look → which lines are drawn."""
WRITERS = {"r.pdf": pdf_of, "r.ofd": ofd_of}


def drawn(look: str, seed: int) -> list[Page]:
    return [replace(page, lines=[line for line in page.lines if LOOKS[look](line, page)])
            for page in pages(model("2021"), seed)]


def figures(table: BoundTable) -> dict[tuple[str, str], str]:
    return {key: cell.figure.raw for key, cell in table.cells.items()}


def askew(data: bytes, degrees: float) -> bytes:
    """A PDF with every page turned around its middle, anticlockwise."""
    angle = radians(degrees)
    across, down = cos(angle), sin(angle)
    document, turned = PdfDocument(data), BytesIO()
    for page in document:
        x, y = page.get_width() / 2, page.get_height() / 2
        matrix = raw.FS_MATRIX(across, down, -down, across, x - across * x + down * y, y - down * x - across * y)
        raw.FPDFPage_TransFormWithClip(page.raw, matrix, None)
    document.save(turned)
    return turned.getvalue()


@pytest.mark.parametrize("degrees", [-3, -0.3, -0.1, 0.1, 0.3, 1, 5])
def test_a_page_that_is_askew_is_read_as_it_was_meant(degrees):
    data = pdf_of(*drawn("whole", 0))
    seen, wanted = (engine.understand("r.pdf", one, ALL)[1].tables for one in (askew(data, degrees), data))
    assert {name: figures(table) for name, table in seen.items()} == {
        name: figures(table) for name, table in wanted.items()}
    assert engine.check("r.pdf", askew(data, degrees), ALL).findings == ()


def doubled(line: Line, apart: float) -> list[Line]:
    """A border of two lines, which end before they meet others, as word processors draw it."""
    x0, y0, x1, y1 = line
    half, short = apart / 2, 1.5 * apart
    if y0 == y1:
        return [(x0 + short, y0 + by, x1 - short, y1 + by) for by in (-half, half)]
    return [(x0 + by, y0 + short, x1 + by, y1 - short) for by in (-half, half)]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("lines", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_words_that_recognition_put_askew_give_no_findings(edition, lines, seed):
    """Under a scan's picture: none is quite where its cell is, nor quite as large as the next."""
    chance = Random(seed)
    sheets = []
    for page in pages(model(edition), seed):
        texts = [(x + chance.uniform(-seed, seed), y + chance.uniform(-seed, seed), size * chance.uniform(.9, 1.1),
                  words) for x, y, size, words in page.texts]
        sheets.append(replace(page, texts=texts, lines=page.lines if lines else [], raw="3 Tr", image=True))
    checked = engine.check("r.pdf", pdf_of(*sheets), ALL)
    assert [(item.rule, item.message) for item in checked.findings] == []


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("apart", [2.5, 3, 4])
def test_double_borders_are_one(name, apart):
    sheets = [replace(page, lines=[one for line in page.lines for one in doubled(line, apart)])
              for page in drawn("whole", 0)]
    assert found(name, WRITERS[name](*sheets)) == truth(model("2021"), "pdf")


def test_what_is_lacking_in_a_table_of_double_lines_or_askew_is_found():
    report = model("2021").change(1, lambda sheet: sheet.without_row(6))
    sheets = pages(report, 0)
    double = [replace(page, lines=[one for line in page.lines for one in doubled(line, 2)]) for page in sheets]
    for data in (pdf_of(*sheets), pdf_of(*double), askew(pdf_of(*sheets), 0.5)):
        assert "T3-ROWS" in {item.rule for item in engine.check("r.pdf", data, ALL).findings}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("number", [1, 2])
def test_a_table_with_its_inner_lines_only_is_whole(number, name):
    report = Written((Words("数据如下。"), model("2021").sheets[number]))
    sheets = []
    for page in pages(report, 0):
        left, top = (min(line[side] for line in page.lines) for side in (0, 1))
        right, bottom = (max(line[side] for line in page.lines) for side in (2, 3))
        edges = {(left, left), (right, right)}, {(top, top), (bottom, bottom)}
        inner = [line for line in page.lines if line[::2] not in edges[0] and line[1::2] not in edges[1]]
        sheets.append(replace(page, lines=inner))
    assert found(name, WRITERS[name](*sheets)) == truth(report, "pdf")


@pytest.mark.parametrize("thick", [3, 4, 5])
def test_a_thick_bar_is_a_line(thick):
    sheets = []
    for page in drawn("whole", 0):
        bars = [f"{min(x0, x1) - thick / 2} {842 - max(y0, y1) - thick / 2} {abs(x1 - x0) + thick} "
                f"{abs(y1 - y0) + thick} re f" for x0, y0, x1, y1 in page.lines]
        sheets.append(replace(page, lines=[], raw="\n".join(bars)))
    assert found("r.pdf", pdf_of(*sheets)) == truth(model("2021"), "pdf")


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("seed", range(3))
def test_cells_are_the_author_s_or_nobody_s(look, name, seed):
    data = WRITERS[name](*drawn(look, seed))
    checked = engine.check(name, data, ALL)
    assert [(item.rule, item.message) for item in checked.findings] == []
    read_ones = {table.term.title: figures(table) for table in engine.understand(name, data, ALL)[1].tables.values()
                 if table.present}
    whole = engine.understand("r.pdf", pdf_of(*drawn("whole", seed)), ALL)[1].tables.values()
    assert read_ones == {table.term.title: figures(table) for table in whole if table.term.title in read_ones}
    unread = {item.rule[:2] for item in checked.unjudged if "单元格" in item.reason and not item.cause}
    assert len(read_ones) + len(unread) == 3
    assert bool(unread) == (look not in ("whole", "no sides"))


def test_what_is_not_read_is_said_with_its_page():
    source = read("r.pdf", pdf_of(*drawn("no lines", 0)))
    assert not [block for block in source.blocks if isinstance(block, Grid)]
    numbers = "、".join(sorted({str(block.text.base.page) for block in source.blocks if block.unread}))
    wanted = f"第 {numbers} 页有框线不全（或没有框线）的表，单元格分不清，没有读取；请提供 Word 原稿。"
    assert source.remarks == (wanted,)


@pytest.mark.parametrize("look", LOOKS)
def test_words_and_headings_around_a_table_stay(look):
    kept, wanted = ([(section.heading.text.value, [text.value for text in section.texts])
                     for section in engine.understand("r.pdf", pdf_of(*drawn(one, 1)), ALL)[0].sections]
                    for one in (look, "whole"))
    assert kept == wanted


@pytest.mark.parametrize("left", [50, 285], ids=["at the side", "in the middle"])
def test_a_title_too_long_for_its_line_is_whole(left):
    page = Page()
    page.text(50, 50, "青山县水利局2024年政府信息公开工作年度报", 24)
    page.text(left, 85, "告", 24)
    y = 130
    for words in ("一、总体情况", "依法公开各类信息，及时答复申请，公众反映良好。"):
        y = page.paragraph(y, words, left=50, width=41)
    page.paragraph(y, "依法公开各类信息，及时答复申请，公众反映良好，" * 9, left=50, width=41)
    document, _ = engine.understand("r.pdf", pdf_of(page), ALL)
    assert document.title.text == "青山县水利局2024年政府信息公开工作年度报告"


@pytest.mark.parametrize("name", WRITERS)
def test_a_table_that_runs_off_its_page_is_not_judged(name):
    wide = [replace(page, texts=[(x * 1.2, *rest) for x, *rest in page.texts],
                    lines=[(x0 * 1.2, y0, x1 * 1.2, y1) for x0, y0, x1, y1 in page.lines])
            for page in drawn("whole", 0)]
    cut = [replace(page, texts=[text for text in page.texts if text[0] < 590],
                   lines=[(x0, y0, min(x1, 595), y1) for x0, y0, x1, y1 in page.lines if x0 < 595]) for page in wide]
    checked = engine.check(name, WRITERS[name](*cut), ALL)
    assert [(item.rule, item.message) for item in checked.findings if item.rule[:2] in ("T2", "T3", "T4")] == []


def test_long_labels_between_rows_are_the_table_s():
    page = Page()
    page.paragraph(60, "公开情况列表如下。", left=50, width=41)
    rows = [(0, "行名", "甲", "乙", "丙"), (40, "规章", "1", "2", "3")]
    for y, *words in rows:
        for place, one in zip((50, 386, 446, 506), words, strict=True):
            page.text(place, 200 + y, one, 12)
    page.text(50, 280, "（二）部分公开（区分处理的，只计这一情形，不计其他", 12)
    page.text(50, 298, "情形）", 12)
    for place, one in zip((386, 446, 506), "456", strict=True):
        page.text(place, 289, one, 12)
    page.text(50, 340, "（三）予以公开", 12)
    for place, one in zip((386, 446, 506), "789", strict=True):
        page.text(place, 340, one, 12)
    source = read("r.pdf", pdf_of(page))
    assert [block.text.value for block in source.blocks if not block.unread] == ["公开情况列表如下。"]


def test_prose_with_many_figures_is_no_table():
    page = Page()
    y = page.paragraph(80, "2024年公开信息1200条，其中网站800条、新媒体400条，办理申请12件，上年结转3件，结转下年4件。")
    for words in ("一、总体情况        1", "二、主动公开        2", "三、收到和处理      3", "四、行政复议        4"):
        page.text(90, y, words, 12)
        y += 18
    source = read("r.pdf", pdf_of(page))
    assert not [block for block in source.blocks if isinstance(block, Grid) or block.unread]


LABELS = ["甲类", "乙类", "丙类", "丁类"]
BROKEN = {
    "a cell may be the rest of the one above": ([["3", "5"], ["2", "7"]], [["", "4"], ["1", "6"]], True),
    "so may the last": ([["3", "5"], ["2", "7"]], [["8", "4"], ["1", ""]], False),
    "the author leaves cells blank": ([["", "5"], ["2", "7"]], [["", "4"], ["1", "6"]], False),
    "nothing stands above": ([["3", "5"], ["", "7"]], [["", "4"], ["1", "6"]], False),
    "all is filled in": ([["3", "5"], ["2", "7"]], [["8", "4"], ["1", "6"]], False),
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize(("above", "below", "parted"), BROKEN.values(), ids=BROKEN)
def test_a_blank_at_a_page_s_top_may_be_the_rest_of_a_merged_cell(above, below, parted, name):
    first, second = Page(), Page()
    first.text(90, 80, "数据如下", 12)
    for page, y, rows, labels in ((first, 700, above, LABELS[:2]), (second, 60, below, LABELS[2:])):
        cells = grid_cells([[label, *row] for label, row in zip(labels, rows, strict=True)])
        page.table(90, y, [80, 60, 60], [20, 20], cells)
    (grid,) = [block for block in read(name, WRITERS[name](first, second)).blocks if isinstance(block, Grid)]
    assert len(grid.rows) == 4
    assert grid.unread == (PARTED if parted else "")


@pytest.mark.parametrize("name", WRITERS)
def test_figures_that_no_line_parts_are_not_one_figure(name):
    """Two rows whose line between is gone: what stands in a cell of both is no figure to reckon with."""
    sheets = []
    for page in drawn("whole", 0):
        rows = sorted({line[1] for line in page.lines if line[1] == line[3] and line[2] > 500 and line[0] > 240})
        gone = rows[len(rows) // 2] if len(rows) > 20 else -1
        sheets.append(replace(page, lines=[line for line in page.lines if not line[1] == line[3] == gone]))
    checked = engine.check(name, WRITERS[name](*sheets), ALL)
    assert [(item.rule, item.message) for item in checked.findings] == []
    assert any(item.rule == "T3-ROWS" for item in checked.unjudged)
