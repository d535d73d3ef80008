"""A made territory: clean as made, and each change of it gives the one finding it must."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import territories
from reportlint import ruleset
from reportlint.cli import main
from reportlint.engine import check
from reportlint.survey.completeness import unit_lines
from reportlint.survey.roster import Roster, Unit
from reportlint.survey.sampling import candidates, samples
from reportlint.survey.territory import Territory
from territories import GOVERNMENT, Maker, departments, territory

UNITS = 19
YEARS = (2022, 2023, 2024)
NAMES = departments(UNITS)
FIRST = f"2024/{NAMES[0]}.md"
TOP = f"2024/{GOVERNMENT}.md"
FAMILIES = "ROS,H,XU,PUB,T3-CARRY,T2-STOCK"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """60 reports: their text by path, and the roster's."""
    folder = tmp_path_factory.mktemp("territory")
    list(territory(folder, UNITS, YEARS))
    return {str(path.relative_to(folder)).replace("\\", "/"): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.*"))}


@pytest.fixture
def run(made: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
        capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Any]:
    """Checks the last year of the territory with changes: path → new text, None to leave the file out."""
    monkeypatch.chdir(tmp_path)

    def run(changes: dict[str, str | None], *arguments: str, years: tuple[int, ...] = (2024,)) -> Any:
        wanted = {name: text for name, text in made.items() if name[:4] in map(str, years) or name == "roster.yaml"}
        for name, text in {**wanted, **changes}.items():
            if text is not None:
                Path(name).parent.mkdir(exist_ok=True)
                Path(name).write_text(text, encoding="utf-8")
        status = main([".", "--roster", "roster.yaml", "-f", "json", *arguments])
        data = json.loads(capfdbinary.readouterr().out)
        assert data["status"] == status
        return data

    return run


def found(data: Any) -> list[tuple[str, str, str]]:
    """File, rule and message of every finding, the roster's first."""
    return [(report["name"], item["rule"], item["message"])
            for report in (data["roster"], *data["reports"]) for item in report["findings"]]


def test_sixty_reports_of_three_years_are_clean(run: Callable[..., Any]) -> None:
    data = run({}, years=YEARS)
    assert found(data) == []
    assert (data["status"], data["summary"]["reports"], len(data["units"])) == (0, 60, UNITS + 1)
    assert data["summary"]["relations"] == {"checked": 60 * 42, "hold": 60 * 42, "fail": 0, "unjudged": 0}
    left = {(report["year"], item["rule"]) for report in data["reports"] for item in report["unjudged"]}
    assert left == {(2022, "T3-CARRY")}


def test_a_cell_that_is_not_the_sum_of_the_units(run: Callable[..., Any], made: dict[str, str]) -> None:
    text = made[TOP].replace(f"| {86 * UNITS} |", f"| {86 * UNITS + 5} |")
    ((name, rule, message),) = found(run({TOP: text}, "--select", FAMILIES))
    assert (name, rule) == (TOP, "H-SUM")
    assert f"表二有1个数字不等于所属{UNITS}份报告之和：行政许可" in message
    assert f"下级合计{86 * UNITS}，本级汇总{86 * UNITS + 5}，相差5" in message


def test_cells_that_differ_are_one_finding_a_table(run: Callable[..., Any], made: dict[str, str]) -> None:
    text = made[FIRST].replace("| 32 | 6 | 1 | 4 | 3 | 2 | 48 |", "| 33 | 6 | 1 | 4 | 3 | 2 | 49 |")
    data = run({FIRST: text}, "--select", FAMILIES)
    assert [(name, rule) for name, rule, _ in found(data)] == [(TOP, "H-SUM")]
    (facts,) = [item["facts"] for report in data["reports"] for item in report["findings"]]
    assert (facts["count"], facts["units"]) == (4, UNITS)
    assert [cell[2] - cell[3] for cell in facts["differences"]] == [1, 1, 1, 1]


def test_a_missing_report_is_the_rosters_and_holds_back_the_sum(run: Callable[..., Any]) -> None:
    data = run({FIRST: None}, "--select", FAMILIES)
    assert found(data) == [("roster.yaml", "ROS-001", f"{NAMES[0]}缺少2024年的年度报告。")]
    assert data["roster"]["findings"][0]["place"]["origin"]["line"] == 3
    held = [(item["rule"], item["cause"], item["count"], item["reason"]) for report in data["reports"]
            if report["name"] == TOP for item in report["unjudged"] if item["rule"] == "H-SUM"]
    assert held == [("H-SUM", "ROS-001", 3, f"缺少1个单位的报告，不能相加：{NAMES[0]}（没有报告）")]
    assert data["status"] == 1
    (unit,) = [unit for unit in data["units"] if unit["name"] == NAMES[0]]
    counts = {"error": 0, "warning": 0, "info": 0}
    assert unit["years"] == [{"year": 2024, "due": True, "files": [], **counts, "blind": False}]


def test_a_row_that_a_unit_lacks_is_not_taken_for_nought(run: Callable[..., Any], made: dict[str, str]) -> None:
    text = made[FIRST].replace("| 行政强制 | 5 | 5 | 5 |\n", "")
    data = run({FIRST: text}, "--select", FAMILIES)
    assert found(data) == []
    reasons = [item["reason"] for report in data["reports"] for item in report["unjudged"] if item["rule"] == "H-SUM"]
    assert reasons == [f"{NAMES[0]}的报告没有“行政强制”行的数字，不能相加"]


def test_two_reports_that_differ(run: Callable[..., Any], made: dict[str, str]) -> None:
    other = made[FIRST].replace("| 86 |", "| 87 |").replace("| 86 | 86 | 87 |", "| 87 | 87 | 87 |")
    data = run({"2024/另一份.md": other}, "--select", FAMILIES)
    assert sorted((name, rule) for name, rule, _ in found(data)) == [("2024/另一份.md", "ROS-002"), (FIRST, "ROS-002")]
    held = [item["reason"] for report in data["reports"] if report["name"] == TOP for item in report["unjudged"]]
    assert f"缺少1个单位的报告，不能相加：{NAMES[0]}（有2份不同的报告）" in held


def test_the_same_report_in_two_files_is_no_fault(run: Callable[..., Any], made: dict[str, str]) -> None:
    data = run({"2024/副本.md": made[FIRST]}, "--select", FAMILIES)
    assert found(data) == []
    assert [unit["years"][0]["files"] for unit in data["units"] if unit["name"] == NAMES[0]] == [
        ["2024/副本.md", FIRST]]


def test_an_agency_that_the_roster_lacks(run: Callable[..., Any]) -> None:
    data = run({"2024/新.md": Maker(3).report("青山县新设局", 2024)}, "--select", FAMILIES)
    assert found(data) == [("2024/新.md", "ROS-003", "名册中没有“青山县新设局”。")]
    assert [unit["name"] for unit in data["units"] if not unit["known"]] == ["青山县新设局"]


def test_a_unit_is_known_by_an_alias(run: Callable[..., Any], made: dict[str, str]) -> None:
    roster = made["roster.yaml"].replace(f"name: {NAMES[0]},", f"name: {NAMES[0]}, aliases: [青山县新设局],")
    text = made[FIRST].replace(NAMES[0], "青山县新设局")
    assert found(run({FIRST: text, "roster.yaml": roster}, "--select", FAMILIES)) == []


def test_a_unit_is_known_by_its_short_name() -> None:
    unsaid = ruleset.load().editions[0].template.unsaid
    roster = Roster((Unit("青山县人民政府办公室"), Unit("青山县人民政府"), Unit("青山县教育局")), unsaid=unsaid)
    found = {name: unit.name if (unit := roster.unit(name)) else "" for name in (
        "青山县政府办", "青山县政府", "青山县人民政府办公室", "临江市青山县政府办公室", "青山县档案局")}
    assert found == {"青山县政府办": "青山县人民政府办公室", "青山县政府": "青山县人民政府",
                     "青山县人民政府办公室": "青山县人民政府办公室", "临江市青山县政府办公室": "青山县人民政府办公室",
                     "青山县档案局": ""}


def test_years_that_a_unit_did_not_exist_in(run: Callable[..., Any], made: dict[str, str]) -> None:
    roster = made["roster.yaml"].replace(f"name: {NAMES[0]},", f"name: {NAMES[0]}, years: {{to: 2023}},")
    data = run({FIRST: None, "roster.yaml": roster}, "--select", "ROS")
    assert found(data) == []


# ---- texts ----------------------------------------------------------------------------------------


def copied(made: dict[str, str], source: int, name: str) -> str:
    """A unit's report with the prose of another's, numbers aside."""
    texts = made[f"2024/{NAMES[source]}.md"].split("\n## "), made[name].split("\n## ")
    texts[1][1], texts[1][5] = texts[0][1].replace("12", "31"), texts[0][5]
    return "\n## ".join(texts[1])


def test_a_copied_text_is_found_in_both_reports(run: Callable[..., Any], made: dict[str, str]) -> None:
    target = f"2024/{NAMES[9]}.md"
    data = run({target: copied(made, 2, target)}, "--select", FAMILIES)
    facts = {report["name"]: item["facts"] for report in data["reports"] for item in report["findings"]}
    assert {name: (fact["unit"], fact["percent"], fact["count"]) for name, fact in facts.items()} == {
        target: (NAMES[2], 100, 1), f"2024/{NAMES[2]}.md": (NAMES[9], 100, 1)}
    assert all(item["rule"] == "XU-COPY" and item["place"]["section"].startswith("一、")
               for report in data["reports"] for item in report["findings"])


def test_all_that_copied_from_one_are_found(run: Callable[..., Any], made: dict[str, str]) -> None:
    names = [f"2024/{name}.md" for name in NAMES[1:]]
    data = run({name: copied(made, 0, name) for name in names}, "--select", "XU-COPY")
    assert sorted(name for name, _, _ in found(data)) == sorted((FIRST, *names))


def test_neighbours_need_no_roster(run: Callable[..., Any], made: dict[str, str],
                                   capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    target = f"2024/{NAMES[9]}.md"
    run({target: copied(made, 2, target)})
    assert main(["2024", "--select", "XU,ROS,H", "-f", "concise"]) == 0
    out = capfdbinary.readouterr().out.decode()
    assert out.count("XU-COPY") == 2
    assert "ROS" not in out


def test_work_grows_with_the_number_of_texts() -> None:
    """Counted, not timed: votes for all pairs of texts that share one phrase would be the square."""
    source = random.Random(5)
    phrase = "".join(chr(source.randrange(0x4E00, 0x9000)) for _ in range(400))
    own = ("".join(chr(source.randrange(0x4E00, 0x9000)) for _ in range(40)) for _ in range(3000))
    texts = [samples(phrase + text, 8) for text in own]
    near = candidates(texts)
    assert len(near) == len(texts)
    assert all(1 <= len(found) <= 5 for found in near)


def test_a_roster_is_gone_through_once() -> None:
    """Counted, not timed: the years asked for are worked out once, not for each unit."""
    units = tuple(Unit(f"青山县第{number}中心校", "部门") for number in range(300))
    territory = Territory(Roster(units), Watched({(unit.name, 2024): () for unit in units[1:]}))
    assert [unit.name for unit, _ in territory.missing()] == [units[0].name]
    assert len(list(unit_lines(territory, ()))) == 300
    assert Watched.walks == 1


class Watched(dict[Any, Any]):
    """A mapping that counts how often all of it is gone through."""

    walks = 0

    def __iter__(self) -> Any:
        Watched.walks += 1
        return super().__iter__()


# ---- publication ----------------------------------------------------------------------------------

DAYS = {
    # report, day, roster entry changed, rule and level, words of the message
    "a department in time": (FIRST, "2025-01-31", {}, None, ""),
    "a department late": (FIRST, "2025-02-01", {}, ("PUB-001", "error"), "第四十九条规定的2025年1月31日，迟1天"),
    "a county in time": (TOP, "2025-02-20", {}, None, ""),
    "a county after its day": (TOP, "2025-02-21", {}, ("PUB-002", "warning"), "30号规定的2025年2月20日"),
    "a county after the law's day": (TOP, "2025-04-01", {}, ("PUB-002", "error"), "规定的2025年3月31日"),
    "a city after the county's day": (TOP, "2025-03-10", {"县级": "地市级"}, None, ""),
    "a city after its day": (TOP, "2025-03-11", {"县级": "地市级"}, ("PUB-002", "warning"), "2025年3月10日"),
    "before the year is over": (FIRST, "2024-12-30", {}, ("PUB-004", "warning"), "早于统计期限结束日"),
    "a day of its own": (FIRST, "2025-01-20", {f"name: {NAMES[0]}": f"due: 1-15, name: {NAMES[0]}"},
                         ("PUB-001", "warning"), "名册规定的2025年1月15日"),
    "a township": (FIRST, "2025-02-01", {f"{NAMES[0]}, kind: 部门": f"{NAMES[0]}, kind: 乡镇街道"},
                   ("PUB-003", "warning"), "2025年1月31日"),
    "a township with a day of its own": (
        FIRST, "2025-02-01", {f"{NAMES[0]}, kind: 部门": f"{NAMES[0]}, kind: 乡镇街道, due: 2-15"}, None, ""),
    "the roster's day": (FIRST, "", {f"name: {NAMES[0]}": f"published: {{2024: 2025-02-03}}, name: {NAMES[0]}"},
                         ("PUB-001", "error"), "发布日期2025年2月3日"),
}


@pytest.mark.parametrize("case", DAYS)
def test_published_in_time(run: Callable[..., Any], made: dict[str, str], case: str) -> None:
    name, day, changes, expected, words = DAYS[case]
    text, roster = made[name], made["roster.yaml"]
    first, _, rest = text.partition("\n")
    assert first.startswith("发布日期：2025-")
    for old, new in changes.items():
        assert old in roster
        roster = roster.replace(old, new, 1)
    data = run({name: f"发布日期：{day}\n{rest}" if day else rest, "roster.yaml": roster}, "--select", "PUB")
    items = [(report["name"], item["rule"], item["level"]) for report in data["reports"] for item in report["findings"]]
    assert items == ([(name, *expected)] if expected else [])
    assert all(words in message for _, _, message in found(data))


def test_an_unknown_day_is_said_once_and_costs_nothing(run: Callable[..., Any], made: dict[str, str]) -> None:
    data = run({FIRST: made[FIRST].partition("\n")[2]}, "--select", "PUB")
    (item,) = [item for report in data["reports"] for item in report["unjudged"]]
    assert (item["rule"], item["level"], item["count"], data["status"]) == ("PUB-001", "info", 2, 0)


def test_what_no_file_shows_is_asked_for_once_with_a_roster_and_never_without(run: Callable[..., Any],
                                                                              made: dict[str, str]) -> None:
    """PUB-005 and PUB-006: a remark of the run, not of every report, and no cost to the exit status."""
    data = run({}, "--select", "PUB-005", "--select", "PUB-006")
    items = data["roster"]["unjudged"]
    assert [(item["rule"], item["level"], item["cause"]) for item in items] == [
        ("PUB-005", "info", ""), ("PUB-006", "info", "")]
    assert all(f"{len(data['reports'])}份报告" in item["reason"] for item in items)
    assert (data["status"], [item for report in data["reports"] for item in report["unjudged"]]) == (0, [])
    single = check("报告.md", made[FIRST].encode(), ruleset.load())
    assert not {item.rule for item in single.unjudged} & {"PUB-005", "PUB-006"}


def test_the_made_text_is_the_same_every_time() -> None:
    assert Maker().report(NAMES[0], 2024) == Maker().report(NAMES[0], 2024)
    assert len({*territories.departments(4000)}) == 4000


def test_a_file_that_cannot_be_read_is_not_missing_too(run: Callable[..., Any]) -> None:
    data = run({FIRST: None, FIRST.replace(".md", ".docx"): "no package", f"2024/{NAMES[1]}.md": None})
    assert [name.split("/")[-1] for name in (item["name"] for item in data["failures"])] == [f"{NAMES[0]}.docx"]
    assert [(rule, message) for name, rule, message in found(data) if rule == "ROS-001" and NAMES[0] in message] == []
    assert len([rule for _, rule, message in found(data) if rule == "ROS-001" and NAMES[1] in message]) == 1
    assert any(f"{NAMES[0]}的报告文件不能读取" in item["reason"] for item in data["roster"]["unjudged"])
