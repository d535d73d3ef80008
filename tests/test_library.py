"""reportlint in others' programs: what README.md shows, the same as the command line finds, typed, lazy, frozen."""

from __future__ import annotations

import datetime
import importlib.util
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
import reportlint
from reportlint.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
MODEL = (ROOT / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
BAD = MODEL.replace("## 五、存在的", "## 四、存在的")
LAST = MODEL.replace("2024", "2023")


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    Path("县").mkdir()
    Path("县/错.md").write_text(BAD, encoding="utf-8")
    Path("县/对.md").write_text(MODEL, encoding="utf-8")
    Path("县/own.yaml").write_text("rules: [{id: STR-003, level: error}]\n", encoding="utf-8")


def rules_of(report: reportlint.Report) -> dict[str, str]:
    return {finding.rule: finding.level.name for finding in report.findings}


def test_a_folder() -> None:
    run = reportlint.lint("县")
    assert [(report.name, rules_of(report), report.status()) for report in run.reports] == [
        ("县/对.md", {}, 0), ("县/错.md", {"STR-003": "WARNING"}, 0)]
    assert run.relations == reportlint.Tally(hold=2 * 42)
    assert run.demands.fail == 1
    assert (run.status(), run.status(reportlint.Level.WARNING), run.status(None)) == (0, 1, 0)


OPTIONS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "rules": ({"rules": ["县/own.yaml"]}, {"STR-003": "ERROR"}),
    "select": ({"select": ["T3"]}, {}),
    "ignore": ({"ignore": ["STR"]}, {}),
    "settings": ({}, {"STR-003": "INFO"}),
    "no settings": ({"isolated": True}, {"STR-003": "WARNING"}),
    "other settings": ({"config": Path("other.yaml")}, {}),
}


@pytest.mark.parametrize("case", OPTIONS)
def test_options(case: str) -> None:
    Path("县/.reportlint.yaml").write_text("levels: {STR-003: info}\n", encoding="utf-8")
    Path("other.yaml").write_text("off: {STR-003: 不用}\n", encoding="utf-8")
    options, expected = OPTIONS[case]
    if case not in ("settings", "other settings"):
        options = {"isolated": True, **options}
    run = reportlint.lint([Path("县/错.md")], **options)
    assert [rules_of(report) for report in run.reports] == [expected]


