"""Drawn pages, as PDF and as OFD, give the paragraphs and tables that they show."""

from __future__ import annotations

import pytest
from drawing import Page, grid_cells, ofd_of, pdf_of
from reportlint.model import Grid
from reportlint.readers import read
from reportlint.readers.paged import blocks_of
from reportlint.readers.paged.sheet import Glyph, Rule, Sheet, standing

WRITERS = {
    "pdf": ("r.pdf", pdf_of),
    "pdf-form": ("r.pdf", lambda *pages: pdf_of(*pages, form=True)),
    "pdf-flipped": ("r.pdf", lambda *pages: pdf_of(*pages, flip=True, compress=False)),
    "ofd": ("r.ofd", ofd_of),
}


@pytest.fixture(params=WRITERS)
def source(request):
    """Writes pages in one format and reads them."""
    name, write = WRITERS[request.param]
    return lambda *pages: read(name, write(*pages))


def texts(source, chrome=False):
    return [b.text.value for b in source.blocks if not isinstance(b, Grid) and b.chrome == chrome]


def tables(source):
    return [[[cell.text.value for cell in row] for row in b.rows] for b in source.blocks if isinstance(b, Grid)]


LONG = ("某某局坚持以公开为常态，全年主动公开各类信息1234条，比上年增加56条，其中网站发布800条，其余由新媒体发布，"
        "公众反映良好，未发生泄密。")


def test_a_line_of_a_page_is_not_a_paragraph(source):
    page = Page()
    y = page.paragraph(80, LONG)
    y = page.paragraph(y, "一、标题独立成行")
    page.paragraph(y, LONG[:40] + "。")
    assert texts(source(page)) == [LONG, "一、标题独立成行", LONG[:40] + "。"]


def test_an_indented_line_begins_a_paragraph_even_behind_a_full_one(source):
    page = Page()
    words = "某某局做好公开工作" * 10
    y = page.paragraph(80, words[:58])
    y = page.paragraph(y, words[:88])
    page.paragraph(y, "完。")
    assert texts(source(page)) == [words[:58], words[:88], "完。"]


def test_a_paragraph_goes_on_on_the_next_page_past_page_numbers(source):
    first, second = Page(), Page()
    y = first.paragraph(500, LONG * 2)
    first.paragraph(y, LONG[:28])
    second.paragraph(80, LONG[28:], indent=0)
    for number, page in enumerate((first, second), 1):
        page.text(280, 790, f"— {number} —")
        page.text(250, 40, "某某局年度报告（页眉）", 9)
    read_back = source(first, second)
    assert texts(read_back) == [LONG * 2, LONG]
    assert texts(read_back, chrome=True) == ["某某局年度报告（页眉）"]


def test_lines_of_a_title_page_stay_apart(source):
    title = Page(texts=[(200, 300, 22, "某某市某某局"), (120, 350, 22, "2024年政府信息公开工作年度报告")])
    body = Page()
    y = body.paragraph(80, LONG * 2)
    body.paragraph(y, "完。")
    assert texts(source(title, body)) == ["某某市某某局", "2024年政府信息公开工作年度报告", LONG * 2, "完。"]
    assert texts(source(title)) == ["某某市某某局", "2024年政府信息公开工作年度报告"]


def test_spaces_of_typesetting_are_none_and_spaces_of_the_author_stay(source):
    page = Page()
    x = 100.0
    for words, gap in (("报告", 3.0), ("2024", 3.0), ("年", 0.0), ("全年", 12.0), ("总", 12.0), ("计", 0.0)):
        page.text(x, 100, words)
        x += 12 * sum(1.0 if c >= "\u2000" else 0.5 for c in words) + gap
    assert texts(source(page)) == ["报告2024年全年 总 计"]


def test_merged_cells_stand_in_all_their_slots(source):
    page = Page()
    page.table(90, 100, [40, 60, 60, 60], [20, 20, 20], [
        (0, 0, 2, 2, "角"), (0, 2, 1, 2, "上"), (1, 2, 1, 1, "左"), (1, 3, 1, 1, "右"),
        (2, 0, 1, 1, "行"), (2, 1, 1, 1, "0"), (2, 2, 1, 1, "1"), (2, 3, 1, 1, "22")])
    assert tables(source(page)) == [[["角", "角", "上", "上"], ["角", "角", "左", "右"], ["行", "0", "1", "22"]]]


