"""Files beyond the bounds are refused before memory and time go into them: by a count, not by what was made of them."""

import re
import time
from pathlib import Path

import pytest
from readers.word_files import parts, zipped
from reportlint.engine import check
from reportlint.errors import ReadError
from reportlint.limits import LIMITS, Limits
from reportlint.readers import read
from reportlint.ruleset import load

HEAD = "青山县水利局2024年政府信息公开工作年度报告\n\n一、总体情况\n\n"
WORD = "<w:p><w:r><w:t>1</w:t></w:r></w:p>"

BEYOND = {
    "blank lines": ("a.txt", "\n" * (LIMITS.lines + 9), "行（最多"),
    "line ends of Windows": ("a.md", "\r\n" * (LIMITS.lines + 9), "行（最多"),
    "lines of one tab": ("a.txt", "\t\n" * (LIMITS.lines + 9), "行（最多"),
    "one line": ("a.txt", " " * (LIMITS.characters + 9), "字（全文最多"),
    "quotation marks": ("a.md", ">" * (LIMITS.characters + 9), "字（全文最多"),
    "tabs": ("a.txt", "\t" * (LIMITS.columns + 9), "第 5 行的表格过大"),
    "tags": ("a.html", "<html>" + "<b>" * (LIMITS.marks + 9), "标签过多"),
    "references": ("a.html", "<html>" + "&lt;" * (LIMITS.marks + 9), "标签过多"),
}


@pytest.mark.parametrize("case", BEYOND)
def test_what_is_beyond_a_bound_is_refused_by_name_of_the_bound(case: str) -> None:
    name, text, words = BEYOND[case]
    with pytest.raises(ReadError, match=words):
        read(name, ((HEAD if name != "a.html" else "") + text).encode())


@pytest.mark.parametrize(("bound", "most", "words"), [
    ("word_part", 5_000, "MB（最多"), ("word_tags", 500, "标签（最多")])
def test_a_word_part_beyond_a_bound_is_not_walked_through(
    bound: str, most: int, words: str
) -> None:
    data = zipped({**parts(WORD * 200)})
    assert read("a.docx", data).blocks
    with pytest.raises(ReadError, match=words):
        read("a.docx", data, Limits(**{bound: most}))


@pytest.mark.parametrize("text", [
    "。" * 60_000, "增" * 80_000, "，。" * 30_000 + "。。。", "发布日期" + " " * 60_000 + "无",
])
def test_no_pattern_takes_time_that_grows_with_the_square(text: str) -> None:
    ruleset = load()
    began = time.process_time()
    check("a.md", f"{HEAD}{text}\n\n二、主动公开政府信息情况\n".encode(), ruleset)
    assert time.process_time() - began < 5  # a tenth of a second; before, from 25 seconds up


def test_a_file_of_a_mark_of_byte_order_is_empty() -> None:
    for data in (b"\xef\xbb\xbf", b"\xff\xfe\r\0\n\0", bytes(9000)):
        with pytest.raises(ReadError, match="空的"):
            read("a.txt", data)


MODEL = (Path(__file__).parents[2] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
NAMED_WRONG = {
    "text": ("a.doc", MODEL.encode("gb18030"), "text|markdown"),
    "text as Word": ("a.docx", MODEL.encode(), "text|markdown"),
    "a table behind a comment": ("a.doc", b"<!-- saved -->\n<table><tr><td>1</td></tr></table>", "html"),
    "parts in large letters": ("a.docx", zipped({name.upper(): xml for name, xml in parts(WORD).items()}), "word"),
}


@pytest.mark.parametrize("case", NAMED_WRONG)
def test_what_a_file_is_shows_whatever_its_name(case: str) -> None:
    name, data, format = NAMED_WRONG[case]
    assert re.fullmatch(format, read(name, data).format)


def test_bytes_of_no_text_stay_damaged() -> None:
    for data in (bytes(range(1, 256)) * 40, "公开".encode() + bytes([1]) * 9, b"plain words " * 99):
        with pytest.raises(ReadError, match="内容却不是"):
            read("a.doc", data)
