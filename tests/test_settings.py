"""Settings: found upwards, one on top of another, every fault with its place; what they change."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from reportlint.cli import main

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
BAD = MODEL.replace("## 五、存在的", "## 四、存在的")


class Desk:
    """A folder 县/局 with one report, and the command from above."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture
        self.put("县/局/年报.md", BAD)

    def put(self, name: str, text: str) -> None:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        return status, *self.capture.readouterr()

    def levels(self, *arguments: str) -> dict[str, str]:
        """The findings of a check with their levels."""
        _, out, err = self.run("-f", "json", *arguments, "县/局/年报.md")
        assert out, err
        return {item["rule"]: item["level"] for report in json.loads(out)["reports"] for item in report["findings"]}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    return Desk(capfd)


EFFECTS: dict[str, tuple[str, dict[str, str]]] = {
    "nothing": ("# 空\n", {"STR-003": "warning"}),
    "a level": ("levels: {STR-003: error}\n", {"STR-003": "error"}),
    "a family's level": ("levels: {STR: info}\n", {"STR-003": "info"}),
    "off": ("off: {STR-003: 本县另有格式}\n", {}),
    "ignore": ("ignore: [STR]\n", {}),
    "select": ("select: [T3]\n", {}),
    "own rules": ("rules: [own.yaml]\n", {"STR-003": "info"}),
    "accepted": ("accept: [{path: 局/年报.md, rules: [STR-003], reason: 上级要求, place: 主要问题}]\n", {}),
    "accepted by pattern": ("accept: [{path: '局/*.md', rules: [STR], reason: 上级要求, until: 2999-01-01}]\n", {}),
    "accepted elsewhere": ("accept: [{path: '乙/*.md', rules: [STR], reason: 上级要求}]\n", {"STR-003": "warning"}),
    "accepted at another place": (
        "accept: [{path: 局/年报.md, rules: [STR], reason: 上级要求, place: 总体情况}]\n", {"STR-003": "warning"}),
    "no longer accepted": (
        "accept: [{path: 局/年报.md, rules: [STR], reason: 旧, until: 2020-01-01}]\n", {"STR-003": "warning"}),
}


@pytest.mark.parametrize("case", EFFECTS)
def test_what_settings_do(desk: Desk, case: str) -> None:
    text, levels = EFFECTS[case]
    desk.put("县/own.yaml", "rules: [{id: STR-003, level: info}]\n")
    desk.put("县/.reportlint.yaml", text)
    assert desk.levels() == levels
    assert desk.levels("--isolated") == {"STR-003": "warning"}


def test_the_nearest_counts_and_pyproject_too(desk: Desk) -> None:
    desk.put(".reportlint.yaml", "levels: {STR-003: error}\n")
    assert desk.levels() == {"STR-003": "error"}
    desk.put("县/pyproject.toml", "[tool.other]\nx = 1\n")
    assert desk.levels() == {"STR-003": "error"}
    desk.put("县/pyproject.toml", '[tool.reportlint]\nlevels = { STR-003 = "info" }\n')
    assert desk.levels() == {"STR-003": "info"}
    assert desk.levels("--config", ".reportlint.yaml") == {"STR-003": "error"}


def test_one_on_top_of_another_and_where_each_comes_from(desk: Desk) -> None:
    desk.put("省.yaml", "levels: {STR-003: error, T3: info}\nignore: [TTL-004]\nselect: [T3]\n")
    desk.put("县/.reportlint.yaml", "extends: ../省.yaml\nlevels:\n  STR-003: info\nselect: [STR]\nignore: [TTL-003]\n")
    assert desk.levels() == {"STR-003": "info"}
    status, out, _ = desk.run("config", "县/局")
    assert (status, out.splitlines()) == (0, [
        "# 县/局：县/.reportlint.yaml",
        'select: ["STR"]    # 县/.reportlint.yaml:4',
        'ignore: ["TTL-004", "TTL-003"]    # 省.yaml:2、县/.reportlint.yaml:5',
        'levels: {"STR-003": "info", "T3": "info"}    # 省.yaml:1、县/.reportlint.yaml:2',
    ])


def test_without_settings(desk: Desk) -> None:
    assert desk.run("config")[1].startswith("# .：无\n没有设置")