def test_a_cell_knows_page_box_table_row_and_column(source):
    page = Page()
    page.text(100, 60, "前言。")
    page.table(90, 100, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    read_back = source(Page(texts=[(90, 100, 12, "第一页的文字。")]), page)
    cell = next(b for b in read_back.blocks if isinstance(b, Grid)).rows[1][1]
    origin = cell.text.origin()
    assert (origin.page, origin.table, origin.row, origin.cell) == (2, 1, 2, 2)
    assert origin.box == pytest.approx((150, 120, 210, 140), abs=1.0)
    line = read_back.blocks[0].text.origin()
    assert (line.page, line.paragraph) == (1, 1)


def test_borders_as_thin_rectangles(source):
    page = Page()
    page.table(90, 100, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]), bars=True)
    assert tables(source(page)) == [[["项", "数"], ["甲", "7"]]]


def test_an_underline_in_a_cell_is_no_border(source):
    page = Page()
    page.table(90, 100, [80, 60], [30, 30], grid_cells([["有下划线", "数"], ["甲", "7"]]))
    page.lines.append((95, 114, 140, 114))
    page.lines.append((130, 103, 130, 118))
    page.lines.append((95, 300, 240, 300))
    assert tables(source(page)) == [[["有下划线", "数"], ["甲", "7"]]]


