"""Labelled sentences against figures: no false alarm at all, and a floor under what is found."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
import yaml
from reportlint import ruleset
from reportlint.configuration.selection import narrowed
from reportlint.engine import check

HERE = Path(__file__).parent
README = (HERE.parents[1] / "README.md").read_text(encoding="utf-8")
LISTS = {name: yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
         for name in ("sentences", "unseen", "fresh", "offices", "later", "last", "pages", "more", "openings",
                      "regions", "others", "provinces", "counties")}
FIGURES: dict[str, Any] = {name: figures for data in LISTS.values()
                           for name, figures in data.get("figures", {}).items()}
RULES = narrowed(ruleset.load(), ("T2-TEXT", "T3-TEXT", "T3-PCT", "T3-DONE", "T3-ZERO", "T4-TEXT", "TX-CONTRA"), ())
FORM = next(edition for edition in RULES.editions if edition.id == "2021")
RECALL = 0.90
"""What share of the contradictions must be found."""


class Sentence(NamedTuple):
    source: str
    figures: str
    words: str
    label: str  # "agree", "silent", or the rule that has to speak


def sentences() -> Iterator[Sentence]:
    for source, data in LISTS.items():
        for group in data["cases"]:
            for label in ("agree", "silent"):
                yield from (Sentence(source, group["figures"], words, label) for words in group.get(label, ()))
            for rule, found in group.get("contradict", {}).items():
                yield from (Sentence(source, group["figures"], words, rule) for words in found)


SENTENCES = tuple(sentences())


@cache
def report(name: str) -> str:
    """A report without counts in its prose, with the figures of this name."""
    figures = FIGURES[name]
    lines = FORM.model.split("\n")
    table = FORM.template.table("申请")
    assert table is not None
    for term in table.rows:
        values = figures["rows"].get(term.name, [0] * 7)
        lines = [with_figures(line, values) if f"| {term.label} |" in line else line for line in lines]
    lines = [with_figures(line, figures["documents"]) if "| 行政规范性文件 |" in line else line for line in lines]
    at = next(n for n, line in enumerate(lines) if line.startswith("## 五")) - 2
    lines[at] = "| " + " | ".join(map(case_cells, figures["cases"])) + " |"
    prose = [line for line in lines if line.startswith(("|", "#", "根据"))]
    return "\n\n".join(prose).replace("|\n\n|", "|\n|").replace("青山县水利局", figures["title"])


def case_cells(case: int | list[int]) -> str:
    """The five cells of one sort of case: its four results and their sum; a sum alone is 其他结果."""
    results = case if isinstance(case, list) else [0, 0, case, 0]
    return " | ".join(map(str, [*results, sum(results)]))


def with_figures(line: str, values: list[int]) -> str:
    cells = line.strip("| ").split(" | ")
    return "| " + " | ".join([*cells[: len(cells) - len(values)], *map(str, values)]) + " |"


def found(sentence: Sentence) -> dict[str, str]:
    """The findings about a report with this sentence in its first part: rule → message."""
    text = report(sentence.figures).replace("（二）依申请公开\n", f"（二）依申请公开\n\n{sentence.words}\n", 1)
    assert sentence.words in text
    findings = check("报告.md", text.encode(), RULES).findings
    return {rule: item.message for item in findings for rule in (item.rule, *item.others)}


@pytest.mark.parametrize("source", LISTS)
def test_precision_and_recall(source: str) -> None:
    """No false alarm, most of the contradictions, and the README has the figures."""
    chosen = [sentence for sentence in SENTENCES if sentence.source == source]
    wrong, missed, hits = [], [], 0
    for sentence in chosen:
        rules = found(sentence)
        expected = sentence.label not in ("agree", "silent")
        hits += expected and sentence.label in rules
        if expected and sentence.label not in rules:
            missed.append(sentence.words)
        if rules and not expected:
            wrong.append(sentence.words)
    contradictions = hits + len(missed)
    recall, precision = hits / contradictions, hits / (hits + len(wrong))
    assert wrong == []
    assert recall >= RECALL, missed
    assert f"| {len(chosen)} | {contradictions} | {precision:.0%} | {recall:.0%} |" in README, (len(chosen), missed)


@pytest.mark.parametrize("figures", ["bureau", "county", "planning", "quiet", "domain"])
def test_sentences_beside_each_other(figures: str) -> None:
    """Any three that agree or say nothing, in one paragraph: what one says does not make the next a false alarm."""
    clean = [sentence.words for sentence in SENTENCES
             if sentence.figures == figures and sentence.label in ("agree", "silent")]
    choose = Random(figures)
    paragraphs = ["".join(choose.sample(clean, 3)) for _ in range(80)]
    assert {words: rules for words in paragraphs if (rules := found(Sentence("", figures, words, "silent")))} == {}


def test_there_are_enough_sentences() -> None:
    assert len({sentence.words for sentence in SENTENCES}) >= 400
