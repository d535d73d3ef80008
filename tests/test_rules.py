"""Every rule by its cases: `tests/rules/<ID>.yaml`, each a change of a model report and what is then found.

A file is a list of cases:

    - name: what is tried
      base: "2021"                  # the model report changed; or `text:` a whole report
      change: [{from: …, to: …}]    # each `from` stands in the model exactly once; `every: true`: all of them
      expect: ["STR-003 91:4 应为“五”"]   # all findings, in order: id, place (may be left out), words of the message
      levels: {STR-003: warning}         # how grave some of them are
    unjudged: ["S5-SHORT STR-001"]     # some of what is not judged: id and the rule that says why
    status: 1                          # the exit status
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from reportlint import ruleset
from reportlint.checks import OF_OTHERS
from reportlint.engine import check, outcomes, understand
from reportlint.findings import Finding, Report
from reportlint.records import replace
from reportlint.ruleset import Rule
from reportlint.survey.standing import Standing

FOLDER = Path(__file__).parent / "rules"
RULES = ruleset.load()
MODELS = {edition.id: edition.model for edition in RULES.editions}


def read_cases() -> list[Any]:
    files = sorted(FOLDER.glob("*.yaml"))
    return [pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}")
            for path in files for case in yaml.safe_load(path.read_text(encoding="utf-8"))]


CASES = read_cases()


def changed(case: dict[str, Any]) -> str:
    """The case's report."""
    if "text" in case:
        return str(case["text"])
    text = MODELS[case.get("base", "2021")]
    for change in case.get("change", ()):
        count = text.count(change["from"])
        assert count >= 1 if change.get("every") else count == 1, f"“{change['from']}” stands {count} times"
        text = text.replace(change["from"], change["to"])
    return text


def judged(text: str) -> Report:
    return check("报告.md", text.encode(), RULES)


def fits(finding: Finding, wanted: str) -> bool:
    """Whether a finding is the one written as "ID [line:column] [words of the message]"."""
    rule, _, rest = wanted.partition(" ")
    first, _, words = rest.partition(" ")
    if not first.replace(":", "").isdecimal():
        return finding.rule == rule and rest in finding.message
    origin = finding.place.origin
    return (finding.rule, f"{origin.line}:{origin.column}") == (rule, first) and words in finding.message


def shown(finding: Finding) -> str:
    origin = finding.place.origin
    return f"{finding.rule} {origin.line}:{origin.column} {finding.message}"


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_case(rule: str, case: dict[str, Any]) -> None:
    report = judged(changed(case))
    wanted = case.get("expect", [])
    found = list(report.findings)
    agree = len(found) == len(wanted) and all(map(fits, found, wanted))
    assert agree, "\n".join(map(shown, found))
    levels = {item.rule: item.level.name.lower() for item in found}
    assert {rule: levels.get(rule) for rule in case.get("levels", ())} == case.get("levels", {})
    causes = {f"{item.rule} {item.cause}".strip() for item in report.unjudged}
    assert set(case.get("unjudged", ())) <= causes
    assert report.status() == case.get("status", report.status())


@pytest.mark.parametrize("edition", sorted(MODELS))
def test_model_report_is_without_fault(edition: str) -> None:
    report = judged(MODELS[edition])
    assert (report.edition, [shown(item) for item in report.findings]) == (edition, [])
    assert report.relations.checked > 40 - 3 * (edition == "2019")
    assert report.relations.fail == 0


@pytest.mark.parametrize("standing", [None, Standing()], ids=["none", "alone"])
def test_rules_about_other_reports_say_nothing_of_a_report_alone(standing: Standing | None) -> None:
    """So that they need not be run."""
    others = [rule for rule in RULES.rules if rule.kind in OF_OTHERS]
    assert {rule.kind for rule in others} == OF_OTHERS
    for edition, text in MODELS.items():
        _, view = understand("报告.md", text.encode(), RULES, edition)
        assert view
        assert [outcomes(rule, replace(view, standing=standing)) for rule in others] == [()] * len(others)


def test_every_rule_has_bad_and_good_cases() -> None:
    by_rule: dict[str, list[dict[str, Any]]] = {rule.id: [] for rule in RULES.rules}
    for name, case in (param.values for param in CASES):
        by_rule[name].append(case)  # a file of an unknown rule is a KeyError
    names = {rule: [any(w.split()[0] == rule for w in case.get("expect", ())) for case in cases]
             for rule, cases in by_rule.items()}
    lacking = [rule for rule, bad in names.items() if True not in bad or False not in bad]
    assert [rule for rule in lacking if rule not in ELSEWHERE] == []


ELSEWHERE = {rule.id for rule in RULES.rules if rule.past or rule.kind in {
    "unit_missing", "handed_in_twice", "unit_known", "sum_of_units", "copied_neighbour", "deadline", "by_hand"}}
"""Rules that need more than the report itself: another year's, the neighbours', the day of publication."""


@pytest.mark.parametrize("rule", sorted(ELSEWHERE))
def test_rules_about_several_reports_have_their_cases(rule: str) -> None:
    folder = Path(__file__).parent
    files = [*folder.glob("years/*.yaml"), *folder.glob("test_territory*.py"), folder / "territories.py"]
    assert any(f"{rule} " in text or f'{rule}"' in text for text in (f.read_text(encoding="utf-8") for f in files))


EXAMPLES = [pytest.param(rule, example, id=f"{rule.id}-{number}")
            for rule in RULES.rules for number, example in enumerate(rule.examples, 1)]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_shows_the_fault(rule: Rule, example: ruleset.Example) -> None:
    models = [edition.model for edition in RULES.editions
              if rule.id in edition.by_id and edition.model.count(example.good) == 1]
    assert models, "the good passage stands in no model report exactly once"
    report = judged(models[0].replace(example.good, example.bad))
    assert rule.id in {item.rule for item in report.findings}, [shown(f) for f in report.findings]


def test_every_rule_has_an_example() -> None:
    gate = {"STR-000", "T2-RULE"}  # only a whole other file shows the one, another kind of organ the other
    assert [rule.id for rule in RULES.rules if not rule.examples and rule.id not in gate | ELSEWHERE] == []