def test_open_sides_of_a_table(source):
    page = Page()
    page.table(90, 100, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    page.lines = [line for line in page.lines if line[0] != line[2] or line[0] not in (90, 210)]
    assert tables(source(page)) == [[["项", "数"], ["甲", "7"]]]


def test_a_frame_around_text_is_no_table(source):
    page = Page()
    page.table(60, 60, [480], [700], [(0, 0, 1, 1, "")])
    page.text(100, 100, "框里的话。")
    page.table(90, 130, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    page.text(100, 200, "表后的话。")
    read_back = source(page)
    assert texts(read_back) == ["框里的话。", "表后的话。"]
    assert tables(read_back) == [[["项", "数"], ["甲", "7"]]]


def test_tables_on_one_page_stay_apart(source):
    page = Page()
    page.table(90, 100, [60, 60], [20], grid_cells([["甲", "1"]]))
    page.text(90, 130, "二、中间")
    page.table(90, 160, [60, 60], [20], grid_cells([["乙", "2"]]))
    assert tables(source(page)) == [[["甲", "1"]], [["乙", "2"]]]


def test_vertical_label_of_one_column(source):
    page = Page()
    page.table(90, 100, [20, 80, 40], [40, 40], [
        (0, 0, 2, 1, ""), (0, 1, 1, 1, "予以"), (0, 2, 1, 1, "1"), (1, 1, 1, 1, "其他"), (1, 2, 1, 1, "2")])
    for step, char in enumerate("本年度办理"):
        page.text(95, 104 + 12 * step, char, 9)
    assert tables(source(page)) == [[["本年度办理", "予以", "1"], ["本年度办理", "其他", "2"]]]


def test_figures_below_each_other_stay_apart(source):
    page = Page()
    page.table(90, 100, [60, 90], [40], [(0, 0, 1, 1, "项"), (0, 1, 1, 1, "12\n34")])
    assert tables(source(page)) == [[["项", "12\n34"]]]


def test_a_long_figure_broken_by_the_cell_is_one(source):
    page = Page()
    page.table(90, 100, [60, 24], [40], [(0, 0, 1, 1, "项"), (0, 1, 1, 1, "9487")])
    page.texts = [t for t in page.texts if not t[3].isdigit()]
    page.text(153, 104, "948", 9)
    page.text(153, 115, "7", 9)
    assert tables(source(page)) == [[["项", "9487"]]]


# page breaks: (widths, rows of the first page, rows of the second, the whole table)

W3 = [20, 60, 60, 40, 40, 40]
HEAD = [(0, 0, 1, 3, "事项"), (0, 3, 1, 1, "甲"), (0, 4, 1, 1, "乙")]


def row(index, group, label, *figures):
    cells = [(index, 0, 1, 1, group)] if group is not None else []
    return [*cells, (index, 1, 1, 2, label), *((index, 3 + k, 1, 1, f) for k, f in enumerate(figures))]


BREAKS = {
    "between rows": (
        [*HEAD, *row(1, "办", "1.属于国家秘密", "3", "4")],
        [*row(0, "理", "2.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"], ["办", "1.属于国家秘密", "3", "4"],
         ["理", "2.其他", "5", "6"]]),
    "blank figures below are not those above": (
        [*HEAD, *row(1, "办", "1.属于国家秘密", "3", "4")],
        [*row(0, "理", "2.其他", "", "6")],
        [["事项", "事项", "甲", "乙"], ["办", "1.属于国家秘密", "3", "4"],
         ["理", "2.其他", "", "6"]]),
    "a blank form stays a row a row": (
        [*HEAD, *row(1, "办", "1.属于国家秘密信息", "", "")],
        [*row(0, "理", "2.其他", "", ""), *row(1, "理", "3.三", "", "")],
        [["事项", "事项", "甲", "乙"], ["办", "1.属于国家秘密信息", "", ""],
         ["理", "2.其他", "", ""], ["理", "3.三", "", ""]]),
    "labels without numbers stay a row a row": (
        [*HEAD, *row(1, "办", "规章", "", "")],
        [*row(0, "理", "其他文件", "", "")],
        [["事项", "事项", "甲", "乙"], ["办", "规章", "", ""], ["理", "其他文件", "", ""]]),
    "through a row": (
        [*HEAD, *row(1, "办", "1.申请人无正当理由逾期不", "3", "4")],
        [*row(0, "", "补正、不再处理", "", ""), *row(1, "理", "2.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"],
         ["办", "1.申请人无正当理由逾期不补正、不再处理", "3", "4"],
         ["理", "2.其他", "5", "6"]]),
    "through a row before a word that quotation marks hold together": (
        [*HEAD, *row(1, "办", "3.危及国家的安全和", "3", "4")],
        [*row(0, "", "及“三安全一稳定”", "", ""), *row(1, "理", "4.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"],
         ["办", "3.危及国家的安全和及“三安全一稳定”", "3", "4"],
         ["理", "4.其他", "5", "6"]]),
    "through a row and its broken figures": (
        [*HEAD, *row(1, "办", "1.申请人无正当理由逾期不", "12345", "4")],
        [*row(0, "", "补正、不再处理", "67", ""), *row(1, "理", "2.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"],
         ["办", "1.申请人无正当理由逾期不补正、不再处理", "1234567", "4"],
         ["理", "2.其他", "5", "6"]]),
    "through a row with its figures below": (
        [*HEAD, *row(1, "办", "1.申请人无正当理由逾期不", "", "")],
        [*row(0, "", "补正、不再处理", "3", "4"), *row(1, "理", "2.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"],
         ["办", "1.申请人无正当理由逾期不补正、不再处理", "3", "4"],
         ["理", "2.其他", "5", "6"]]),
    "through a label over rows": (
        [*HEAD, (1, 0, 2, 1, "办理\n结"), *row(1, None, "1.一", "3", "4"), *row(2, None, "2.二", "5", "6")],
        [(0, 0, 2, 1, "果"), *row(0, None, "3.三", "7", "8"), *row(1, None, "4.四", "9", "0")],
        [["事项", "事项", "甲", "乙"], ["办理结果", "1.一", "3", "4"], ["办理结果", "2.二", "5", "6"],
         ["办理结果", "3.三", "7", "8"], ["办理结果", "4.四", "9", "0"]]),
    "through a label on the first of its rows, beside one over the whole second page": (
        [*HEAD, (1, 0, 1, 1, "全"), (1, 1, 1, 1, "（三）不予公"), (1, 2, 1, 1, "1.一"),
         (1, 3, 1, 1, "3"), (1, 4, 1, 1, "4")],
        [(0, 0, 4, 1, ""), (0, 1, 4, 1, "开"), *((r, 2, 1, 1, f"{r + 2}.项") for r in range(4)),
         *((r, c, 1, 1, "7") for r in range(4) for c in (3, 4))],
        [["事项", "事项", "事项", "甲", "乙"], ["全", "（三）不予公开", "1.一", "3", "4"],
         *(["全", "（三）不予公开", f"{r + 2}.项", "7", "7"] for r in range(4))]),
    "a label over rows said once": (
        [*HEAD, (1, 0, 2, 1, "办"), *row(1, None, "1.一", "3", "4"), *row(2, None, "2.二", "5", "6")],
        [(0, 0, 2, 1, ""), *row(0, None, "3.三", "7", "8"), *row(1, None, "4.四", "9", "0")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "3", "4"], ["办", "2.二", "5", "6"],
         ["办", "3.三", "7", "8"], ["办", "4.四", "9", "0"]]),
    "through figures alone": (
        [*HEAD, *row(1, "办", "1.一", "12345", "4")],
        [*row(0, "", "", "67", ""), *row(1, "理", "2.其他", "5", "6")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "1234567", "4"], ["理", "2.其他", "5", "6"]]),
    "through a figure of merged rows": (
        [*HEAD, *row(1, "办", "1.一", "3", "4")],
        [*row(0, "理", "2.二", "5"), *row(1, "理", "3.三", "6"), (0, 4, 2, 1, "")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "3", "4"], ["理", "2.二", "5", "4"], ["理", "3.三", "6", "4"]]),
    "between the rows of a header": (
        [(0, 0, 1, 3, "事项"), (0, 3, 1, 1, "自然"), (0, 4, 1, 2, "法人")],
        [(0, 0, 1, 3, ""), (0, 3, 1, 1, ""), (0, 4, 1, 1, "商业"), (0, 5, 1, 1, "其他"),
         (1, 0, 1, 3, "一、新收"), (1, 3, 1, 1, "1"), (1, 4, 1, 1, "2"), (1, 5, 1, 1, "3")],
        [["事项", "自然", "法人", "法人"], ["事项", "自然", "商业", "其他"], ["一、新收", "1", "2", "3"]]),
    "through heads beside finer ones": (
        [(0, 0, 1, 3, "事项"), (0, 3, 1, 1, "维持结"), (0, 4, 1, 2, "未经复议")],
        [(0, 0, 1, 3, ""), (0, 3, 1, 1, "果"), (0, 4, 1, 1, "商业"), (0, 5, 1, 1, "其他"),
         (1, 0, 1, 3, "一"), (1, 3, 1, 1, "1"), (1, 4, 1, 1, "2"), (1, 5, 1, 1, "3")],
        [["事项", "维持结果", "未经复议", "未经复议"], ["事项", "维持结果", "商业", "其他"], ["一", "1", "2", "3"]]),
    "a blank figure below a header is blank": (
        HEAD, [*row(0, "办", "1.一", "", "4"), *row(1, "理", "2.二", "5", "6"), *row(2, "完", "3.三", "5", "6")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "", "4"], ["理", "2.二", "5", "6"], ["完", "3.三", "5", "6"]]),
    "header repeated": (
        [*HEAD, *row(1, "办", "1.一", "3", "4")],
        [*HEAD, *row(1, "理", "2.二", "5", "6")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "3", "4"], ["理", "2.二", "5", "6"]]),
    "coarser columns below": (
        [*HEAD, *row(1, "办", "1.一", "3", "4")],
        [(0, 0, 1, 3, "合计"), (0, 3, 1, 1, "5"), (0, 4, 1, 1, "6"), (1, 0, 1, 5, "注")],
        [["事项", "事项", "甲", "乙"], ["办", "1.一", "3", "4"], ["合计", "合计", "5", "6"], ["注"] * 4]),
    "finer columns below": (
        [(0, 0, 1, 5, "第一项")],
        [(0, 0, 1, 3, "事项"), (0, 3, 1, 1, "甲"), (0, 4, 1, 1, "乙")],
        [["第一项"] * 3, ["事项", "甲", "乙"]]),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_page_break_in_a_table(name, source):
    above, below, whole = BREAKS[name]
    first, second = Page(), Page()
    first.text(90, 60, "一、标题")
    heights = [30] * (1 + max(cell[0] + cell[2] - 1 for cell in above))
    y = first.table(90, 780 - sum(heights), W3, heights, above)
    assert y == 780
    y = second.table(90, 70, W3, [30] * (1 + max(cell[0] + cell[2] - 1 for cell in below)), below)
    second.text(90, y + 20, "二、后面")
    for number, page in enumerate((first, second), 1):
        page.text(280, 800, f"- {number} -")
    read_back = source(first, second)
    assert tables(read_back) == [whole]
    assert texts(read_back) == ["一、标题", "二、后面"]


