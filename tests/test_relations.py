"""Each arithmetic relation of the form broken in turn, in every kind of file: one finding, at the cell.

The tables are reckoned here from their slots alone; nothing of the binding is used.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

import pytest
import yaml
from formats import LOOSE, SPACED, WRITERS, Box, Layout, Sheet, Written, anchor, file_name, laid_out, read_model
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlint import engine, ruleset
from reportlint.findings import Finding, Level, Report
from reportlint.resources import rules
from reportlint.ruleset import Ruleset

ALL = ruleset.load()
FIGURES = {entry["id"] for entry in yaml.safe_load((rules() / "2021" / "figures.yaml").read_text("utf-8"))["rules"]}
RULES = Ruleset(tuple(replace(edition, rules=tuple(rule for rule in edition.rules if rule.id in FIGURES))
                      for edition in ALL.editions))
"""The rules about tables only: prose that no longer agrees with a changed figure is another test's matter."""

EDITIONS = tuple(edition.id for edition in RULES.editions)
FORMS = (*WRITERS, *LOOSE, *SPACED)
SAMPLED = ("utf-16", "html-gbk", "crawled-open", "crawled-bare", "loose-lines", "loose-rows")
"""Kinds of file that differ little from another one: a fourth of the relations is enough."""
ROW, TOT, COL, REVIEW = "T3-ROW", "T3-TOT", "T3-COL", "T4-TOT"
ORDER = (ROW, TOT, COL, REVIEW)


@dataclass(frozen=True)
class Relation:
    """Cells with their factors that add up to nothing."""

    rule: str
    parts: tuple[tuple[Box, int], ...]


@cache
def model(edition: str) -> Written:
    found = RULES.for_id(edition)
    assert found
    return read_model(found.model)


@cache
def layout(edition: str, form: str) -> Layout:
    return laid_out(model(edition), form)


def counts(sheet: Sheet) -> list[list[Box]]:
    """The figures of table three: the rows that end with seven numbers."""
    return [list(row[-7:]) for row in sheet.rows if row[-1].text.isdigit()]


@cache
def relations(edition: str) -> tuple[Relation, ...]:
    """Every relation of a model report, of table three by row and by column, of table four by block."""
    return tuple(_relations(model(edition)))


def _relations(report: Written) -> Iterator[Relation]:
    requests, reviews = counts(report.sheets[1]), list(report.sheets[2].rows[-1])
    for row in requests:
        yield Relation(ROW, (*((box, 1) for box in row[:-1]), (row[-1], -1)))
    for column in zip(*requests, strict=True):
        received, carried, *outcomes, total, left = column
        yield Relation(TOT, (*((box, 1) for box in outcomes), (total, -1)))
        yield Relation(COL, ((received, 1), (carried, 1), (total, -1), (left, -1)))
    for start in (0, 5, 10):
        block = reviews[start:start + 5]
        yield Relation(REVIEW, (*((box, 1) for box in block[:-1]), (block[-1], -1)))


def check(edition: str, form: str, changed: Mapping[Box, str]) -> tuple[Report, Mapping[Box, object]]:
    data, places = layout(edition, form).fill(changed)
    return engine.check(file_name(form), data, RULES), places


def broken(edition: str, changed: Mapping[Box, str]) -> list[Relation]:
    def value(box: Box) -> int:
        return int(changed.get(box, box.text))

    return [r for r in relations(edition) if sum(value(box) * f for box, f in r.parts)]


def serious(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.level >= Level.WARNING]


def slot(report: Written, number: int, box: Box) -> tuple[int, int]:
    rows = report.sheets[number].rows
    return next((r, c) for r, row in enumerate(rows) for c, other in enumerate(row) if other is box)


def assert_at(finding: Finding, report: Written, number: int, box: Box, places: Mapping[Box, object]) -> None:
    """The finding's place is this cell: by line and column where the file has lines, by slot elsewhere."""
    origin = finding.place.origin
    if origin.line:
        spot = places[box]
        assert (origin.line, origin.column) == (spot.line, spot.column)  # type: ignore[attr-defined]
        return
    row, column = slot(report, number, box)
    assert (origin.table, origin.row, origin.cell) == (number + 1, row + 1, column + 1)
    above = report.sheets[number].rows[:row]
    assert finding.place.column in {line[column].text for line in above}