FAULTS = {
    "ingore: [STR]\n": "县/.reportlint.yaml:1:1: 键“ingore”不存在，是否想写“ignore”？",
    "levels: {STR-003: warn}\n": "县/.reportlint.yaml:1:19: “STR-003”的值“warn”不存在，是否想写“warning”？",
    "ignore: STR\n": "县/.reportlint.yaml:1:9: “ignore”应为列表",
    "off: {STR-003: }\n": "应为文字",
    "accept: [{path: a, rules: [STR]}]\n": "“accept”缺少必须有的键：reason",
    "- STR\n": "县/.reportlint.yaml:1:1: 设置应为键值对",
    "levels: {STR-099: info}\n": "县/.reportlint.yaml:1 的 levels：没有编号为 STR-099 的规则",
    "accept: [{path: 局/年报.md, rules: [STR], reason: 甲, until: 明年}]\n": "日期“明年”应写成",
    "extends: .reportlint.yaml\n": "绕了一圈",
    "overrides:\n  - {levels: {STR: info}}\n": "县/.reportlint.yaml:2:5: “overrides”的每一项要写对哪些报告",
    "overrides: [{years: {form: 2024}}]\n": "键“form”不存在，是否想写“from”？",
    "extends: 没有.yaml\n": "设置 县/没有.yaml：文件不存在",
    "rules: [没有.yaml]\n": "规则文件 县/没有.yaml：文件不存在",
    "baseline: 没有.json\n": "基线 县/没有.json：文件不存在",
}


@pytest.mark.parametrize("text", FAULTS)
def test_faults(desk: Desk, text: str) -> None:
    desk.put("县/.reportlint.yaml", text)
    status, out, err = desk.run("县/局/年报.md")
    assert (status, out) == (2, "")
    assert FAULTS[text] in err


def test_all_faults_at_once(desk: Desk) -> None:
    desk.put("县/.reportlint.yaml", "ingore: []\nlevels: {STR-003: warn}\nexclude: 甲\n")
    err = desk.run("县")[2]
    assert [line.split(":")[1] for line in err.splitlines() if line.startswith("县/")] == ["1", "2", "3"]


def found(desk: Desk, *arguments: str) -> dict[str, dict[str, str]]:
    """The findings of each report, with their levels."""
    _, out, err = desk.run("-f", "json", *arguments)
    assert out, err
    return {report["name"]: {item["rule"]: item["level"] for item in report["findings"]}
            for report in json.loads(out)["reports"]}


def test_each_report_is_judged_by_the_settings_nearest_to_it(desk: Desk) -> None:
    desk.put("乙/年报.md", BAD)
    desk.put("丙/所/年报.md", BAD)
    desk.put("丙/年报.md", BAD)
    desk.put("县/.reportlint.yaml", "levels: {STR-003: error}\n")
    desk.put("丙/.reportlint.yaml", "off: {STR-003: 甲}\n")
    desk.put("丙/所/.reportlint.yaml", "rules: [own.yaml]\n")
    desk.put("丙/所/own.yaml", "rules: [{id: STR-003, level: info, basis: {document: 所里的规定, clause: 一}}]\n")
    expected = {"丙/年报.md": {}, "丙/所/年报.md": {"STR-003": "info"}, "乙/年报.md": {"STR-003": "warning"},
                "县/局/年报.md": {"STR-003": "error"}}
    assert found(desk, ".") == expected
    assert found(desk, "县", "乙/年报.md", "丙") == expected
    assert found(desk, "--isolated", ".") == {name: {"STR-003": "warning"} for name in expected}
    assert found(desk, "--config", "丙/.reportlint.yaml", ".") == {name: {} for name in expected}
    _, out, _ = desk.run("乙", "丙")
    assert out.count("依据：所里的规定 一") == 1  # each finding by its own rules
    assert out.count("依据：国办公开办函〔2021〕30号") == 1
    shown = desk.run("--show-files", ".")[1]
    assert shown == ("丙/年报.md\t丙/.reportlint.yaml\n丙/所/年报.md\t丙/所/.reportlint.yaml\n乙/年报.md\n"
                     "县/局/年报.md\t县/.reportlint.yaml\n")
    config = desk.run("config", "乙", "丙/年报.md", "县/局")[1].splitlines()
    assert [line for line in config if line.startswith("#")] == [
        "# 乙：无", "# 丙/年报.md：丙/.reportlint.yaml", "# 县/局：县/.reportlint.yaml"]