@pytest.mark.parametrize("name", ["有错的年报.txt", "有错的年报.html", "有错的年报.docx", "青山县水利局-2023.md"])
def test_the_same_as_the_command_line(name: str, monkeypatch: pytest.MonkeyPatch,
                                      capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(EXAMPLES)
    run = reportlint.lint(name)
    status = main(["-f", "json", name])
    said = json.loads(capfd.readouterr().out)["reports"][0]
    assert run.status() == status
    assert [(item.rule, item.message) for item in run.reports[0].findings] == [
        (item["rule"], item["message"]) for item in said["findings"]]
    alone = reportlint.lint_bytes(name, Path(name).read_bytes())
    assert (alone.findings, alone.unjudged) == (run.reports[0].findings, run.reports[0].unjudged)
    assert (alone.relations, alone.demands, alone.digest) == (
        run.reports[0].relations, run.reports[0].demands, run.reports[0].digest)


def test_bytes_with_rules_and_last_year() -> None:
    def found(**options: Any) -> dict[str, str]:
        return rules_of(reportlint.lint_bytes("今年.md", BAD.encode(), **options))

    assert found() == {"STR-003": "WARNING"}
    assert found(rules={"own.yaml": "rules: [{id: STR-003, level: error}]\n"}) == {"STR-003": "ERROR"}
    assert found(select=["T3"]) == {}
    assert "S1-COPY" in found(previous={"去年.md": LAST.encode()})
    comment = "<!-- reportlint-disable-file STR-003 until 2024-06-30 -- 上级要求 -->\n\n"
    marked = (comment + BAD).encode()
    kept = reportlint.lint_bytes("今年.md", marked, today=datetime.date(2024, 6, 30))
    assert (rules_of(kept), kept.accepted) == ({}, 1)
    assert rules_of(reportlint.lint_bytes("今年.md", marked, today=datetime.date(2024, 7, 1))) == {"STR-003": "WARNING"}
    assert rules_of(reportlint.lint_bytes("今年.md", marked, inline=False)) == {"STR-003": "WARNING"}


def test_what_goes_wrong() -> None:
    missing = reportlint.lint(["县/对.md", "没有.md"])
    assert [failure.name for failure in missing.failures] == ["没有.md"]
    assert (len(missing.reports), missing.status()) == (1, 2)
    with pytest.raises(reportlint.UsageError, match="T9"):
        reportlint.lint("县", select=["T9"])
    with pytest.raises(reportlint.UsageError, match="没有版本 1999"):
        reportlint.lint_bytes("a.md", b"", edition="1999")
    with pytest.raises(reportlint.RulesError) as caught:
        reportlint.lint_bytes("a.md", b"", rules={"own.yaml": "rules: [{id: STR-003, levl: error}]\n"})
    assert caught.value.faults[0].startswith("own.yaml:1:23: ")
    with pytest.raises(reportlint.ReadError):
        reportlint.lint_bytes("a.docx", b"PK\x03\x04 damaged")


def test_data_are_frozen() -> None:
    report = reportlint.lint_bytes("错.md", BAD.encode())
    for item, name in ((report, "findings"), (report.findings[0], "message"), (report.findings[0].place, "row"),
                       (reportlint.lint("县"), "reports")):
        with pytest.raises(FrozenInstanceError):
            setattr(item, name, None)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    reportlint.lint(["县", "没有.md"])
    assert capfd.readouterr() == ("", "")


def test_import_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import reportlint; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "['reportlint']"


def test_every_name_is_there_and_explained() -> None:
    for name in reportlint.__all__:
        assert name == "__version__" or getattr(reportlint, name).__doc__.strip(), name
    assert set(reportlint.__all__) <= set(dir(reportlint))
    with pytest.raises(AttributeError, match="no attribute 'lnt'"):
        _ = reportlint.lnt


# ---- a stranger's program, as README.md has it ----------------------------------------------------------


def shown() -> str:
    """The program in README.md."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return next(part.split("```")[0] for part in text.split("```python\n")[1:] if "import reportlint" in part)


def test_readme_program_runs() -> None:
    Path("报告").mkdir()
    Path("报告/年报.md").write_text(BAD, encoding="utf-8")
    Path("年报.docx").write_bytes((EXAMPLES / "有错的年报.docx").read_bytes())
    done = subprocess.run([sys.executable, "-c", shown()], capture_output=True, encoding="utf-8",
                          env={"PYTHONIOENCODING": "utf-8"})
    assert (done.stderr, done.returncode) == ("", 1)
    assert "STR-003" in done.stdout
    assert "T3-ROW" in done.stdout


WRONG = """
import reportlint
reportlint.lint(3)
reportlint.lint("a", selct=["T3"])
reportlint.lint_bytes("a", "text")
reportlint.lint("a").reports[0].findings = ()
name: int = reportlint.lint("a").reports[0].findings[0].rule
reportlint.nothing
"""


def test_programs_are_checked_by_their_types(tmp_path: Path) -> None:
    if not importlib.util.find_spec("mypy"):
        pytest.skip("mypy belongs to the extra “lint”")
    site = tmp_path / "site"
    site.mkdir()
    (site / "reportlint").symlink_to(ROOT / "linter", target_is_directory=True)
    Path("good.py").write_text(shown(), encoding="utf-8")
    Path("wrong.py").write_text(WRONG, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "--no-error-summary", "--config-file=",
         f"--cache-dir={ROOT / '.mypy_cache' / 'clients'}", "good.py", "wrong.py"],
        capture_output=True, encoding="utf-8", env={"MYPYPATH": str(site)})
    errors = [line.split(" error: ") for line in done.stdout.splitlines() if " error: " in line]
    assert [(place, words.rpartition("[")[2]) for place, words in errors] == [
        ("wrong.py:3:", "arg-type]"), ("wrong.py:4:", "call-arg]"), ("wrong.py:5:", "arg-type]"),
        ("wrong.py:6:", "misc]"), ("wrong.py:7:", "assignment]")], done.stdout