def one_figure(edition: str) -> Iterator[tuple[str, int, Box]]:
    """Relation by relation a figure to change, in turn an addend and the sum."""
    for index, relation in enumerate(relations(edition)):
        parts = [box for box, _ in relation.parts]
        yield relation.rule, index, parts[-1] if index % 2 else parts[index % (len(parts) - 1)]


CASES = [pytest.param(edition, form, rule, index, box, id=f"{edition}-{form}-{index:02}-{rule}")
         for edition in EDITIONS for number, form in enumerate(FORMS) for rule, index, box in one_figure(edition)
         if (edition == EDITIONS[0] and form not in SAMPLED) or (index + number) % 4 == 0]


@pytest.mark.parametrize(("edition", "form"), [(e, f) for e in EDITIONS for f in FORMS])
def test_all_hold(edition: str, form: str) -> None:
    report, _ = check(edition, form, {})
    assert not serious(report)
    assert not [item for item in report.unjudged if item.rule in FIGURES]
    assert (report.relations.hold, report.relations.fail) == (len(relations(edition)), 0)


@pytest.mark.parametrize(("edition", "form", "rule", "index", "box"), CASES)
def test_one_wrong_figure(edition: str, form: str, rule: str, index: int, box: Box) -> None:
    changed = {box: str(int(box.text) + 1)}
    hurt = broken(edition, changed)
    report, places = check(edition, form, changed)
    (finding,) = serious(report)
    hit = sorted({r.rule for r in hurt}, key=ORDER.index)
    assert rule in hit
    assert [finding.rule, *finding.others] == hit
    assert report.relations.fail == len(hurt)
    assert report.relations.hold == len(relations(edition)) - len(hurt)
    if rule == REVIEW:  # one sum alone: the figure named is the total
        assert_at(finding, model(edition), 2, hurt[0].parts[-1][0], places)
    else:
        assert_at(finding, model(edition), 1, box, places)


def test_number_of_relations() -> None:
    assert {edition: len(relations(edition)) for edition in EDITIONS} == {"2021": 42, "2019": 40}


# ---- any balanced table -----------------------------------------------------------------------------


def filled(edition: str, seed: int, most: int) -> dict[Box, str]:
    """Random figures for tables three and four under which every relation holds."""
    chance = random.Random(seed)
    report = model(edition)
    texts: dict[Box, str] = {}
    table = counts(report.sheets[1])
    for column in range(6):
        boxes = [row[column] for row in table]
        outcomes = [chance.randint(0, most) for _ in boxes[2:-2]]
        done = sum(outcomes)
        left = chance.randint(0, most)
        carried = chance.randint(0, done + left)
        figures = [done + left - carried, carried, *outcomes, done, left]
        texts.update(zip(boxes, map(str, figures), strict=True))
    texts.update((row[-1], str(sum(int(texts[box]) for box in row[:-1]))) for row in table)
    reviews = report.sheets[2].rows[-1]
    for start in (0, 5, 10):
        parts = [chance.randint(0, most) for _ in range(4)]
        texts.update(zip(reviews[start:start + 5], map(str, [*parts, sum(parts)]), strict=True))
    return texts


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(EDITIONS), st.sampled_from(FORMS), st.integers(0, 10**6),
       st.sampled_from((1, 9, 300, 10**9)), st.data())
def test_any_balanced_report(edition: str, form: str, seed: int, most: int, data: st.DataObject) -> None:
    texts = filled(edition, seed, most)
    report, _ = check(edition, form, texts)
    assert not serious(report)
    assert (report.relations.hold, report.relations.fail) == (len(relations(edition)), 0)
    boxes = [box for row in counts(model(edition).sheets[1]) for box in row]
    box = data.draw(st.sampled_from(boxes), label="cell")
    wrong = data.draw(st.integers(0, 2 * most + 5).filter(lambda n: str(n) != texts[box]), label="figure")
    report, places = check(edition, form, {**texts, box: str(wrong)})
    (finding,) = serious(report)
    assert report.relations.fail == len(broken(edition, {**texts, box: str(wrong)}))
    assert_at(finding, model(edition), 1, box, places)


def test_anchor_is_first_slot() -> None:
    sheet = model("2021").sheets[1]
    assert [(r, c) for r, row in enumerate(sheet.rows) for c, box in enumerate(row)
            if box.text == "三、本年度办理结果" and anchor(sheet, r, c)] == [(5, 0)]
