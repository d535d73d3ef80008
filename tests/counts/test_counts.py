"""Counts out of prose: what is read, where it stands, and that no text breaks it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.model import Segment, Text
from reportlint.parsing.amount import Amount, read_amount
from reportlint.parsing.count import counts

CASES = yaml.safe_load((Path(__file__).parent / "counts.yaml").read_text(encoding="utf-8"))

PIECES = ("2024年", "，", "。", "（", "）", "、", "；", "收到", "新收", "办结", "政府信息公开申请", "行政复议", "诉讼",
          "30件", "占50%", "均", "所有", "未", "无", "其中", "自然人", "上年结转", "结转下年度", "和", "除", "外",
          "同比", "含", "规范性文件", "废止", "某某", " ", "\n", "０", "一", "万件", "为0")


def shown(text: str) -> list[str]:
    """The sure counts: classes, number and words."""
    found = (count for count in counts([(0, Text(text))]) if count.sure)
    return [" ".join(str(part) for part in (
        "+".join(c.objects), "+".join(c.verbs), "+".join(c.applicants),
        c.sort if c.number is None else c.number, "" if c.exact else "~", c.quote) if part != "")
        for c in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_counts_of_a_text(case: dict[str, object]) -> None:
    assert shown(str(case["text"])) == case["counts"]


@pytest.mark.parametrize(("words", "number", "unit", "exact"), [
    ("1,253件", 1253, "件", True), ("三十宗", 30, "宗", True), ("一百零五件", 105, "件", True),
    ("两件", 2, "件", True), ("一万二千件", 12000, "件", True), ("二〇件", 20, "件", True),
    ("7700余条", 7700, "条", False), ("约30件", 30, "件", False), ("30多件", 30, "件", False),
    ("1.2万件", Decimal("1.2"), "件", False),
    ("30件以上", 30, "件", False), ("0", 0, "", True),
])
def test_amount(words: str, number: int, unit: str, exact: bool) -> None:
    assert read_amount(words) == Amount(Decimal(number), unit, exact)


def test_place_is_that_of_the_phrase() -> None:
    text = Text("全年收到政府信息\n公开申请 ３０ 件。", (Segment(0, 7, 3), Segment(9, 8, 1)))
    (count,) = counts([(0, text)])
    origin = count.origin
    assert (count.number, count.quote) == (30, "全年收到政府信息公开申请３０件")
    assert (origin.line, origin.column, origin.end_line, origin.end_column) == (7, 3, 8, 10)


def test_deep_brackets() -> None:
    assert shown("收到申请30件" + "（" * 5000 + "办结30件" + "）" * 5000) != []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_breaks_it(words: str) -> None:
    for count in counts([(0, Text("申请" + words))]):
        assert 0 <= count.start < count.end <= len(words) + 2
        assert count.objects or not count.sure