def test_a_table_that_a_browser_cut_has_no_lines_there(source):
    """Sides run down to the page's end; a cell over all of the second page has its outer side alone."""
    first, second = Page(), Page()
    first.lines = [(90, 700, 330, 700), (90, 720, 330, 720), (150, 740, 330, 740), (150, 760, 330, 760),
                   *((x, 700, x, 760) for x in (90, 150, 250, 330))]
    second.lines = [(150, 60, 330, 60), (150, 80, 330, 80), *((x, 40, x, 100) for x in (90, 150, 250, 330))]
    for page, x, y, words in ((first, 95, 703, "事项"), (first, 155, 703, "内容"), (first, 255, 703, "件数"),
                              (first, 95, 723, "结果"), (first, 155, 723, "甲"), (first, 255, 723, "1"),
                              (first, 155, 743, "乙"), (first, 255, 743, "2"),
                              (second, 155, 43, "丙"), (second, 255, 43, "3"), (second, 155, 63, "丁"),
                              (second, 255, 63, "4"), (second, 155, 83, "戊"), (second, 255, 83, "5")):
        page.text(x, y, words, 9)
    assert tables(source(first, second)) == [[
        ["事项", "内容", "件数"], ["结果", "甲", "1"], ["结果", "乙", "2"], ["结果", "丙", "3"], ["结果", "丁", "4"],
        ["结果", "戊", "5"]]]


