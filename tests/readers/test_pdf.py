"""What only PDF has: text layers that are missing, locked or unreadable, pages on their side, streams."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import Page, assembled, grid_cells, pdf_of
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.model import Grid, Source
from reportlint.readers import pdf
from reportlint.readers.paged.typeset import character

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"


def small():
    page = Page()
    page.paragraph(80, "某某局2024年度报告，统计期限自2024年1月1日起至2024年12月31日止，现予公布，请予监督。")
    page.table(90, 200, [60, 60], [20, 20], grid_cells([["项", "数"], ["甲", "7"]]))
    return page


def reason(data):
    with pytest.raises(ReadError) as caught:
        pdf.read("r.pdf", data)
    return caught.value.reason


def test_a_page_on_its_side_reads_like_any_other():
    upright, sideways = small(), small()
    sideways.sideways = True
    sideways.size = (842.0, 595.0)
    upright.size = (842.0, 595.0)
    first, second = (pdf.read("r.pdf", pdf_of(page)).blocks for page in (upright, sideways))
    assert [b.text.value for b in first if not isinstance(b, Grid)] == [
        b.text.value for b in second if not isinstance(b, Grid)]
    assert isinstance(second[-1], Grid)
    assert second[-1].rows[1][1].text.value == "7"


@pytest.mark.parametrize("odd", ["ÿĀþ", "\x80\x81\x7f"])
def test_a_text_layer_of_which_fonts_give_other_characters_is_not_read(odd):
    page = small()
    page.text(90, 400, odd * 8)
    assert "字体缺少编码对照表" in reason(pdf_of(page))


def test_a_few_letters_and_signs_of_the_west_are_no_damage():
    page = small()
    page.text(90, 400, "×÷±·°" * 8 + "Müller")
    assert "Müller" in str(pdf.read("r.pdf", pdf_of(page)).blocks)


def test_a_scan_has_no_text_layer():
    assert "没有文字层（扫描件或图片）" in reason(pdf_of(Page(image=True)))


def test_scanned_pages_among_others_are_said():
    source = pdf.read("r.pdf", pdf_of(small(), Page(image=True)))
    assert source.remarks == ("第 2 页没有文字层（扫描件或图片），其中的内容没有读取。",)


def test_text_under_a_scan_is_said_to_be_recognised():
    page = small()
    page.raw = "3 Tr"
    page.image = True
    assert "识别（OCR）" in pdf.read("r.pdf", pdf_of(page)).remarks[0]


def test_a_slanting_water_mark_is_left_out():
    page = small()
    code = "内部资料".encode("utf-16-be").hex()
    page.raw = f"BT /F1 40 Tf .7 .7 -.7 .7 100 300 Tm <{code}> Tj ET"
    words = [b.text.value for b in pdf.read("r.pdf", pdf_of(page)).blocks if not isinstance(b, Grid)]
    assert not any("内" in text or "料" in text for text in words)


def test_text_under_a_scan_with_a_painted_page_number_is_said_to_be_recognised():
    page = small()
    page.raw = f"BT /F1 1 Tf 9 0 0 9 290 30 Tm <{'- 1 -'.encode('utf-16-be').hex()}> Tj ET 3 Tr"
    page.image = True
    assert "识别（OCR）" in pdf.read("r.pdf", pdf_of(page)).remarks[0]


@pytest.mark.parametrize("colour", [".85 g", "1 g"])
def test_a_pale_water_mark_is_left_out_and_said(colour):
    page = small()
    page.raw = f"{colour} BT /F1 1 Tf 9 0 0 9 95 590 Tm <{'内部资料'.encode('utf-16-be').hex()}> Tj ET 0 g"
    source = pdf.read("r.pdf", pdf_of(page))
    assert "内部" not in str(source.blocks)
    assert source.remarks == ("第 1 页有颜色极浅的文字（水印等），没有读取。",)


def test_white_words_on_dark_ground_are_read():
    page = small()
    ground = ".2 g 80 570 200 40 re f 1 g"
    page.raw = f"{ground} BT /F1 1 Tf 9 0 0 9 95 575 Tm <{'表头'.encode('utf-16-be').hex()}> Tj ET 0 g"
    source = pdf.read("r.pdf", pdf_of(page))
    assert "表头" in str(source.blocks)
    assert source.remarks == ()


def test_dotted_borders_of_squares():
    page = small()
    drawn = page.lines
    page.lines = []
    dots = [(x0 + (x1 - x0) * k / 30, y0 + (y1 - y0) * k / 30) for x0, y0, x1, y1 in drawn for k in range(31)]
    page.raw = "\n".join(f"{x - .4:.2f} {842 - y - .4:.2f} .8 .8 re f" for x, y in dots)
    grids = [b for b in pdf.read("r.pdf", pdf_of(page)).blocks if isinstance(b, Grid)]
    assert [[cell.text.value for cell in row] for row in grids[0].rows] == [["项", "数"], ["甲", "7"]]


def test_cells_with_borders_of_their_own_and_gaps_between():
    page = small()
    page.lines = [edge for x in (90, 150) for y in (200, 220) for edge in (
        (x + 1.2, y + 1.2, x + 58.8, y + 1.2), (x + 1.2, y + 18.8, x + 58.8, y + 18.8),
        (x + 1.2, y + 1.2, x + 1.2, y + 18.8), (x + 58.8, y + 1.2, x + 58.8, y + 18.8))]
    grids = [b for b in pdf.read("r.pdf", pdf_of(page)).blocks if isinstance(b, Grid)]
    assert [[cell.text.value for cell in row] for row in grids[0].rows] == [["项", "数"], ["甲", "7"]]


def test_a_label_whose_border_ends_a_little_above_its_rows():
    page = small()
    page.lines = [(90, 200, 210, 200), (90, 216.3, 149, 216.3), (150, 220, 210, 220), (90, 223.8, 210, 223.8),
                  (90, 240, 210, 240), (90, 200, 90, 240), (150, 200, 150, 240), (210, 200, 210, 240)]
    grids = [b for b in pdf.read("r.pdf", pdf_of(page)).blocks if isinstance(b, Grid)]
    assert [[cell.text.value for cell in row] for row in grids[0].rows] == [["项", "数"], ["甲", "7"]]


def test_white_lines_and_filled_backgrounds_are_no_borders():
    page = small()
    page.raw = "1 1 1 RG 300 100 m 300 700 l S 0 0 0 RG .9 g 80 690 400 60 re f 0 g"
    grids = [b for b in pdf.read("r.pdf", pdf_of(page)).blocks if isinstance(b, Grid)]
    assert [len(grid.rows) for grid in grids] == [2]


def test_characters_in_the_forms_of_radicals_are_the_ordinary_ones():
    page = Page(texts=[(90, 80, 12, "政")])
    assert character(0x2F8F) == "行"
    assert character(0x2EA0) == "民"
    assert pdf.read("r.pdf", pdf_of(page)).blocks[0].text.value == "政"


def test_bold_by_drawing_twice_is_once():
    page = Page(texts=[(90, 80, 12, "总计11件"), (90.4, 80, 12, "总计11件")])
    assert pdf.read("r.pdf", pdf_of(page)).blocks[0].text.value == "总计11件"


def test_bold_by_drawing_twice_behind_other_words_is_once():
    page = Page(texts=[(90, 80, 12, "本年"), (114, 80, 12, "总计11件"), (114.4, 80, 12, "总计11件")])
    assert pdf.read("r.pdf", pdf_of(page)).blocks[0].text.value == "本年总计11件"


def test_figures_that_touch_over_a_border_stand_in_their_cells():
    page = Page(texts=[(90, 80, 12, "文字"), (114, 203, 9, "12345678")])
    page.table(90, 200, [42, 60], [20], grid_cells([["", ""]]))
    assert [cell.text.value for cell in pdf.read("r.pdf", pdf_of(page)).blocks[-1].rows[0]] == ["1234", "5678"]


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 garbage " * 50, pdf_of(small())[:300]])
def test_damaged(data):
    assert "已损坏" in reason(data)


def test_locked():
    password = b"<" + b"28" * 32 + b">"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>",
               b"<</Filter/Standard/V 1/R 2/O%s/U%s/P -4>>" % (password, password)]
    data = assembled(objects, b"/Encrypt 3 0 R/ID[<00><00>]")
    assert "打开密码" in reason(data)


def test_a_stream_that_unpacks_to_far_more_is_refused():
    data = pdf_of(Page(raw="0 0 m 9 9 l S\n" * 3_000_000))
    assert len(data) < 200_000
    assert "异常庞大" in reason(data)


def test_too_many_pages():
    assert "超过 300 页" in reason(pdf_of(*[Page() for _ in range(301)]))


WHOLE = pdf_of(small(), small(), compress=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20),
       st.integers(0, len(WHOLE)))
def test_mutated_and_cut_files_give_a_source_or_a_read_error(changes, length):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    try:
        source = pdf.read("r.pdf", bytes(data[:length] if length % 3 == 0 else data))
    except ReadError:
        return
    assert isinstance(source, Source)


@given(st.binary(max_size=300))
def test_random_bytes(data):
    with pytest.raises(ReadError):
        pdf.read("r.pdf", b"%PDF-1.5\n" + data)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
@pytest.mark.parametrize(
    ("name", "rows"), [("03-hongze-qu-2024.pdf", [14, 26, 4]), ("12-pingtan-2022.pdf", [14, 28, 4])])
def test_real_reports_have_their_three_tables(name, rows):
    source = pdf.read(name, (REPORTS / name).read_bytes())
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert [len(grid.rows) for grid in grids] == rows
    assert [grid.width for grid in grids] == [4, 10, 15]


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
def test_the_same_report_as_web_page_has_the_same_tables():
    from reportlint.readers import html

    ours, theirs = (
        [[["".join(cell.text.value.split()) for cell in row] for row in block.rows]
         for block in reader.read(name, (REPORTS / name).read_bytes()).blocks
         if isinstance(block, Grid) and block.width > 1]
        for reader, name in ((pdf, "12-pingtan-2022.pdf"), (html, "12-pingtan-2022.html")))
    assert ours == theirs


def test_a_page_full_of_lines_is_no_reason_to_hang():
    page = Page(texts=[(90, 80, 12, "文字")], raw="\n".join(
        f"{k % 590} {k * 7 % 840} m {k * 3 % 590} {k * 7 % 840} l S" for k in range(9_000)))
    assert pdf.read("r.pdf", pdf_of(page)).blocks[0].text.value == "文字"
    assert pdf.read("r.pdf", pdf_of(page)).remarks == ()


def test_a_page_too_crowded_to_look_for_tables_is_said():
    page = Page(texts=[(90, 80, 12, "文字")])
    page.lines = [(x, y, x + 5, y) for x in range(10, 560, 10) for y in range(10, 300, 10)]
    assert pdf.read("r.pdf", pdf_of(page)).remarks == (
        "第 1 页线条过多，像是图画，其中的表格没有读取（上限 page-rules=1200）。",)


def test_tables_larger_than_any_reports():
    page = Page(texts=[(90, 80, 12, "文字")])
    page.lines = [line for k in range(0, 560, 7)
                  for line in ((10 + k, 10, 10 + k, 600), (10, 10 + k, 600, 10 + k))]
    assert "表格过大" in reason(pdf_of(*[page] * 18))
