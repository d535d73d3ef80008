"""Faults and harmless variations of the form's tables, in every kind of file: cases in tables.yaml.

A case changes a table of a model report by `edits` (see edits.py) and lists the findings at warning and
above, in any order: rule, row label and column label joined by " / " as far as they are given. A case with
`not_in` is about a difference that those kinds of file cannot show.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from edits import EDITS
from formats import WRITERS, Sheet, Written, file_name, laid_out
from reportlint import engine
from reportlint.findings import Finding, Level, Report
from test_relations import FIGURES, RULES, model

CASES = yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text(encoding="utf-8"))
TABLES = {"表二": 0, "表三": 1, "表四": 2}
FORMS = tuple(form for form in WRITERS
              if form not in ("utf-16", "html-gbk", "python-docx", "html-pieces", "md-empty", "crawled-open"))
"""The kinds of file that differ in how they keep a table."""


def edited(case: dict[str, Any]) -> Written:
    report = model(case.get("edition", "2021"))
    number = TABLES[case["table"]]
    for name, *arguments in case["edits"]:
        blocks = EDITS[name](report.sheets[number], *arguments)
        report = report.change(number, lambda _, new=blocks: new)
    return report


@cache
def checked(index: int, form: str) -> Report:
    data, _ = laid_out(edited(CASES[index]), form).fill()
    return engine.check(file_name(form), data, RULES)


def shown(finding: Finding) -> str:
    place = finding.place
    return " / ".join(part for part in (finding.rule, place.row, place.column) if part)


WORDS_ONLY = {"put", "words", "figures", "fill_row", "fill_column", "add", "move"}
"""Edits that leave the shape of the table as it is: two kinds of file, in turn, are enough."""


def parameters() -> list[Any]:
    return [pytest.param(index, form, id=f"{case['name']}-{form}") for index, case in enumerate(CASES)
            for form in case.get("only", forms(index)) if form not in case.get("not_in", ())]


def forms(index: int) -> tuple[str, ...]:
    if {edit[0] for edit in CASES[index]["edits"]} <= WORDS_ONLY:
        return FORMS[index % 4::4]
    return FORMS


@pytest.mark.parametrize(("index", "form"), parameters())
def test_case(index: int, form: str) -> None:
    case, report = CASES[index], checked(index, form)
    found = sorted(shown(item) for item in report.findings if item.level >= case_level(case))
    assert found == sorted(case.get("findings", []))
    if "relations" in case:
        tally = report.relations
        assert [tally.hold, tally.fail, tally.unjudged] == case["relations"]
    for part in case.get("says", ()):
        assert any(part in item.message for item in report.findings), [i.message for i in report.findings]
    for part in case.get("never", ()):
        assert not any(part in item.message for item in report.findings), [i.message for i in report.findings]


def case_level(case: dict[str, Any]) -> Level:
    return Level.INFO if case.get("info") else Level.WARNING


@pytest.mark.parametrize(("index", "form"), parameters())
def test_unjudged_names_its_cause(index: int, form: str) -> None:
    """What the rules about tables could not judge points to a finding that is there."""
    report = checked(index, form)
    found = {finding.rule for finding in report.findings}
    assert [item for item in report.unjudged if item.rule in FIGURES and item.cause not in found] == []


def test_names_are_unique() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
    assert all(isinstance(sheet, Sheet) for sheet in model("2021").sheets)
