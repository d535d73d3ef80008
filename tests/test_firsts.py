"""What a match can begin with, and that patterns which are told of it match the same."""

import _sre
import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint.firsts import ANY, PLANE, class_of, codes, first_of

from tests.sampling_patterns import written

_parse: Any = re._parser.parse  # type: ignore[attr-defined]


def swift(source: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern with what `codes` makes of it."""
    flags, numbers, groups, names = codes(source, flags)
    by_number = [None, *([None] * groups)]
    return _sre.compile(source, flags, numbers, groups, names, tuple(by_number))  # type: ignore[no-any-return]


@pytest.mark.parametrize(("source", "letters"), [
    ("一二", "一"), ("(?:一|二)?三", "一二三"), ("(?<=零)一", "一"), ("(?=二)[一二]", "一二"), ("一*二", "一二"),
    ("一+二", "一"), ("(?P<a>一|)(?:二|三)", "一二三"), ("(?!一)二|三四", "二三"), ("^一", "一"),
    ("(?>一|二)三", "一二"),
    ("[一-三]件", "一丁丂七丄丅丆万丈三"), ("一*?二", "一二"), ("\U00020000", "\U00020000"),
])
def test_first_characters(source: str, letters: str) -> None:
    found, empty = first_of(_parse(source))
    assert not empty
    assert found == sum(1 << min(ord(letter), PLANE) for letter in letters)


@pytest.mark.parametrize("source", ["一*", "(?:一|)", "(?=一)", "$", "一?二*", r"(一?)\1"])
def test_may_be_empty(source: str) -> None:
    assert first_of(_parse(source))[1]


@pytest.mark.parametrize("source", [".一", "[^一]", r"\D", "(?i:a)一"])
def test_may_be_nearly_anything(source: str) -> None:
    """In doubt a character is taken to be one: what a later Unicode calls a digit is no \\D, but may be one here."""
    found, _ = first_of(_parse(source))
    assert found | 1 << ord("一") | ((1 << 128) - 1) >= ANY >> 1


def test_digits_of_later_unicode_are_not_missed() -> None:
    unassigned = chr(0x0C77)  # to 3.2
    assert first_of(_parse(r"\d"))[0] >> ord(unassigned) & 1
    assert first_of(_parse(r"[^\d]"))[0] >> ord(unassigned) & 1
    assert not first_of(_parse(r"[^\d]"))[0] >> ord("7") & 1


@given(st.sets(st.integers(0, PLANE), min_size=1))
def test_class_has_the_same_characters(points: set[int]) -> None:
    assert first_of([(re._constants.IN, class_of(sum(1 << point for point in points)))])[0] == sum(  # type: ignore[attr-defined]
        1 << point for point in points)


PIECES = st.sampled_from(["一", "二", "[一二]", "[^三]", "一?", "(?:一|二)?", "(二|三)", "三*", r"\d", "(?=一)",
                          "(?<=二)", "(?!三)", "年", "(?:年|月|日|时|分|秒)", "."])
CHOICES = st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), min_size=1, max_size=25).map("|".join)


@given(CHOICES, st.booleans(), st.text("一二三年月7\U00020000 ", max_size=30), st.integers())
def test_finds_the_same(source: str, grouped: bool, text: str, seed: int) -> None:
    source = f"(?:{source})(?:件|)" if grouped else source
    text += written(list(_parse(source)), Random(seed)) + text
    stored, usual = swift(source), re.compile(source)
    for place in range(3):
        assert [(hit.span(), hit.groups(), hit.lastindex) for hit in stored.finditer(text, place)] == [
            (hit.span(), hit.groups(), hit.lastindex) for hit in usual.finditer(text, place)]
        one, other = stored.fullmatch(text, place), usual.fullmatch(text, place)
        assert (one and one.span()) == (other and other.span())


def test_flags_within_are_left_alone() -> None:
    source = "(?i:a|bb|cc|dd|ee|ff)一|二三"
    assert [hit[0] for hit in swift(source).finditer("A一 FF一 二三")] == ["A一", "FF一", "二三"]


def test_long_choice_is_entered_only_where_it_may_begin() -> None:
    """A search that must try forty choices at each of many characters takes several times as long."""
    source = "|".join(f"(?:零|甲)?{sign}件" for sign in "一二三四五六七八九十百千万亿子丑寅卯辰巳午未申酉戌亥")
    _, numbers, _, _ = codes(source, 0)
    _, plain, _, _ = codes("(?i:x)|" + source, re.IGNORECASE)
    assert numbers[2] == 4  # the characters are noted at its head
    assert plain[2] == 0
