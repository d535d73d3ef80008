"""The rule packs of examples/: a province's layer and a second form, without a line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.configuration.ownrules import own_rules
from reportlint.engine import check
from reportlint.ruleset import load

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PACKS = sorted(path.parent.name for path in EXAMPLES.glob("*/template.yaml"))


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_there_are_a_layer_and_a_second_form() -> None:
    assert PACKS == ["province", "website-report"]


@pytest.mark.parametrize("pack", PACKS)
def test_examples_and_cases(pack: str, capfd: pytest.CaptureFixture[str]) -> None:
    status = main(["test", f"examples/{pack}"])
    out, err = capfd.readouterr()
    assert (status, out) == (0, "")
    assert "全部符合" in err


@pytest.mark.parametrize("pack", PACKS)
def test_the_model_report_is_clean_under_its_own_form(pack: str) -> None:
    ruleset = load(own_rules([f"examples/{pack}"]))
    model = (EXAMPLES / pack / "model.md").read_bytes()
    report = check("model.md", model, ruleset)
    assert (report.edition, report.findings) == (pack, ())
    assert report.relations.checked > 7


@pytest.mark.parametrize("pack", sorted(path.parent for path in (ROOT / "tests" / "packs").glob("*/template.yaml")),
                         ids=lambda pack: pack.name)
def test_forms_made_up_for_this_test(pack: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """No sections; percentages, words and figures in one table; labels with what is filled in behind them."""
    status = main(["test", str(pack)])
    out, err = capfd.readouterr()
    assert (status, out) == (0, "")
    assert "全部符合" in err


def test_forms_loaded_together_are_told_apart() -> None:
    """Both packs and our own rules at once: each report is held to its form."""
    ruleset = load(own_rules([f"examples/{pack}" for pack in PACKS]))
    assert [form.id for form in ruleset.editions] == ["province", "2021", "2019", "website-report"]
    reports = {"province": "examples/province", "website-report": "examples/website-report", "2019": "rules/2019"}
    for edition, folder in reports.items():
        report = check("model.md", (ROOT / folder / "model.md").read_bytes(), ruleset)
        assert (report.edition, report.findings) == (edition, ())


def test_the_layer_changes_nothing_where_it_is_not_asked_for() -> None:
    report = check("model.md", (ROOT / "rules" / "2021" / "model.md").read_bytes(), load())
    assert report.findings == ()
    with_layer = check("model.md", (ROOT / "rules" / "2021" / "model.md").read_bytes(),
                       load(own_rules(["examples/province"])))
    assert [finding.rule for finding in with_layer.findings] == ["T2-BLOCK"]


def test_the_code_knows_no_word_of_the_second_form() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "linter").rglob("*.py"))
    assert [word for word in ("网站工作", "专栏专题", "解读回应", "行政确认") if word in code] == []