def test_a_broken_one_below_stops_the_run_before_any_report(desk: Desk) -> None:
    desk.put("县/局/.reportlint.yaml", "rules: [own.yaml]\n")
    desk.put("县/局/own.yaml", "rules: [{id: STR-003, levl: info}]\n")
    desk.put("甲.md", BAD)
    status, out, err = desk.run(".")
    assert (status, out) == (2, "")
    assert "县/局/own.yaml:1:23: " in err


def test_other_commands_use_the_settings_too(desk: Desk) -> None:
    desk.put("县/.reportlint.yaml", "edition: '2019'\nrules: [own.yaml]\n")
    desk.put("县/own.yaml", "rules: [{id: STR-003, title: 序号连续，县里的说法}]\n")
    assert "2019" in desk.run("parse", "县/局/年报.md")[1]
    assert "2019" not in desk.run("parse", "--isolated", "县/局/年报.md")[1]
    assert "县里的说法" in desk.run("explain", "--config", "县/.reportlint.yaml", "STR-003")[1]
    assert "县里的说法" not in desk.run("rules")[1]
    desk.put(".reportlint.yaml", "extends: 县/.reportlint.yaml\n")
    assert "县里的说法" in desk.run("rules")[1]
    assert "县里的说法" not in desk.run("rules", "--isolated")[1]


OVERRIDES: dict[str, tuple[str, bool]] = {
    "by path": ("paths: [/局/]", True),
    "by another path": ("paths: [/乙/]", False),
    "by unit": ("units: [青山县*]", True),
    "by another unit": ("units: [绿水县*]", False),
    "by year": ("years: {from: 2024}", True),
    "by another year": ("years: {to: 2023}", False),
    "by all": ("paths: ['*.md'], units: ['*水利局'], years: {from: 2024, to: 2024}", True),
    "not by all": ("paths: ['*.md'], units: ['*水利局'], years: {to: 2023}", False),
}


@pytest.mark.parametrize("case", OVERRIDES)
def test_overrides(desk: Desk, case: str) -> None:
    condition, applies = OVERRIDES[case]
    desk.put("县/own.yaml", "rules: [{id: STR-003, level: info}]\n")
    for effect, level in ({"levels: {STR-003: error}": "error", "rules: [own.yaml]": "info",
                           "off: {STR-003: 乡镇不用}": "", "ignore: [STR]": ""}).items():
        desk.put("县/.reportlint.yaml", f"overrides:\n  - {{{condition}, {effect}}}\n")
        expected = level if applies else "warning"
        assert desk.levels() == ({"STR-003": expected} if expected else {}), effect


def test_overrides_from_standard_input(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("县/.reportlint.yaml", "overrides:\n  - {units: [青山县*], levels: {STR-003: error}}\n")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(BAD.encode())))
    assert found(desk, "--stdin-filename", "县/局/新.md", "-") == {"县/局/新.md": {"STR-003": "error"}}


def test_an_override_that_does_not_apply_is_read_too(desk: Desk) -> None:
    desk.put("县/.reportlint.yaml", "overrides:\n  - {years: {to: 1999}, levels: {STR-999: error}}\n")
    status, out, err = desk.run("县")
    assert (status, out) == (2, "")
    assert "没有编号为 STR-999 的规则" in err


def test_files_shown_and_left_out(desk: Desk) -> None:
    desk.put("县/草稿/年报.md", BAD)
    desk.put("县/乙/稿/年报.md", BAD)
    desk.put("县/.reportlint.yaml", "exclude: [草稿, 乙/稿]\n")
    assert desk.run("--show-files", "县")[:2] == (0, "县/局/年报.md\t县/.reportlint.yaml\n")
    assert desk.run("--show-files", "--isolated", "县")[1].count("\n") == 3
    assert desk.run("--show-files", "没有")[0] == 2


