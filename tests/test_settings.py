"""Settings: found upwards, one on top of another, every fault with its place; what they change."""

from __future__ import annotations

import json
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
        'select: ["STR"]    # 县/.reportlint.yaml:4',
        'ignore: ["TTL-004", "TTL-003"]    # 省.yaml:2、县/.reportlint.yaml:5',
        'levels: {"STR-003": "info", "T3": "info"}    # 省.yaml:1、县/.reportlint.yaml:2',
    ])


def test_without_settings(desk: Desk) -> None:
    assert desk.run("config")[1].startswith("没有设置")


FAULTS = {
    "ingore: [STR]\n": "县/.reportlint.yaml:1:1: 键“ingore”不存在，是否想写“ignore”？",
    "levels: {STR-003: warn}\n": "县/.reportlint.yaml:1:19: “STR-003”的值“warn”不存在，是否想写“warning”？",
    "ignore: STR\n": "县/.reportlint.yaml:1:9: “ignore”应为列表",
    "off: {STR-003: }\n": "应为文字",
    "accept: [{path: a, rules: [STR]}]\n": "“accept”缺少必须有的键：reason",
    "- STR\n": "县/.reportlint.yaml:1:1: 设置应为键值对",
    "levels: {STR-009: info}\n": "县/.reportlint.yaml:1 的 levels：没有编号为 STR-009 的规则",
    "accept: [{path: 局/年报.md, rules: [STR], reason: 甲, until: 明年}]\n": "日期“明年”应写成",
    "extends: .reportlint.yaml\n": "绕了一圈",
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


def test_paths_with_settings_of_their_own_are_not_mixed(desk: Desk) -> None:
    desk.put("乙/年报.md", MODEL)
    desk.put("县/.reportlint.yaml", "off: {STR-003: 甲}\n")
    status, _, err = desk.run("县", "乙")
    assert status == 2
    assert "各有不同的设置（县/.reportlint.yaml、无）" in err


def test_files_shown_and_left_out(desk: Desk) -> None:
    desk.put("县/草稿/年报.md", BAD)
    desk.put("县/乙/稿/年报.md", BAD)
    desk.put("县/.reportlint.yaml", "exclude: [草稿, 乙/稿]\n")
    assert desk.run("--show-files", "县")[:2] == (0, "县/局/年报.md\n")
    assert desk.run("--show-files", "--isolated", "县")[1].count("\n") == 3
    assert desk.run("--show-files", "没有")[0] == 2


def test_an_entry_for_one_file_that_meets_nothing_is_said(desk: Desk) -> None:
    desk.put("县/.reportlint.yaml", "accept: [{path: 局/年报.md, rules: [T3-ROW], reason: 旧}]\n")
    assert "县/.reportlint.yaml:1: 没有用到（T3-ROW没有在此处报出）" in desk.run("县")[2]


def test_the_baseline_of_the_settings(desk: Desk) -> None:
    assert desk.run("baseline", "create", "--baseline", "县/基线.json", "县")[0] == 0
    desk.put("县/.reportlint.yaml", "baseline: 基线.json\n")
    assert desk.levels() == {}
