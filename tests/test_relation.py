"""Formulas of rule files: what they mean, where they are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlint.formula import Formula, Operand, canonical
from reportlint.parsing.relation import FormulaError, parse_formula

MEANINGS = {
    "新收 + 上年结转 = 办理总计 + 结转下年": ("新收 + 上年结转", "=", "办理总计 + 结转下年"),
    "新收＋上年结转＝办理总计": ("新收 + 上年结转", "=", "办理总计"),
    "不予公开.1 - 不予公开.* ≤ 总计": ("不予公开.1 - 不予公开.*", "<=", "总计"),
    "甲−乙－丙–丁 ≥ 戊": ("甲 - 乙 - 丙 - 丁", ">=", "戊"),
    "甲 <= 乙": ("甲", "<=", "乙"),
    "甲 >= 乙": ("甲", ">=", "乙"),
    "- 甲 = +乙": ("-甲", "=", "乙"),
    "规章[现行有效] = 规章［制发］": ("规章[现行有效]", "=", "规章[制发]"),
    "\t甲\n+\u3000乙 = 丙": ("甲 + 乙", "=", "丙"),
}


@pytest.mark.parametrize("text", MEANINGS)
def test_meaning(text: str) -> None:
    left, sign, right = MEANINGS[text]
    formula = parse_formula(text)
    assert canonical(formula) == f"{left} {sign} {right}"
    assert formula.text == text


def test_operands() -> None:
    formula = parse_formula("甲.1 - 乙.* = 丙[丁]")
    assert formula == Formula(
        (Operand("甲.1"), Operand("乙", -1, every=True)), "=", (Operand("丙", column="丁"),), formula.text)


TERM = ("行或列的名称", "“组名.*”", "“上年.名称”")
AFTER = ("+", "-", "=、<=、>=", "[列名]")
FAULTS = {
    "": (0, "", (*TERM, "+", "-")),
    "  ": (0, "", (*TERM, "+", "-")),
    "新收": (2, "", AFTER),
    "新收 + ": (4, "", TERM),
    "新收 ++ 乙 = 丙": (4, "+", TERM),
    "新收 乙 = 丙": (3, "乙", AFTER),
    "新收 × 乙 = 丙": (3, "×", AFTER),
    "新收 = 乙 = 丙": (7, "=", ("+", "-", "[列名]", "公式结束")),
    "新收[乙 = 丙": (5, "=", ("]",)),
    "甲 = 乙[": (6, "", ("行或列的名称",)),
    "甲. = 乙": (1, ".", AFTER),
    "1 = 乙": (0, "1", (*TERM, "+", "-")),
    "甲 ≠ 乙": (2, "≠", AFTER),
}


@pytest.mark.parametrize("text", FAULTS)
def test_fault(text: str) -> None:
    with pytest.raises(FormulaError) as raised:
        parse_formula(text)
    error = raised.value
    assert (error.offset, error.found, error.allowed) == FAULTS[text]
    assert error.length == max(1, len(error.found))
    assert all(words in str(error) for words in error.allowed)


def test_too_long() -> None:
    with pytest.raises(FormulaError, match="4000字"):
        parse_formula("甲" + " + 甲" * 2000 + " = 乙")


WORD = st.text(alphabet="新收上年结转办理总计公开", min_size=1, max_size=6)
PARTS = st.lists(st.integers(0, 99).map(str), max_size=2)
NAME = st.builds(lambda word, parts: ".".join([word, *parts]), WORD, PARTS).filter(
    lambda name: not f"{name}.".startswith(("上年.", "上年度.")))  # that is how last year's figures begin
OPERAND = st.one_of(
    st.builds(Operand, NAME, st.sampled_from((1, -1))),
    st.builds(Operand, NAME, st.sampled_from((1, -1)), st.just(True)),
    st.builds(Operand, NAME, st.sampled_from((1, -1)), st.just(False), NAME),
)
SIDE = st.lists(OPERAND, min_size=1, max_size=8).map(tuple)


@given(SIDE, st.sampled_from(("=", "<=", ">=")), SIDE)
def test_what_is_printed_is_read_as_the_same(left, sign, right) -> None:  # type: ignore[no-untyped-def]
    formula = parse_formula(canonical(Formula(left, sign, right, "")))
    assert (formula.left, formula.sign, formula.right) == (left, sign, right)


@given(st.text() | st.text(alphabet="甲乙.*+-=<>≤[]［ 1"))
def test_any_text_is_a_formula_or_a_fault_with_its_place(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaError as fault:
        error = fault
    else:
        assert parse_formula(canonical(formula)).left == formula.left
        return
    assert 0 <= error.offset <= len(text)
    assert error.allowed
    assert text[error.offset:error.offset + len(error.found)] == error.found