def open_table(page, y, words):
    """Three rows with open sides, the second one cell; gives the y below."""
    for line in range(4):
        page.lines.append((90, y + 20 * line, 330, y + 20 * line))
    page.lines += [(x, top, x, top + 20) for x in (150, 250) for top in (y, y + 40)]
    for row, cells in enumerate(words):
        for x, text in zip((95, 155, 255), cells, strict=False):
            page.text(x, y + 20 * row + 3, text, 9)
    return y + 60


def test_tables_with_open_sides_and_cells_over_whole_rows(source):
    page = Page()
    open_table(page, 100, (("事项", "内容", "件数"), ("第二块",), ("结果", "甲", "1")))
    assert tables(source(page)) == [[["事项", "内容", "件数"], ["第二块"] * 3, ["结果", "甲", "1"]]]


def test_tables_with_open_sides_and_a_heading_between(source):
    page = Page()
    below = open_table(page, 100, (("事项", "内容", "件数"), ("第二块",), ("结果", "甲", "1")))
    page.text(95, below + 10, "二、后面")
    open_table(page, below + 40, (("事项", "内容", "件数"), ("第三块",), ("结果", "乙", "2")))
    read_back = source(page)
    assert [len(table) for table in tables(read_back)] == [3, 3]
    assert texts(read_back) == ["二、后面"]


def test_a_table_with_an_open_left_side_beside_labels_over_rows(source):
    page = Page()
    page.lines = [(90, 100, 330, 100), (90, 120, 330, 120), (150, 140, 330, 140), (150, 160, 330, 160),
                  (90, 180, 330, 180), *((x, 100, x, 180) for x in (150, 250, 330))]
    for x, y, words in ((95, 103, "事项"), (155, 103, "内容"), (255, 103, "件数"), (95, 123, "结果"), (155, 123, "甲"),
                        (255, 123, "1"), (155, 143, "乙"), (255, 143, "2"), (155, 163, "丙"), (255, 163, "3")):
        page.text(x, y, words, 9)
    assert tables(source(page)) == [[["事项", "内容", "件数"], *(["结果", *row] for row in ("甲1", "乙2", "丙3"))]]


def test_a_row_cut_in_spaced_text(source):
    first, second = Page(), Page()
    first.table(90, 760, [108, 60], [20], grid_cells([["", "1"]]))
    for place, char in enumerate("经申请人无正当"):
        first.text(93 + 12 * place, 763, char, 9)
    second.table(90, 60, [108, 60], [20, 20], grid_cells([["理由逾期", ""], ["2.其他", "2"]]))
    assert tables(source(first, second)) == [[["经申请人无正当理由逾期", "1"], ["2.其他", "2"]]]


