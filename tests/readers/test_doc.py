"""Word 97–2003 files give the paragraphs and tables that they hold; broken ones a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.errors import ReadError
from reportlint.model import Grid, Source
from reportlint.readers import doc, docx, read
from word97 import (
    CELL,
    DELETED,
    HIDDEN,
    IN_TABLE,
    PARAGRAPH,
    compound,
    doc_of,
    in_list,
    list_level,
    list_tables,
    row,
    style_sheet,
)

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"

FIRST, CONTINUED = 0x60, 0x20       # TCGRF: vertically merged
BOTH = [  # a merge of rows, one of columns, and a row that has coarser edges
    *row(["纵", "横", "右"], [0, 1000, 3000, 4000], [FIRST, 0, 0]),
    *row(["", "1", "22", "3"], [0, 1000, 2000, 3000, 4000], [CONTINUED, 0, 0, 0]),
]


def plain(*texts):
    return [(text, PARAGRAPH, b"", 0) for text in texts]


def content(source):
    return [[[cell.text.value for cell in line] for line in b.rows] if isinstance(b, Grid) else b.text.value
            for b in source.blocks]


LISTS, USES = list_tables([list_level("%1、", 39), list_level("（%2）", 37)])

CASES = {
    "paragraphs": (doc_of(plain("标题", "", "正文。")), ["标题", "正文。"]),
    "one byte a character": (doc_of(plain("Report 2024", "page"), packed=True), ["Report 2024", "page"]),
    "text in two pieces": (
        doc_of(plain("标题一二三", "正文四五六。"), cut_pieces=True), ["标题一二三", "正文四五六。"]),
    "beyond the basic plane": (doc_of(plain("𠮷字", "后")), ["𠮷字", "后"]),
    "line break, hyphen, picture": (doc_of(plain("a\x0b乙\x1e丙\x01丁")), ["a\n乙-丙丁"]),
    "picture alone": (doc_of(plain("前", "\x01", "\x13 EMBED Excel.Sheet.8 \x14\x01\x15", "后")), ["前", "", "", "后"]),
    "page break": (doc_of([("前", "\x0c", b"", 0), *plain("后")]), ["前", "后"]),
    "field": (doc_of(plain("共\x13 =1+1 \\* MERGEFORMAT \x142\x15件")), ["共2件"]),
    "field in a field's code": (doc_of(plain("\x13 IF \x13 PAGE \x149\x15 \x14甲\x15乙")), ["甲乙"]),
    "field without result": (doc_of(plain("甲\x13 TC 目录 \x15乙")), ["甲乙"]),
    "deleted and hidden": (
        doc_of(plain("保留删除保留隐藏尾"), unseen=[(2, 4, DELETED), (6, 8, HIDDEN)]), ["保留保留尾"]),
    "table": (
        doc_of([*plain("前"), *row(["项", "数"]), *row(["甲", "7"]), *plain("后")]),
        ["前", [["项", "数"], ["甲", "7"]], "后"]),
    "merged": (doc_of(BOTH + plain("后")), [[["纵", "横", "横", "右"], ["纵", "1", "22", "3"]], "后"]),
    "definition in the Data stream": (
        doc_of(BOTH + plain("后"), huge=True), [[["纵", "横", "横", "右"], ["纵", "1", "22", "3"]], "后"]),
    "merged sideways, Word 97": (
        doc_of([*row(["甲", "", "乙"], flags=[1, 2, 0]), *row(["1", "2", "3"])]),
        [[["甲", "甲", "乙"], ["1", "2", "3"]]]),
    "merged sideways, specification": (
        doc_of([*row(["甲", "", "乙"], flags=[2, 1, 0]), *row(["1", "2", "3"])]),
        [[["甲", "甲", "乙"], ["1", "2", "3"]]]),
    "two merges side by side": (
        doc_of([*row(["甲", "", "乙", ""], flags=[1, 2, 1, 2]), *row(["1", "2", "3", "4"])]),
        [[["甲", "甲", "乙", "乙"], ["1", "2", "3", "4"]]]),
    "edges that nearly meet": (
        doc_of([*row(["项", "数"], [0, 1000, 2000]), *row(["甲", "7"], [0, 1012, 2005])]),
        [[["项", "数"], ["甲", "7"]]]),
    "a row that ends early": (
        doc_of([*row(["项", "数", "三"]), *row(["甲", "7"])]), [[["项", "数", "三"], ["甲", "7", ""]]]),
    "paragraphs in a cell": (
        doc_of([("商业", PARAGRAPH, IN_TABLE, 0), *row(["企业", "7"]), *row(["甲", "8"])]),
        [[["商业\n企业", "7"], ["甲", "8"]]]),
    "a table in a cell": (
        doc_of([*row(["内", "1"], level=2), *row(["内2", "2"], level=2), *row(["外", "乙"]), *row(["丙", "丁"])]),
        [[["外", "乙"], ["丙", "丁"]], [["内", "1"], ["内2", "2"]]]),
    "a row without a definition": (
        doc_of([("甲", CELL, IN_TABLE, 0), ("乙", CELL, IN_TABLE, 0), *plain("后")]), [[["甲", "乙"]], "后"]),
    "a box of text": (doc_of(plain("前\x08", "后"), boxes="框中\r\r"), ["前", "框中", "后"]),
    "automatic numbers": (
        doc_of([("总体情况", PARAGRAPH, in_list(1), 0), ("公开", PARAGRAPH, in_list(1, 1), 0),
                ("申请", PARAGRAPH, in_list(1, 1), 0), *plain("正文"), ("主动", PARAGRAPH, in_list(1), 0),
                ("又一", PARAGRAPH, in_list(1, 1), 0)],
               lists=LISTS, uses=USES),
        ["一、总体情况", "（一）公开", "（二）申请", "正文", "二、主动", "（一）又一"]),
}


@pytest.mark.parametrize("name", CASES)
def test_content(name):
    data, expected = CASES[name]
    assert content(doc.read("r.doc", data)) == expected


def test_places():
    source = doc.read("r.doc", doc_of([*plain("前", "", "又"), *row(["项", "数"]), *row(["甲", "7"])]))
    assert [b.text.origin().paragraph for b in source.blocks[:2]] == [1, 3]
    origin = source.blocks[2].rows[1][1].text.origin()
    assert (origin.table, origin.row, origin.cell) == (1, 2, 2)
    assert source.format == "word"


def test_heading_levels_of_styles_and_paragraphs():
    paragraphs = [("平", PARAGRAPH, b"", 0), ("题", PARAGRAPH, b"", 1), ("承", PARAGRAPH, b"", 2),
                  ("大纲", PARAGRAPH, b"\x40\x26\x00", 0), ("正文级", PARAGRAPH, b"\x40\x26\x09", 1)]
    source = doc.read("r.doc", doc_of(paragraphs, styles=style_sheet()))
    assert [block.level for block in source.blocks] == [0, 2, 2, 1, 0]


REFUSED = {
    "locked": (doc_of(plain("甲"), flags=0x100), "打开密码"),
    "Word 95": (doc_of(plain("甲"), version=0x68), "Word 95"),
    "Works": (compound({"CONTENTS": b"CHNKWKS"}), "Microsoft Works"),
    "another kind": (compound({"Something": b"x"}), "不是 Word 97–2003 文档"),
    "no table stream": (compound({"WordDocument": b"\xec\xa5\xc1\x00" + bytes(5000)}), "已损坏"),
    "cut": (doc_of(plain("甲乙丙丁"))[:3000], "已损坏"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_one_sentence(name):
    data, words = REFUSED[name]
    with pytest.raises(ReadError) as caught:
        doc.read("r.doc", data)
    assert words in caught.value.reason


def test_wps_is_read_as_word():
    assert content(read("报告.wps", CASES["table"][0])) == CASES["table"][1]


WHOLE = CASES["automatic numbers"][0], CASES["definition in the Data stream"][0], CASES["deleted and hidden"][0]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 255)), max_size=12),
       st.none() | st.integers(0, 9000))
def test_mutated_and_cut_files_give_a_source_or_a_read_error(whole, changes, length):
    data = bytearray(whole)
    for place, value in changes:
        data[place % len(data)] = value
    _reads_or_refuses(bytes(data[:length]))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(WHOLE), st.integers(0, 600), st.binary(min_size=1, max_size=40))
def test_mutated_heads(whole, place, put):
    """The FIB and what it points to, where most of the danger is."""
    start = 512 + place
    _reads_or_refuses(whole[:start] + put + whole[start + len(put):])


def _reads_or_refuses(data):
    try:
        source = doc.read("r.doc", data)
    except ReadError:
        return
    assert isinstance(source, Source)


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
@pytest.mark.parametrize("name", ["04-shuyang-fagaiju-2023", "12-pingtan-2022"])
def test_real_reports_read_like_their_docx(name):
    old, new = (reader.read(name, (REPORTS / f"{name}.{end}").read_bytes())
                for reader, end in ((doc, "doc"), (docx, "docx")))
    assert [words for words in content(old) if words] == content(new)  # a .doc does not say how large a picture is