def test_left_out_as_by_gitignore(desk: Desk) -> None:
    for name in ("县/草稿/甲.md", "县/局/草稿/乙.md", "县/旧/丙.md", "县/局/旧/丁.md", "县/旧/留.md", "县/稿.md"):
        desk.put(name, BAD)
    desk.put("县/.reportlint.yaml", "exclude: [草稿/, /旧/*, '!留.md', '# 注', '稿*']\n")
    listed = [line.partition("\t")[0] for line in desk.run("--show-files", "县")[1].splitlines()]
    assert listed == ["县/局/年报.md", "县/局/旧/丁.md", "县/旧/留.md"]
    assert desk.run("--show-files", "县/稿.md")[1].startswith("县/稿.md")  # named: not left out …
    assert desk.run("--show-files", "--force-exclude", "县/稿.md")[1] == ""  # … unless that is asked for
    assert desk.run("--show-files", "--force-exclude", "县/草稿/甲.md")[1] == ""


def test_reportlintignore(desk: Desk) -> None:
    for name in ("县/草稿/甲.md", "乙/草稿/甲.md", "乙/年报.md", "乙/留.md"):
        desk.put(name, BAD)
    desk.put(".reportlintignore", "# 草稿不查\n草稿/\n/乙/*.md\n")
    desk.put("乙/.reportlintignore", "!留.md\n")
    assert desk.run("--show-files", ".")[1] == "乙/留.md\n县/局/年报.md\n"
    assert desk.run("--show-files", "--isolated", ".")[1].count("\n") == 5


EXCLUDED: list[tuple[list[str], list[str]]] = [
    (["草稿"], ["县/局/年报.md", "县/留.md"]),
    (["草稿/"], ["县/局/年报.md", "县/留.md"]),
    (["县/草稿"], ["县/局/年报.md", "县/局/草稿/乙.md", "县/留.md"]),
    (["/草稿"], ["县/局/年报.md", "县/局/草稿/乙.md", "县/留.md", "县/草稿/甲.md"]),
    (["./县/局/"], ["县/留.md", "县/草稿/甲.md"]),
    (["*.md", "!留.md"], ["县/留.md"]),
    (["县/*/*.md"], ["县/局/草稿/乙.md", "县/留.md"]),
]


@pytest.mark.parametrize(("patterns", "left"), EXCLUDED, ids=[" ".join(patterns) for patterns, _ in EXCLUDED])
def test_the_command_lines_exclude_is_as_in_gitignore(desk: Desk, patterns: list[str], left: list[str]) -> None:
    for name in ("县/草稿/甲.md", "县/局/草稿/乙.md", "县/留.md"):
        desk.put(name, BAD)
    options = [word for pattern in patterns for word in ("--exclude", pattern)]
    status, out, err = desk.run("--show-files", *options, "县")
    assert (status, out.splitlines()) == (0, left)
    assert ("没有检查：" in err) is (len(left) < 4)
    assert desk.run("--show-files", "--isolated", *options, os.path.abspath("县"))[1].splitlines() == left
    assert desk.run("--show-files", "--exclude", os.path.abspath("县/草稿"), "县")[1].count("\n") == 3


