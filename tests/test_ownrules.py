"""Rules of one's own: files and folders named by --rules, layers on chosen editions, editions of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlint.cli import main
from reportlint.configuration.ownrules import own_rules
from reportlint.errors import RulesError, UsageError
from reportlint.findings import Level
from reportlint.ruleset import load

MODEL = Path(__file__).parents[1] / "rules" / "2021" / "model.md"
OWN = """
rules:
  - id: OWN-SUM
    name: OwnSum
    title: 公开的不超过总计
    kind: relation
    level: warning
    basis: {document: 省通知, clause: 一}
    table: 申请
    each: column
    relation: 予以公开 + 部分公开 <= 办理总计
    message: 不符
"""
PACK = """
id: pack
title: 另一种表
years: {from: 2018}
subject: 工作年度报表
sections: [{name: 概况, ordinal: 1, title: 概况}]
tables: []
"""


def changes(text: str, head: str = "") -> dict[str, str]:
    return {"own.yaml": f"{head}rules:\n  - {text}\n"}


def test_a_layer_is_for_all_our_editions_or_for_those_it_names() -> None:
    everywhere = load(changes("{id: STR-003, level: info}"))
    assert [form.by_id["STR-003"].level for form in everywhere.editions] == [Level.INFO] * 2
    for head in ("extends: reportlint:2021\n", 'extends: ["2021"]\n'):
        new, old = load(changes("{id: STR-003, level: info}", head)).editions
        assert (new.by_id["STR-003"].level, old.by_id["STR-003"].level) == (Level.INFO, Level.WARNING)


def test_a_rule_that_only_one_edition_has_can_be_changed() -> None:
    only_new = next(iter({rule.id for rule in load().editions[0].rules} - {r.id for r in load().editions[1].rules}))
    new, old = load(changes(f"{{id: {only_new}, title: 新名}}")).editions
    assert new.by_id[only_new].title == "新名"
    assert only_new not in old.by_id


def test_an_edition_that_is_not_there() -> None:
    with pytest.raises(RulesError) as raised:
        load(changes("{id: STR-003, level: info}", "extends: reportlint:2012\n"))
    assert len(raised.value.faults) == 1
    assert raised.value.faults[0].startswith("own.yaml:1:10: 版式“2012”不存在，是否想写“2021”？")


@pytest.mark.parametrize("folder", ["packs/pack/", "", "2021/"])
def test_a_folder_with_a_template_is_an_edition(folder: str) -> None:
    own = {f"{folder}template.yaml": PACK, f"{folder}rules.yaml": OWN.replace("table: 申请", "table: 表")}
    with pytest.raises(RulesError, match="表“表”不存在"):
        load(own)
    rules = """
rules:
  - {id: W-SEC, name: Parts, title: 部分齐全, kind: section_missing, level: error,
     basis: {document: 函, clause: 一}, message: 缺少}
"""
    ruleset = load({f"{folder}template.yaml": PACK, f"{folder}rules.yaml": rules, f"{folder}model.md": "# 甲\n"})
    assert [form.id for form in ruleset.editions] == ["2021", "2019", "pack"]
    pack = ruleset.editions[-1]
    assert [rule.id for rule in pack.rules] == ["W-SEC"]
    assert (pack.model, "W-SEC" in ruleset.editions[0].by_id) == ("# 甲\n", False)


def test_an_edition_of_ones_own_may_extend_ours() -> None:
    text = 'id: 省版\ntitle: 省版\nextends: "2021"\nyears: {from: 2023}\n'
    ruleset = load({"省版/template.yaml": text, "own.yaml": OWN})
    assert [form.id for form in ruleset.editions] == ["省版", "2021", "2019"]
    assert all("OWN-SUM" in form.by_id for form in ruleset.editions)
    assert [ruleset.for_year(year).id for year in (2022, 2023)] == ["2021", "省版"]  # type: ignore[union-attr]


def test_an_id_may_not_be_taken() -> None:
    with pytest.raises(RulesError, match=r"pack/template\.yaml:2:1: 表样的id“2021”已经有了"):
        load({"pack/template.yaml": PACK.replace("id: pack", 'id: "2021"')})


def test_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "甲").mkdir()
    for name in ("甲/b.yaml", "甲/a.yml", "甲/.hidden.yaml", "甲/readme.txt", "甲/model.md"):
        (tmp_path / name).write_bytes("\ufeffrules: []\r\n".encode())
    assert own_rules(["甲", "甲/b.yaml"]) == dict.fromkeys(("甲/a.yml", "甲/b.yaml"), "rules: []\n")
    (tmp_path / "甲" / "template.yaml").write_text(PACK, encoding="utf-8")
    assert list(own_rules(["甲"])) == ["甲/a.yml", "甲/b.yaml", "甲/template.yaml", "甲/model.md"]
    (tmp_path / "乙").mkdir()
    for path, message in {"乙": "没有规则文件", "丙": "文件不存在"}.items():
        with pytest.raises(UsageError, match=message):
            own_rules([path])
    (tmp_path / "丁.yaml").write_bytes("rules:\n# 丁\n".encode("gb18030"))
    with pytest.raises(RulesError, match=r"丁\.yaml:2:1: 不是UTF-8"):
        own_rules(["丁.yaml"])


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    report = MODEL.read_text(encoding="utf-8")
    assert report.count("| 1 | 0 | 17 |") == 1
    Path("report.md").write_text(report.replace("| 1 | 0 | 17 |", "| 1 | 0 | 99 |"), encoding="utf-8")
    Path("own.yaml").write_text(OWN, encoding="utf-8")
    common = ("--select", "OWN", "-f", "concise", "--fail-on", "warning", "report.md")
    assert main(["--rules", "own.yaml", *common]) == 1
    assert "OWN-SUM" in capfd.readouterr().out
    assert main(common) == 2
    assert "没有编号为 OWN 的规则" in capfd.readouterr().err
    assert main(["explain", "--rules", "own.yaml", "OWN"]) == 0
    assert "公开的不超过总计" in capfd.readouterr().out
    assert main(["rules", "--rules", "own.yaml"]) == 0
    assert "OWN-SUM" in capfd.readouterr().out


def test_broken_rules_are_told_before_any_report_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(OWN.replace("table:", "tabel:").replace("warning", "warn"), encoding="utf-8")
    assert main(["--rules", "own.yaml", "没有这份报告.md"]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "own.yaml:7:12: “level”的值“warn”不存在，是否想写“warning”？" in err
    assert "own.yaml:9:5: 键（种类 relation）“tabel”不存在，是否想写“table”？" in err
    assert "没有这份报告" not in err