def test_a_low_row_beside_a_cut_label_is_none(source):
    page = Page()
    page.table(90, 100, [60, 60], [20, 12, 8, 20], [
        (0, 0, 2, 1, "结果"), (2, 0, 1, 1, ""), (3, 0, 1, 1, "总计"), (0, 1, 1, 1, "甲"), (1, 1, 2, 1, "乙"),
        (3, 1, 1, 1, "丙")])
    assert tables(source(page)) == [[["结果", "甲"], ["结果", "乙"], ["总计", "丙"]]]


def test_a_cut_label_that_runs_over_the_end_of_its_cell(source):
    first, second = Page(), Page()
    first.table(90, 700, [24, 60, 60], [20, 20], grid_cells([["事", "内容", "件数"], ["办", "甲", "1"]]))
    first.text(93, 737, "理", 9)
    first.text(93, 748, "结", 9)
    second.table(90, 60, [24, 60, 60], [20, 20], [
        (0, 0, 2, 1, "果"), (0, 1, 1, 1, "乙"), (0, 2, 1, 1, "2"), (1, 1, 1, 1, "丙"), (1, 2, 1, 1, "3")])
    read_back = source(first, second)
    assert tables(read_back) == [[["事", "内容", "件数"], *(["办理结果", *row] for row in ("甲1", "乙2", "丙3"))]]
    assert texts(read_back) == []


def test_cut_heads_that_run_over_the_ends_of_their_cells(source):
    first, second = Page(), Page()
    first.table(90, 700, [24, 24, 60], [20], grid_cells([["结果", "其他", "未经复议"]]))
    first.text(93, 717, "维持", 9)
    first.text(117, 717, "结果", 9)
    second.table(90, 60, [24, 24, 30, 30], [20, 20], [
        (0, 0, 1, 1, ""), (0, 1, 1, 1, ""), (0, 2, 1, 1, "商业"), (0, 3, 1, 1, "其他"),
        *((1, c, 1, 1, str(c)) for c in range(4))])
    assert tables(source(first, second)) == [[
        ["结果维持", "其他结果", "未经复议", "未经复议"], ["结果维持", "其他结果", "商业", "其他"],
        ["0", "1", "2", "3"]]]


def test_a_line_below_a_table_that_ends_there_is_text(source):
    page, other = Page(), Page()
    page.table(90, 700, [24, 60, 60], [20, 20], grid_cells([["事", "内容", "件数"], ["办", "甲", "1"]]))
    page.text(93, 741, "注", 9)
    other.text(93, 60, "二、后面", 9)
    assert texts(source(page, other)) == ["注", "二、后面"]


def test_text_between_parts_them(source):
    first, second = Page(), Page()
    first.table(90, 700, [60, 60], [20], grid_cells([["甲", "1"]]))
    second.text(90, 70, "三、另一张表")
    second.table(90, 100, [60, 60], [20], grid_cells([["乙", "2"]]))
    assert tables(source(first, second)) == [[["甲", "1"]], [["乙", "2"]]]


def test_a_table_over_three_pages(source):
    pages = [Page() for _ in range(3)]
    for index, page in enumerate(pages):
        page.table(90, 80, [60, 60], [20] * 4, grid_cells([[f"行{index}{k}", str(k)] for k in range(4)]))
    assert tables(source(*pages)) == [[[f"行{i}{k}", str(k)] for i in range(3) for k in range(4)]]


def test_a_page_number_inside_a_cell_is_no_figure(source):
    page = Page()
    page.table(60, 740, [200, 280], [80], [(0, 0, 1, 1, "项"), (0, 1, 1, 1, "35")])
    page.text(280, 800, "- 4 -")
    assert tables(source(page)) == [[["项", "35"]]]


def test_a_drawing_of_many_lines_is_no_table(source):
    page = Page(lines=[(10 + k * .3, 10, 10 + k * .3, 800) for k in range(0, 1900, 4)])
    page.lines += [(10, 10 + k * .4, 580, 10 + k * .4) for k in range(0, 1900, 4)]
    page.text(100, 400, "图中的字")
    assert tables(source(page)) == [] or len(tables(source(page))[0]) < 200


