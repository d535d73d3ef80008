"""Lines → title, tree, periods: the cases stand in the YAML files next to this one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint.model import (
    Cell,
    Date,
    Document,
    Grid,
    Heading,
    Line,
    Origin,
    Paragraph,
    Segment,
    Source,
    Text,
)
from reportlint.parsing.numbering import numeral, ordinal
from reportlint.parsing.period import periods
from reportlint.parsing.report import Vocabulary, parse
from reportlint.wording import bare, normalise

HERE = Path(__file__).parent


def cases(name: str) -> list[Any]:
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def named(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in cases(name)]


def vocabulary() -> Vocabulary:
    words = yaml.safe_load((HERE / "vocabulary.yaml").read_text(encoding="utf-8"))
    return Vocabulary(tuple(re.compile(title) for title in words["titles"]),
                      frozenset(normalise(row) for row in words["rows"]), tuple(words["subject"]))


VOCABULARY = vocabulary()


def block(line: str, number: int) -> Line | Grid:
    """"[]" is a table, "## x" a heading of level 2, "~x" chrome; column 3, to be unlike the offset."""
    if line == "[]":
        return Grid(((Cell(Text("0"), 0, 0),),), number)
    mark = re.match(r"(#+) |(~)", line)
    value = line[mark.end():] if mark else line
    segments = [Segment(0, number, 3)]
    segments += [Segment(at.end(), number, 3 + at.end()) for at in re.finditer("\n", value)]
    level = len(mark[1]) if mark and mark[1] else 0
    return Line(Text(value, tuple(segments)), level, bool(mark and mark[2]))


def source(case: dict[str, Any]) -> Source:
    blocks = tuple(block(line, number) for number, line in enumerate(case["lines"], 1))
    return Source("x", case.get("format", "text"), blocks, "utf-8", (),
                  tuple(case.get("metadata", {}).items()))


def tree(document: Document) -> list[str]:
    found = [shown(item) for item in document.preface]
    for section in document.sections:
        found += [shown(section.heading), *(shown(item) for item in section.content)]
    return found


def shown(item: Heading | Paragraph | Grid) -> str:
    if isinstance(item, Heading):
        return f"{'S' if item.level == 1 else item.level} {item.number}|{item.title}"
    return "[]" if isinstance(item, Grid) else f"P {item.text.value}"


# ---- cases --------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", named("titles"))
def test_title(case: dict[str, Any]) -> None:
    words = replace(VOCABULARY, subject=(*VOCABULARY.subject, *case.get("forms", ())))
    title = parse(source(case), words).title
    if case["title"] is None:
        assert title is None
        return
    assert title is not None
    assert [title.agency, title.year, title.wording, len(title.lines)] == case["title"]
    assert title.text == case.get("text", title.text)
    assert title.origin.line == case.get("line", title.origin.line)
    assert title.wording in title.text


@pytest.mark.parametrize("case", [*named("headings"), *named("flattened")])
def test_tree(case: dict[str, Any]) -> None:
    document = parse(source(case), VOCABULARY)
    assert tree(document) == case["tree"]
    assert bool(document.remarks) == case.get("remark", False)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:40]) for case in cases("periods")])
def test_period(case: dict[str, Any]) -> None:
    found = list(periods([Text(case["text"], (Segment(0, 7, 5),))]))
    assert [[p.raw, written(p.start), written(p.end)] for p in found] == [
        [raw, str(start) if start else None, end] for raw, start, end in case["periods"]]
    for period in found:
        at = period.origin
        assert case["text"][at.offset:at.offset + at.length] == period.raw
        assert (at.line, at.column) == (7, 5 + at.offset)


def written(date: Date | None) -> str | None:
    if date is None:
        return None
    parts = ["?" if part is None else str(part) for part in (date.year, date.month, date.day)]
    return "-".join(parts)


def test_year_from_period() -> None:
    lines = ["一、总体情况", "统计期限自2022年1月1日起至12月31日止。"]
    assert parse(source({"lines": lines}), VOCABULARY).year == 2022


@pytest.mark.parametrize("unit", [
    "一、总体情况", "（一）甲：", "一、总体情况；", " ", "\t", "一", "（", "\n", "一、\n", "政府信息公开",
    "统计", "2023年政府信息公开报告 ", "统计期限自", "数据自2023年1月1日", "…", "1.甲。",
    "四、行政复议、行政诉讼情况2023年。（一）甲。"])
def test_long_lines_end(unit: str) -> None:
    """Every pattern looks a bounded way ahead: 60,000 characters take about a second at most."""
    line = unit * (60_000 // len(unit))
    begin = process_time()
    document = parse(source({"lines": [line, "x" + line]}), VOCABULARY)
    assert document.preface or document.sections or not line.strip()
    assert process_time() - begin < 10


def test_word_offsets_of_a_cut_line() -> None:
    """A heading with prose behind it in a Word paragraph: both know their part of the paragraph."""
    words = Text("一、总体情况2021年，全县认真开展工作。", (), Origin(paragraph=4))
    section = parse(Source("x", "word", (Line(words),)), VOCABULARY).sections[0]
    prose = section.paragraphs[0].text.origin()
    assert (prose.paragraph, prose.offset, prose.length) == (4, 6, len(words.value) - 6)


@pytest.mark.parametrize(("number", "value"), [
    ("一、", 1), ("（十二）", 12), ("二十一、", 21), ("三十", 30), ("第三部分", 3), ("①", 1), ("⒊", 3),
    ("㈣", 4), ("1．", 1), ("１２、", 12), ("叁、", 3), ("", 0), ("甲", 0)])
def test_ordinal(number: str, value: int) -> None:
    assert ordinal(number) == value


@pytest.mark.parametrize(("digits", "value"), [
    ("2023", 2023), ("２０２３", 2023), ("二〇二三", 2023), ("二○二三", 2023), ("二零二三", 2023),
    ("十二", 12), ("三十一", 31), ("abc", None), ("", None)])
def test_numeral(digits: str, value: int | None) -> None:
    assert numeral(digits) == value


@pytest.mark.parametrize(("one", "other"), [
    ("（一）予以 公开", "(一)予以公开"), ("商业\n企业", "商业企业"), ("危及“三安全”", "危及\"三安全\""),
    ("甲，乙、丙", "甲、乙，丙"), ("〔2021〕３０号", "[2021]30号"), ("总\u200b体情况", "总体情况")])
def test_same_words(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_other_words() -> None:
    assert normalise("规章") != normalise("规程")
    assert normalise("《条例》") == "《条例》"
    assert bare("3.危及“三安全一稳定”（注）") == "3危及三安全一稳定注"


# ---- any text is a report -----------------------------------------------------------------------

WORDS = """一、 二、 （一） (二) 1. 一是 第一部分 总体情况 主动公开政府信息情况 其他需要报告的事项
行政复议、行政诉讼情况 存在的主要问题及改进情况 2023年 青石市水务局 政府信息公开工作年度报告 根据 。 ； ，
： “ ） 统计期限自 1月1日 至 12月31日 止 数据 | -4- ……1 本年新收政府信息公开申请数量 0000 甲 x 公开 报告"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u3000", "\u200b"])
VALUES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(max_size=30))
LINES = st.builds(lambda value, level, chrome: (value, level, chrome),
                  VALUES, st.sampled_from([0, 0, 0, 1, 2]), st.sampled_from([False, False, False, True]))