def test_exclude_outside_the_current_folder(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put("县/草稿/甲.md", BAD)
    desk.put("别处/x", "")
    county = os.path.abspath("县")
    monkeypatch.chdir("别处")
    for pattern in ("草稿", "县/草稿"):
        assert desk.run("--show-files", "--exclude", pattern, county)[1] == f"{county}/局/年报.md\n"
    assert desk.run("--show-files", "--force-exclude", "--exclude", "县", f"{county}/局/年报.md")[1] != ""


def test_gitignore(desk: Desk) -> None:
    for name in ("县/草稿/甲.md", "县/旧/丙.md", "县/旧/留.md"):
        desk.put(name, BAD)
    desk.put(".gitignore", "草稿/\n")
    desk.put("县/.gitignore", "旧/*\n!留.md\n")
    os.rmdir(".git")
    assert desk.run("--show-files", ".")[1].count("\n") == 4  # no repository
    os.mkdir(".git")
    status, out, err = desk.run("--show-files", ".")
    assert (status, out) == (0, "县/局/年报.md\n县/旧/留.md\n")
    assert err == "没有检查：1份报告、1个文件夹（按 .gitignore、exclude 等排除）。\n"
    assert desk.run("--show-files", "--no-gitignore", ".")[1].count("\n") == 4
    assert desk.run("--show-files", "--force-exclude", "县/草稿/甲.md")[1] == "县/草稿/甲.md\n"  # named
    assert "没有检查：1份报告、1个文件夹（按 .gitignore、exclude 等排除）。" in desk.run(".")[2]
    status, _, err = desk.run("县/草稿", "县/旧/丙.md")
    assert "检查了2份报告" in err
    desk.put("县/.reportlint.yaml", "exclude: ['!丙.md']\n")
    assert "县/旧/丙.md" not in desk.run("--show-files", ".")[1]


def test_members_of_archives_are_left_out_too(desk: Desk) -> None:
    with zipfile.ZipFile("县/报告.zip", "w") as archive:
        for name in ("草稿/甲.md", "乙.md"):
            archive.writestr(name, BAD)
    desk.put("县/.reportlint.yaml", "exclude: [草稿]\nlevels: {STR-003: error}\n")
    assert found(desk, "县/报告.zip") == {"县/报告.zip/乙.md": {"STR-003": "error"}}


def test_an_entry_for_one_file_that_meets_nothing_is_said(desk: Desk) -> None:
    desk.put("县/.reportlint.yaml", "accept: [{path: 局/年报.md, rules: [T3-ROW], reason: 旧}]\n")
    assert "县/.reportlint.yaml:1: 没有用到（T3-ROW没有在此处报出）" in desk.run("县")[2]


def test_a_pattern_that_meets_nothing_is_said_where_all_its_files_were_looked_at(desk: Desk) -> None:
    desk.put("县/乙/年报.md", MODEL)
    desk.put("县/.reportlint.yaml", "accept:\n  - {path: '局/*', rules: [STR], reason: 甲}\n"
                                   "  - {path: '乙/*', rules: [STR, T3], reason: 乙}\n")
    said = "县/.reportlint.yaml:3: accept 的“县/乙/*”没有用到（STR、T3没有在这些文件中报出），可以删去"
    assert [line for line in desk.run("县")[2].splitlines() if "没有用到" in line] == [said]
    assert said in desk.run(".")[2]
    for arguments in (["县/乙"], ["县/乙/年报.md"], ["--select", "T4", "县"]):
        assert "没有用到" not in desk.run(*arguments)[2], arguments


def test_why_a_rule_is_off(desk: Desk) -> None:
    desk.put("own.yaml", "rules:\n  - id: TTL-004\n    off: 本省标题用简称\n")
    desk.put(".reportlint.yaml", "rules: [own.yaml]\noff: {STR-003: 另有格式}\n")
    status, out, _ = desk.run("explain", "TTL-004", "STR-003", "T3-ROW")
    assert status == 0
    assert [line.strip() for line in out.splitlines() if "停用" in line] == [
        "停用：本省标题用简称（own.yaml:3）", "停用：另有格式（.reportlint.yaml:2）"]
    assert out.startswith("TTL-004  ")
    assert "停用" not in desk.run("explain", "--isolated", "TTL-004")[1]


def test_the_baseline_of_the_settings(desk: Desk) -> None:
    assert desk.run("baseline", "create", "--baseline", "县/基线.json", "县")[0] == 0
    desk.put("县/.reportlint.yaml", "baseline: 基线.json\n")
    assert desk.levels() == {}


def test_faults_point_at_the_entry(desk: Desk) -> None:
    head = "levels:\n  STR-003: error\n  STR-999: error\n"
    for text, said in (
        (head, ".reportlint.yaml:3 的 levels：没有编号为 STR-999 的规则"),
        ("overrides:\n  - paths: ['*']\n    off:\n      STR-998: 旧\n",
         ".reportlint.yaml:4 的 off：没有编号为 STR-998 的规则"),
        ("accept:\n  - {path: a.md, rules: [T3], reason: 甲}\n  - {path: b.md, rules: [T3], reason: 甲, until: 明天}\n",
         ".reportlint.yaml:3:49: “until”的日期“明天”应写成 2026-12-31 的样子。"),
    ):
        desk.put(".reportlint.yaml", text)
        status, out, err = desk.run("县")
        assert (status, out, said in err) == (2, "", True), err
    desk.put(".reportlint.yaml", "accept:\n  - {path: 县/局/年报.md, rules: [STR-003], reason: 甲}\n"
                                 "  - {path: 县/局/年报.md, rules: [T3-ROW], reason: 甲}\n")
    assert ".reportlint.yaml:3: 没有用到（T3-ROW没有在此处报出）" in desk.run("县")[2]


def test_an_entry_for_a_file_that_is_not_there_is_said(desk: Desk) -> None:
    """A file renamed takes its accepted findings out of the settings; that must not go unseen."""
    desk.put(".reportlint.yaml", "accept:\n  - {path: 县/局/年报.md, rules: [STR-003], reason: 甲}\n")
    assert "STR-003" not in desk.run(".")[1]
    assert "accept" not in desk.run(".")[2]
    os.rename("县/局/年报.md", "县/局/年度报告.md")
    _, out, err = desk.run(".")
    assert "STR-003" in out
    said = ".reportlint.yaml:2: accept 的“县/局/年报.md”没有检查到（改名、移走、排除或没有读出？），请改正路径或删去"
    assert said in err.splitlines()
    assert "accept" not in desk.run("县")[2]  # not all that the settings govern was looked at


def test_sarif_says_what_other_settings_demand_by_the_same_id(desk: Desk) -> None:
    desk.put("乙/年报.md", BAD)
    desk.put("乙/.reportlint.yaml", "rules: [乙.yaml]\n")
    desk.put("乙/乙.yaml", "rules: [{id: STR-003, title: 乙地的标题序号, basis: {document: 乙地规定, clause: 一}}]\n")
    rules = json.loads(desk.run("-f", "sarif", "乙", "县")[1])["runs"][0]["tool"]["driver"]["rules"]
    found = [rule for rule in rules if rule["id"] == "STR-003"]
    assert len(found) == 1
    text = found[0]["help"]["text"]
    assert "乙地的标题序号" in text
    assert "标题序号与格式一致" in text
    assert all("另一种规定" not in rule["help"]["text"] for rule in rules if rule["id"] != "STR-003")


TOML = """[project]
name = "levels"
[tool.reportlint]
selcet = ["T3"]
exclude = 3
[tool.reportlint.levels]
STR-003 = "warn"
[[tool.reportlint.accept]]
path = "a.md"
rules = ["T3"]
reason = "甲"
[[tool.reportlint.accept]]
path = "b.md"
rules = ["T3"]
until = 2026-12-31
"""


def test_faults_in_pyproject_are_told_at_their_place(desk: Desk) -> None:
    desk.put("县/pyproject.toml", TOML)
    status, _, err = desk.run("县")
    told = [line.partition(" ")[0] for line in err.splitlines() if line.startswith("县/pyproject.toml:")]
    assert (status, told) == (2, [f"县/pyproject.toml:{place}:" for place in ("4:1", "5:11", "7:12", "12:1")])
    assert "是否想写“select”？" in err


def test_where_settings_of_pyproject_are_written(desk: Desk) -> None:
    text = TOML.replace("selcet", "select").replace("exclude = 3\n", "").replace('"warn"', '"info"')
    desk.put("县/pyproject.toml", text.replace("until", 'reason = "乙"\nuntil'))
    shown = desk.run("config", "县")[1].splitlines()
    assert [line.rpartition("# ")[2] for line in shown[1:]] == [
        f"县/pyproject.toml:{line}" for line in (4, 5, 7)]
    desk.put("县/pyproject.toml", text.replace("until", 'reason = "乙"\nuntil').replace('select = ["T3"]\n', ""))
    assert "县/pyproject.toml:10: accept 的“县/b.md”没有检查到" in desk.run("县")[2]


def test_a_broken_pyproject_is_not_passed_over(desk: Desk) -> None:
    desk.put("县/pyproject.toml", "[tool.reportlint\nselect = []\n")
    status, _, err = desk.run("县")
    assert (status, err.splitlines()[0]) == (
        2, "县/pyproject.toml:1:17: 不是合法的TOML；请检查这里的括号、引号、等号和日期。")
    desk.put("县/pyproject.toml", "[tool.other\n")  # none of ours
    assert desk.run("县")[0] == 0
