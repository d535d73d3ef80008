"""The engine, with small kinds of check of the tests' own on a small report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fake_kinds import register
from reportlint import engine, ruleset
from reportlint.errors import ReadError
from reportlint.findings import Basis, Holds, Level, NotJudged, Outcome, Place, Problem, Report, Tally
from reportlint.judging.order import reading_order
from reportlint.model import Cell, Grid, Line, Origin, Source, Text
from reportlint.ruleset import Edition, Rule, Ruleset, When

TEXT = """青山县水利局2024年政府信息公开工作年度报告

一、总体情况
本机关依法公开政府信息。
五、存在的主要问题及改进情况
存在的主要问题是人员不足，下一步将加强培训。
"""
BASIS = (Basis("令", "第一条"),)
FORMS = {edition.id: edition.template for edition in ruleset.load().editions}


def rule(id: str, kind: str, level: Level = Level.ERROR, message: str = "{{ word }}", **more: Any) -> Rule:
    return Rule(id, f"Rule{id.replace('-', '')}", id, level, kind, BASIS, message, "", **more)


def rules(*given: Rule) -> Ruleset:
    return Ruleset(tuple(Edition(name, template, given) for name, template in FORMS.items()))


def headings(view: Any, _options: Any) -> Iterator[Outcome]:
    """A problem at each section, the last first."""
    for bound in reversed(view.sections):
        yield Problem(bound.place, {"word": bound.section.heading.title}, evidence="甲")


def half(_view: Any, _options: Any) -> Iterator[Outcome]:
    yield Holds(40)
    yield Problem(Place(), {"word": "错"})
    yield NotJudged("缺少一行", "T3-ROWS", 3)


def broken(_view: Any, _options: Any) -> Iterator[Outcome]:
    yield Holds()
    raise ZeroDivisionError("除数\n为零")


def refused(_view: Any, _options: Any) -> Iterator[Outcome]:
    yield Problem(Place(), {"word": "不是报告"})


def accepted(_view: Any, _options: Any) -> Iterator[Outcome]:
    yield Holds()


def about(view: Any, _options: Any) -> Iterator[Outcome]:
    yield Problem(Place(), {"word": f"{view.template.id} {view.year} {view.organ}"})


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, check in (("headings", headings), ("relation", half), ("broken", broken), ("about", about),
                        ("refused", refused), ("half", half)):
        register(monkeypatch, name, check, {"word": "一个词"})
    register(monkeypatch, "recognised", accepted, {"word": "一个词"})


def checked(*given: Rule, text: str = TEXT, edition: str = "") -> Report:
    return engine.check("报告.txt", text.encode(), rules(*given), edition)


def test_findings_stand_in_reading_order_then_by_rule() -> None:
    report = checked(rule("B-2", "headings"), rule("C-1", "about"), rule("A-1", "headings", Level.INFO))
    found = [(item.rule, item.message) for item in report.findings]
    first, last = "总体情况", "存在的主要问题及改进情况"
    assert found == [("C-1", "2021 2024 部门"), ("A-1", first), ("B-2", first), ("A-1", last), ("B-2", last)]
    assert [item.place.origin.line for item in report.findings] == [0, 3, 3, 5, 5]
    assert report.findings[1].level is Level.INFO
    assert (report.agency, report.year, report.edition) == ("青山县水利局", 2024, "2021")


def test_outcomes_are_counted_and_relations_apart() -> None:
    report = checked(rule("T3-ROW", "relation"), rule("T3-NUM", "half"))
    assert report.relations == Tally(40, 1, 3)
    assert report.demands == Tally(80, 2, 6)
    assert [(item.rule, item.reason, item.cause, item.count) for item in report.unjudged] == [
        ("T3-NUM", "缺少一行", "T3-ROWS", 3), ("T3-ROW", "缺少一行", "T3-ROWS", 3)]


def test_a_broken_check_costs_only_its_own_rule() -> None:
    report = checked(rule("A-1", "broken"), rule("B-1", "about"))
    assert [item.rule for item in report.findings] == ["B-1"]
    (item,) = report.unjudged
    assert (item.rule, item.cause, item.level) == ("A-1", "", Level.ERROR)
    assert item.reason.startswith("内部错误（ZeroDivisionError: 除数 为零）")
    assert report.status(None) == 2


def test_a_broken_check_comes_through_when_run_alone() -> None:
    _, view = engine.understand("报告.txt", TEXT.encode(), rules())
    assert view
    with pytest.raises(ZeroDivisionError):
        engine.outcomes(rule("A-1", "broken"), view)


def test_a_message_that_cannot_be_filled_in_costs_only_its_own_rule() -> None:
    report = checked(rule("A-1", "about", message="{{ wrod }}"), rule("B-1", "about"))
    assert [item.rule for item in report.findings] == ["B-1"]
    assert [(item.rule, item.cause) for item in report.unjudged] == [("A-1", "")]


def test_a_file_that_is_no_report_has_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, "recognised", refused, {"word": "一个词"})
    given = rule("A-1", "about"), rule("T3-ROW", "relation"), rule("STR-000", "recognised")
    report = checked(*given)
    assert [(item.rule, item.message) for item in report.findings] == [("STR-000", "不是报告")]
    (item,) = report.unjudged
    assert (item.cause, item.count, item.level) == ("STR-000", 2, Level.ERROR)
    assert report.relations == Tally()
    assert report.status(Level.ERROR) == 1


def test_rules_for_other_reports_are_not_run() -> None:
    report = checked(
        rule("A-1", "about", when=When((2025, None))), rule("A-2", "about", when=When((None, 2024))),
        rule("A-3", "about", when=When(organs=("政府",))), rule("A-4", "about", when=When(organs=("部门",))))
    assert [item.rule for item in report.findings] == ["A-2", "A-4"]


def test_the_level_may_depend_on_the_report() -> None:
    report = checked(rule("A-1", "about", levels=((When((2024, 2024)), Level.WARNING),)))
    assert report.findings[0].level is Level.WARNING


EDITIONS = {"2024": ("", "2021"), "2020": ("", "2019"), "2019": ("", "2019"), "2008": ("", "2021"),
            "": ("", "2021"), "2023": ("2019", "2019")}


@pytest.mark.parametrize("year", EDITIONS)
def test_the_edition_follows_the_year_or_the_order(year: str) -> None:
    asked, expected = EDITIONS[year]
    text = TEXT.replace("2024年", f"{year}年" if year else "")
    report = checked(rule("A-1", "about"), text=text, edition=asked)
    assert report.edition == expected
    assert report.findings[0].message.startswith(expected)


def test_common_facts() -> None:
    message = "{{ year }}|{{ agency }}|{{ form }}|{{ basis }}|{{ section }}|{{ table }}{{ row }}{{ column }}"
    report = checked(rule("A-1", "headings", message=message))
    section = report.findings[0].place.section
    assert section
    assert report.findings[0].message == f"2024|青山县水利局|{FORMS['2021'].title}|令 第一条|{section}|"


def test_the_same_bytes_give_the_same_report() -> None:
    given = rule("B-2", "headings"), rule("T3-ROW", "relation"), rule("A-1", "broken")
    assert checked(*given) == checked(*given)


@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"PK\x03\x04 damaged", b"%PDF-1.7", bytes(range(256))])
def test_any_bytes_give_a_report_or_a_read_error(data: bytes) -> None:
    try:
        report = engine.check("报告.docx", data, rules(rule("A-1", "about")))
    except ReadError as error:
        assert error.reason  # noqa: PT017
    else:
        assert isinstance(report, Report)


def test_reading_order_of_a_format_without_lines() -> None:
    """Paragraphs and tables are counted apart; their order in the file decides."""
    def line(paragraph: int) -> Line:
        return Line(Text("甲", base=Origin(paragraph=paragraph)))

    def grid(number: int) -> Grid:
        return Grid(((Cell(Text("1"), 0, 0),),), number, Origin(table=number))

    order = reading_order(Source("报告.docx", "word", (line(1), grid(1), line(2), line(3), grid(2))))
    places = [Origin(), Origin(paragraph=1, offset=3), Origin(table=1, row=2, cell=5),
              Origin(table=1, row=10, cell=1), Origin(paragraph=2), Origin(paragraph=3),
              Origin(table=2, row=1, cell=1)]
    assert sorted([*places[3:], *places[:3]], key=lambda origin: order(Place(origin))) == places
