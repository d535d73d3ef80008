"""Width, caret and wrapping, with wcwidth as the judge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint import display
from wcwidth import wcswidth

WORDS = [
    "本年新收 12 件",
    "“引号”‘单引’…—①·",
    "（七）总计　全角",
    "ABC１２３ａｂｃ",
    "e\u0301 组合",
    "𠮷野家",
    "한국어",
    "ｶﾞ",
    "零\u200b宽",
]
text = st.text(st.sampled_from("年度报告，。“”abc 12\u0301𠮷〇…（）"), max_size=60)


@pytest.mark.parametrize("words", WORDS)
def test_width_agrees_with_wcwidth(words: str) -> None:
    assert display.width(words) == wcswidth(words)


@given(text)
def test_pad_is_blank_and_as_wide(words: str) -> None:
    blank = display.pad(words)
    assert not blank.strip()
    assert display.width(blank) == display.width(words)


@given(st.data(), text.filter(bool), st.integers(10, 80))
def test_caret_stands_under_the_place_within_the_window(data: st.DataObject, line: str, columns: int) -> None:
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))
    shown, first, last = display.window(line, start, end, columns)
    assert display.width(shown) <= columns
    assert shown[first:last] == line[start : start + last - first]
    assert last > first
    mark = display.caret(shown, first, last)
    assert display.width(mark) - len(mark.strip()) == display.width(shown[:first])
    if "\u0301" not in shown[first:last]:
        assert len(mark.strip()) == display.width(shown[first:last])


def test_a_window_says_on_which_side_it_was_cut() -> None:
    line = "头" * 50 + "错" + "尾" * 50
    shown, first, last = display.window(line, 50, 51, 40)
    assert (shown[0], shown[first:last], shown[-1]) == ("…", "错", "…")
    assert display.window(line, 0, 1, 40)[0].startswith("头")
    assert display.window(line, 100, 101, 40)[0].endswith("尾")


@given(text, st.integers(2, 30))
def test_wrapping_loses_nothing_but_blanks(words: str, columns: int) -> None:
    lines = list(display.wrap(words, columns))
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(display.width(line) <= columns for line in lines)


def test_a_line_begins_with_no_closing_mark() -> None:
    assert list(display.wrap("一二三四，五六", 8)) == ["一二三", "四，五六"]


@given(st.text(max_size=30))
def test_printable_moves_no_cursor(words: str) -> None:
    shown = display.printable(words)
    assert len(shown) == len(words)
    assert not set(shown) & set("\x1b\r\n\t\x00\x9b\u202e")
    shown.encode("utf-8")


def test_names_are_shown_in_one_line_and_whole() -> None:
    assert display.safe_name("年 报.docx") == "年 报.docx"
    assert display.safe_name("\ud800") == "\\ud800"
    assert display.safe_name("a\nb\udcff\x1b.txt") == "a\\nb\\xff\\x1b.txt"
