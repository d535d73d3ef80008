"""rules/README.md: fresh, complete, and its five minutes work as written."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from reportlint import resources
from reportlint.checks import KINDS, kind
from reportlint.cli import main
from reportlint.configuration.settings import Settings, effective
from reportlint.rulefiles.fields import hints
from reportlint.rulefiles.rulebook import page
from reportlint.ruleset import load

README = (resources.rules() / "README.md").read_text(encoding="utf-8")
MODEL = (resources.rules() / "2021" / "model.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", README, re.S)


def test_the_page_is_fresh() -> None:
    assert page(load()) == README, "run python -m reportlint.rulefiles.rulebook"


def test_every_rule_kind_option_and_fact_is_there() -> None:
    page_of = dict(re.findall(r"\n### (\w+)\n(.*?)(?=\n### |\Z)", README.partition("## 检查的种类")[2], re.S))
    assert set(page_of) == set(KINDS)
    for name, words in page_of.items():
        missing = [word for word in (*hints(kind(name).Options), *kind(name).FACTS) if f"`{word}`" not in words]
        assert missing == [], name
    for rule in load().rules:
        assert README.count(f"| {rule.id} |") == 1


def test_the_five_minutes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("本单位/cases").mkdir(parents=True)
    Path("本单位/规则.yaml").write_text(BLOCKS[0], encoding="utf-8")
    Path("本单位/cases/用例.yaml").write_text(BLOCKS[2], encoding="utf-8")
    assert main(["test", "本单位"]) == 0, capfd.readouterr().out
    assert capfd.readouterr().err == "试了2个例子、2个用例：全部符合。\n"
    Path("年报.md").write_text(MODEL.replace("；二是基层水管站", "，基层水管站"), encoding="utf-8")
    assert main(["--rules", "本单位", "--fail-on", "warning", "-f", "concise", "--select", "OWN", "年报.md"]) == 1
    assert "OWN-TWO “存在的主要问题及改进情况”没有写出两个问题。" in capfd.readouterr().out


def test_a_rule_changed_and_one_switched_off() -> None:
    new, old = load({"own.yaml": BLOCKS[1]}).editions
    assert (new.by_id["S1-LEN"].options.most, old.by_id.get("TTL-004") is None) == (500, False)
    assert "TTL-004" not in new.by_id


def test_the_common_demands_work_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    block, form = (next(block for block in BLOCKS if word in block) for word in ("OWN-BAN", "id: 本县"))
    Path("规则.yaml").write_text(block, encoding="utf-8")
    assert main(["test", "规则.yaml"]) == 0, capfd.readouterr().out
    assert "试了3个例子" in capfd.readouterr().err
    Path("本县").mkdir()
    Path("本县/template.yaml").write_text(form, encoding="utf-8")
    Path("年报.md").write_text(MODEL.replace("业务工作", "高度重视业务工作", 1), encoding="utf-8")
    assert main(["--rules", "本县", "--rules", "规则.yaml", "-f", "concise", "年报.md"]) == 1
    shown = capfd.readouterr().out
    assert "行政确认" in shown
    assert "OWN-BAN “高度重视”是空泛的说法" in shown  # what extends 2021 is for what extends it too


def test_the_settings_shown_are_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    block = next(block for block in BLOCKS if block.startswith("extends: ../"))
    Path("县").mkdir()
    Path("省里的设置.yaml").write_text("ignore: [S6]\n", encoding="utf-8")
    Path("县/.reportlint.yaml").write_text(block, encoding="utf-8")
    settings = effective("县/.reportlint.yaml").settings
    assert (settings.ignore, settings.baseline) == (("S6", "TTL-003"), "县/基线.json")
    assert all(getattr(settings, item.name) for item in fields(Settings) if item.name != "edition")
