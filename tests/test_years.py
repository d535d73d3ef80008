"""This year's report against last year's: pairs as data, which report is last year's, and real chains."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from reportlint import engine, ruleset
from reportlint.cli import main
from reportlint.command.examiner import Examiner
from reportlint.configuration.selection import narrowed
from reportlint.findings import Report
from reportlint.reporters.phrases import grouped
from reportlint.ruleset import Ruleset
from reportlint.survey.likeness import letters, likeness
from reportlint.survey.past import Past, Shelf, past_of, year_in

HERE = Path(__file__).parent
REPORTS = HERE.parents[1] / "shared" / "reports"
DATA = yaml.safe_load((HERE / "years" / "cases.yaml").read_text(encoding="utf-8"))
RULES = ("T3-CARRY", "T2-STOCK", "T2-LE", "T4-PEND", "S1-COPY", "S5-COPY")
MODEL = (HERE.parent / "rules" / "2021" / "model.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rules() -> Ruleset:
    return narrowed(ruleset.load(), RULES, ())


def changed(text: str, changes: list[list[Any]]) -> str:
    for old, new in changes:
        assert str(old) in text, old
        text = text.replace(str(old), str(new))
    return text


def past(name: str, text: str, rules: Ruleset) -> Past:
    _, view = engine.understand(name, text.encode(), rules)
    assert view
    found = past_of(name, view)
    assert found
    return found


def checked(text: str, rules: Ruleset, *pasts: Past) -> Report:
    shelf = Shelf.of(pasts)
    return engine.check("今年.md", text.encode(), rules, "", lambda view: shelf.before(past_of("今年.md", view)))  # type: ignore[arg-type]


LAST = changed(MODEL, DATA["base"])


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_pair(case: dict[str, Any], rules: Ruleset) -> None:
    this = changed(MODEL, case.get("this", []))
    pasts = [] if case.get("alone") else [past("去年.md", changed(LAST, case.get("last", [])), rules)]
    report = checked(this, rules, *pasts)
    found = [(f"{f.rule} {f.level.name} {f.place.origin.line}", f.message) for f in report.findings]
    matched(found, case["findings"])
    matched([(f"{u.rule} {u.count}", u.reason) for u in grouped(report.unjudged)], case.get("unjudged", []))
    assert report.status(None) == 0


def matched(found: list[tuple[str, str]], expected: list[str]) -> None:
    heads = sorted(head for head, _ in found)
    assert heads == sorted(line.partition(" | ")[0] for line in expected), found
    for line in expected:
        head, _, words = line.partition(" | ")
        assert any(head == known and words in message for known, message in found), (line, found)


def test_a_copied_passage_is_quoted_where_it_stands(rules: Ruleset) -> None:
    others = "\n\n不足之处在于水价信息更新慢，栏目划分过细。\n\n今后合并栏目，指定专人盯办价格公告。"
    last = changed(LAST, [[others, ""]])
    copied = MODEL.partition("## 五、")[2].partition("## 六")[0].partition("\n")[2]
    last = last.replace("前一年提到的检索不便已经解决。", copied.replace("10日", "9日"))
    (finding,) = checked(MODEL, rules, past("去年.md", last, rules)).findings
    assert finding.rule == "S5-COPY"
    assert (finding.facts["percent"], finding.facts["past"], finding.facts["limit"]) == (100, "去年.md", 80)
    assert finding.facts["length"] == len(letters(copied).value)
    assert finding.facts["passage"].startswith("对上年度报告所列“水价信息更新慢”")
    assert "……" in finding.facts["passage"]
    assert finding.place.section == "五、存在的主要问题及改进情况"


# ---- which report is last year's -------------------------------------------------------------------


def test_the_same_report_in_two_files_counts_once(rules: Ruleset) -> None:
    twins = [past(name, LAST, rules) for name in ("去年.md", "去年.txt")]
    assert not checked(MODEL, rules, *twins).unjudged


def test_two_reports_that_differ_are_not_chosen_between(rules: Ruleset) -> None:
    other = LAST.replace("| 3 | 1 | 0 | 1 | 0 | 1 | 6 |", "| 3 | 1 | 0 | 1 | 0 | 2 | 7 |")
    report = checked(MODEL, rules, past("乙.md", other, rules), past("甲.md", LAST, rules))
    assert not report.findings
    (item,) = report.unjudged
    assert "有2份文件都可能是青山县水利局2023年的年度报告（乙.md、甲.md），不能确定用哪一份" in item.reason
    assert (item.count, report.status(None)) == (6, 0)


NAMES = {"青山县水利局": True, "临江市青山县水利局": True, "山县水利局": True, "水利局": False, "青山县教育局": False,
         "红山县水利局": False}
SHORT = {("青山县人民政府办公室", "青山县政府办公室"): True, ("青山县人民政府办公室", "青山县政府办"): True,
         ("青山县卫生健康委员会", "青山县卫生健康委"): True, ("青山县人民政府", "青山县政府"): True,
         ("青山县人民政府", "青山县人民政府办公室"): False}


@pytest.mark.parametrize("name", NAMES)
def test_short_and_full_names_of_an_agency_meet(name: str, rules: Ruleset) -> None:
    last = past("去年.md", LAST.replace("# 青山县水利局", f"# {name}", 1), rules)
    assert last.agency == name
    assert bool(checked(MODEL, rules, last).unjudged) is not NAMES[name]


@pytest.mark.parametrize("names", SHORT, ids=" ".join)
def test_names_that_leave_out_what_goes_without_saying_meet(names: tuple[str, str], rules: Ruleset) -> None:
    """Whether or not the words are said this year or last year."""
    for this, other in (names, names[::-1]):
        last = past("去年.md", LAST.replace("# 青山县水利局", f"# {other}", 1), rules)
        report = checked(MODEL.replace("# 青山县水利局", f"# {this}", 1), rules, last)
        assert any("没有提供" in item.reason for item in report.unjudged) is not SHORT[names]


def test_the_exact_name_goes_before_a_longer_one(rules: Ruleset) -> None:
    longer = LAST.replace("# 青山县水利局", "# 临江市青山县水利局", 1).replace("| 6 |", "| 9 |")
    report = checked(MODEL, rules, past("市.md", longer, rules), past("县.md", LAST, rules))
    assert not report.findings
    assert not report.unjudged


def test_a_report_of_two_years_before_is_not_last_years(rules: Ruleset) -> None:
    assert checked(MODEL, rules, past("前年.md", LAST.replace("2023", "2022"), rules)).unjudged


def test_an_agency_or_a_year_that_only_the_file_name_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                          capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    monkeypatch.chdir(tmp_path)
    title = "# 青山县水利局2023年政府信息公开工作年度报告"
    files = {"2024.md": MODEL, "往年/青山县水利局2023年年报.md": LAST.replace(title, "# 政府信息公开工作年度报告")}
    for name, text in files.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    select = ("--select", ",".join(RULES), "-f", "concise")
    assert main(["2024.md", "--previous", "往年", *select]) == 0
    assert capfdbinary.readouterr().out == b""
    Path("往年/青山县水利局2023年年报.md").rename("往年/2023年年报.md")
    assert main(["2024.md", "--previous", "往年", *select]) == 0
    assert "没有提供青山县水利局2023年的年度报告" in capfdbinary.readouterr().out.decode()


PATHS = {"青山县水利局2023.docx": 2023, "2023/年报.docx": 2023, "2022/2023年.docx": 2023, "2022-2023.docx": None,
         "20230115.docx": None, "年报.docx": None, "2021\\甲.doc": 2021}


@pytest.mark.parametrize("path", PATHS)
def test_the_year_in_a_path(path: str) -> None:
    assert year_in(path) == PATHS[path]


# ---- likeness --------------------------------------------------------------------------------------


TEXT = st.text(alphabet="甲乙丙丁戊", max_size=60)


@given(TEXT, TEXT, st.integers(2, 6))
def test_likeness_is_what_its_definition_says(this: str, other: str, window: int) -> None:
    """Against the definition in its plainest form, which is quadratic."""
    covered = {place for start in range(len(this) - window + 1) if this[start:start + window] in other
               for place in range(start, start + window)}
    longest = max((end - start for start in range(len(this)) for end in range(start + window, len(this) + 1)
                   if this[start:end] in other), default=0)
    found = likeness(this, other, window)
    assert (found.copied, found.total) == (len(covered), len(this))
    assert found.length <= longest
    assert this[found.start:found.start + found.length] in other
    if max((other.count(this[s:s + window]) for s in range(len(this))), default=0) < 8:
        assert found.length == longest


def test_numbers_punctuation_and_years_are_aside() -> None:
    assert letters("2024年，共３２件（十五％）。").value == letters("二〇二三 年 共 1,250 件").value == "年共件"


def test_a_text_that_repeats_itself_stays_linear() -> None:
    text = "公开" * 100_000
    found = likeness(text, text, 8)
    assert (found.percent, found.total) == (100, 200_000)


def test_words_in_another_order_are_copied_and_other_words_are_not() -> None:
    source = random.Random(7)
    sentences = ["".join(chr(source.randrange(0x4E10, 0x9F00)) for _ in range(30)) for _ in range(10)]
    assert likeness("".join(reversed(sentences)), "".join(sentences), 8).percent == 100
    assert likeness("".join(sentences[:5]), "".join(sentences[5:]), 8).percent == 0


# ---- real reports ----------------------------------------------------------------------------------


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not here")
def test_a_real_chain_of_four_years(rules: Ruleset) -> None:
    """698 + 77 - 132 = 643 against 470 in 2023; 2021 to 2022 agrees; nothing is copied."""
    years = ((10, 2020), (11, 2021), (12, 2022), (13, 2023))
    names = [str(REPORTS / f"{number}-pingtan-{year}.html") for number, year in years]
    examiner = Examiner(rules)
    shelf = Shelf.of(item.past for item in map(examiner, names) if item.past)
    reports = [examiner(name, shelf).outcome for name in names]
    assert all(isinstance(report, Report) for report in reports)
    found = [(report.year, f.rule, f.facts["left"], f.facts["right"], f.facts["difference"])
             for report in reports if isinstance(report, Report) for f in report.findings]
    assert found == [(2023, "T2-STOCK", 643, 470, 173)]
    assert [report.year for report in reports if isinstance(report, Report) and report.unjudged] == [2020]