def test_large_pictures_stand_where_they_are_unread(source):
    """Icons, and grounds of text, are no tables."""
    page = Page()
    page.text(90, 80, "三、收到和处理政府信息公开申请情况")
    page.pictures = [(90, 110, 490, 300), (300, 310, 340, 350), (80, 390, 500, 450)]
    page.text(90, 360, "四、政府信息公开行政复议、行政诉讼情况")
    page.text(90, 420, "底图上的文字。")
    found = [(b.text.value, bool(b.unread)) for b in source(page).blocks]
    assert found == [("三、收到和处理政府信息公开申请情况", False), ("", True),
                     ("四、政府信息公开行政复议、行政诉讼情况", False), ("底图上的文字。", False)]


def set_apart(page, y, words, spacing, size=12.0, left=90.0):
    """Draws letters one by one, each so far from the next."""
    for char in words:
        page.text(left, y, char, size)
        left += size * (1.0 if char >= "\u2000" else 0.5) + spacing


@pytest.mark.parametrize("spacing", [2.5, 3.0, 6.0, 10.0])
def test_letters_set_apart_are_words(spacing):
    page = Page(size=(1200.0, 842.0))
    words = "数据统计期限自2024年1月1日起至12月31日止"
    set_apart(page, 100, words, spacing)
    line, = read("r.pdf", pdf_of(page)).blocks
    assert line.text.value == words


@pytest.mark.parametrize("words", ["1234567", "其他123456", "无无无无无无"])
def test_figures_side_by_side_are_not_one(words):
    page = Page(size=(1200.0, 842.0))
    set_apart(page, 100, words, 30.0)
    line, = read("r.pdf", pdf_of(page)).blocks
    assert line.text.value == " ".join(words)


def centred(page, y, words, width=32, size=12.0, right=False):
    """A paragraph each of whose lines is set in the middle, or at the right; gives the y below."""
    while words:
        line, words = words[:width], words[width:]
        free = 90 + (width - len(line)) * size / (1 if right else 2)
        page.text(free, y, line, size)
        y += 18
    return y


PLAIN = "某某局坚持以公开为常态主动公开各类信息" * 4


@pytest.mark.parametrize("right", [False, True], ids=["in the middle", "at the right"])
def test_the_rest_of_a_paragraph_may_be_set_aside(source, right):
    page = Page()
    y = centred(page, 80, "一、总体情况", right=right)
    y = centred(page, y, PLAIN + "。", right=right)
    y = centred(page, y, "二、主动公开", right=right)
    centred(page, y, PLAIN[:76] + "。", right=right)
    assert texts(source(page)) == ["一、总体情况", PLAIN + "。", "二、主动公开", PLAIN[:76] + "。"]


def test_a_title_in_the_middle_is_not_the_rest_of_a_full_line(source):
    page = Page()
    y = centred(page, 80, PLAIN[:31] + "。")
    y = centred(page, y, "某某局年度报告")
    y = page.paragraph(y, PLAIN[:32], width=32, indent=0)
    page.paragraph(y, PLAIN[:58] + "。", width=32)
    assert texts(source(page)) == [PLAIN[:31] + "。", "某某局年度报告", PLAIN[:32], PLAIN[:58] + "。"]


def test_a_last_line_spread_from_side_to_side_ends_its_paragraph(source):
    page = Page()
    y = 80
    for words in ("一、总体情况", PLAIN[:32], PLAIN[32:64], "依法公开各类信息", *[PLAIN[:32]] * 3, "办好申请事项"):
        step = 32 * 12 / len(words) if len(words) == 32 else (31 * 12) / (len(words) - 1)
        for index, char in enumerate(words):
            page.text(90 + index * step, y, char)
        y += 18
    assert texts(source(page)) == ["一、总体情况", PLAIN[:64] + "依法公开各类信息", PLAIN[:32] * 3 + "办好申请事项"]


@pytest.mark.parametrize(("high", "rows"), [(18, 3), (7, 2)], ids=["a row", "the foot of the row above"])
def test_the_one_row_below_a_header_may_be_blank_and_on_the_next_page(source, high, rows):
    first, second = Page(), Page()
    head = [(0, 0, 2, 1, "维持"), (0, 1, 1, 2, "诉讼"), (1, 1, 1, 1, "维持"), (1, 2, 1, 1, "纠正")]
    first.table(90, 740, [60, 60, 60], [20, 20], head)
    second.table(90, 60, [60, 60, 60], [high], [(0, column, 1, 1, "") for column in range(3)])
    whole = [["维持", "诉讼", "诉讼"], ["维持", "维持", "纠正"], ["", "", ""]]
    assert tables(source(first, second)) == [whole[:rows]]