def built(lines: list[tuple[str, int, bool] | None]) -> Source:
    blocks: list[Line | Grid] = []
    for number, line in enumerate(lines, 1):
        if line is None:
            blocks.append(Grid(((Cell(Text("0"), 0, 0),),), number))
        else:
            blocks.append(Line(Text(line[0], (Segment(0, number, 1),)), line[1], line[2]))
    return Source("x", "markdown", tuple(blocks), "utf-8")


@settings(deadline=None, max_examples=300)
@given(st.lists(st.one_of(st.none(), LINES), max_size=14))
def test_any_blocks_are_a_report(lines: list[tuple[str, int, bool] | None]) -> None:
    """Nothing is lost behind the title, nothing stands where it does not, tables stay in order."""
    document = parse(built(lines), VOCABULARY)
    contents = [*document.preface, *(item for s in document.sections for item in (s.heading, *s.content))]
    texts = [item.text for item in contents if not isinstance(item, Grid)]
    texts = [*(document.title.lines if document.title else ()), *texts]
    for text in texts:
        at = text.origin()
        line = lines[at.line - 1]
        assert line is not None
        assert text.value
        assert line[0][at.column - 1:at.column - 1 + len(text.value)] == text.value
    joined = visible("".join(text.value for text in texts))
    whole = visible("".join(line[0] for line in lines if line and not line[2]))
    assert without_page_marks(whole).endswith(without_page_marks(joined))
    if not document.title:
        assert without_page_marks(whole) == without_page_marks(joined)


def visible(value: str) -> str:
    return re.sub(r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2060\ufeff\u3000]", "", value)


def without_page_marks(value: str) -> str:
    return re.sub(r"[-—–－‒―─·\d]|第|共|页|[Pp]age", "", value)


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_periods_of_any_text(value: str) -> None:
    for period in periods([Text(value, (Segment(0, 1, 1),))]):
        assert value[period.origin.offset:period.origin.offset + period.origin.length] == period.raw
