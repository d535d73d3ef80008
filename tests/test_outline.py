"""Numbers of headings, the order of sections, and passages that keep the place of every word."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint.checks.outline import numeral, value
from reportlint.checks.passages import passage
from reportlint.checks.section_order import rising
from reportlint.findings import Place
from reportlint.model import Segment, Text


@pytest.mark.parametrize("number", range(1, 100))
def test_numerals_are_read_as_written(number: int) -> None:
    assert value(numeral(number)) == number == value(str(number))


@pytest.mark.parametrize("words", ["", "个", "百"])
def test_no_numeral_is_zero(words: str) -> None:
    assert value(words) == 0


@given(st.lists(st.integers(0, 8), max_size=8))
def test_rising_is_a_longest_rising_selection(numbers: list[int]) -> None:
    kept = [numbers[index] for index in sorted(rising(numbers))]
    assert all(a < b for a, b in pairwise(kept))
    longer = combinations(numbers, len(kept) + 1)
    assert not any(all(a < b for a, b in pairwise(some)) for some in longer)


@given(st.lists(st.text(alphabet=" \t\u3000\u200b\n甲乙丙２a,。", max_size=12), min_size=1, max_size=4))
def test_every_word_keeps_its_place(values: list[str]) -> None:
    texts = [Text(words, (Segment(0, line, 1),)) for line, words in enumerate(values, 1)]
    found = passage(texts, Place())
    for offset, character in enumerate(found.words):
        if character == "\n":
            continue
        origin = found.origin(offset, offset + 1)
        written = values[origin.line - 1][origin.column - 1]
        assert written == character or (written, character) == ("２", "2")
        assert (origin.end_line, origin.end_column) == (origin.line, origin.column + 1)