def stamped(count):
    """Pages with rows of one table each, and a stamp over it at the same place; the first begins with a title."""
    pages = []
    for number in range(count):
        page = Page()
        if not number:
            page.text(150, 60, "某某局年度报告")
        cells = grid_cells([[f"第{'甲乙丙丁'[number]}{row}项", str(10 * number + row)] for row in range(30)])
        page.table(90, 80, [200, 60], [22] * 30, cells)
        page.text(150, 400, "内部资料")
        page.text(280, 800, str(number + 1))
        pages.append(page)
    return pages


def test_a_stamp_on_every_page_is_no_word_of_a_cell(source):
    read_back = source(*stamped(3))
    (table,) = tables(read_back)
    assert table == [[f"第{name}{row}项", str(10 * number + row)] for number, name in enumerate("甲乙丙")
                     for row in range(30)]
    assert (texts(read_back), texts(read_back, chrome=True)) == (["某某局年度报告"], ["内部资料"])


def test_the_same_words_on_two_pages_may_be_their_own(source):
    (table,) = tables(source(*stamped(2)))
    assert sum("内部资料" in words for row in table for words in row) == 2


@pytest.mark.parametrize(("down", "unread"), [(0, [True, True]), (30, [False, False])])
def test_tables_side_by_side_may_be_one(source, down, unread):
    page = Page()
    page.table(60, 100, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    page.table(300, 100 + down, [60, 60], [20, 20], grid_cells([["其他", "总计"], ["1", "8"]]))
    assert [bool(block.unread) for block in source(page).blocks if isinstance(block, Grid)] == unread


def test_text_narrower_than_a_title_on_its_page_stays_whole(source):
    page = Page()
    page.text(60, 80, "某某局2024年政府信息公开工作年度报告全文", 22)
    y = page.paragraph(120, PLAIN[:70] + "。", left=78, indent=0)
    y = page.paragraph(y, PLAIN[5:70] + "。", left=78, indent=2)
    y = page.paragraph(y, "（一）" + PLAIN[:27], left=78, indent=0)
    page.paragraph(y, "（二）" + PLAIN[:20], left=78, indent=0)
    items = ["（一）" + PLAIN[:27], "（二）" + PLAIN[:20]]
    assert texts(source(page))[1:] == [PLAIN[:70] + "。", PLAIN[5:70] + "。", *items]


@pytest.mark.parametrize(("rows", "unread"), [(1, False), (3, True)])
def test_cells_far_apart_are_a_table_that_is_not_read(source, rows, unread):
    page = Page()
    for row in range(rows):
        for column, words in enumerate(("甲项", "7", "12")):
            page.table(60 + column * 100, 100 + row * 40, [80], [25], [(0, 0, 1, 1, words)])
    blocks = source(page).blocks
    assert [block.text.value for block in blocks] == ["甲项", "7", "12"] * rows
    assert {bool(block.unread) for block in blocks} == {unread}


def test_a_heading_over_a_turned_table_is_read_before_it_and_the_page_number_is_none():
    """The table stands on its side on an upright page, its words read upwards."""
    rows = [["甲项办理结果", "7"], ["乙项办理结果", "12"]]
    drawn = Page()
    drawn.table(150, 100, [200, 60], [30, 30], grid_cells(rows))
    words = [Glyph(char, y, 842 - x - (at + 1) * size, y + size, 842 - x - at * size)
             for x, y, size, text in drawn.texts for at, char in enumerate(text)]
    upright = [Rule(y0, 842 - x1, 842 - x0) for x0, y0, x1, y1 in drawn.lines if y0 == y1]
    level = [Rule(842 - x0, y0, y1) for x0, y0, x1, y1 in drawn.lines if x0 == x1]
    sheet = Sheet(1, 595, 842, level=sorted({*level}), upright=sorted({*upright}))
    around = [Glyph("三、办理情况", 90, 60, 162, 72), Glyph("5", 300, 800, 306, 812)]
    heading, table = blocks_of([standing(sheet, {1: words, 0: around})])
    assert heading.text.value == "三、办理情况"
    assert [[cell.text.value for cell in row] for row in table.rows] == rows
