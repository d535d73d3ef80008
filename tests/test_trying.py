"""The command `test`: examples and cases of rules, ours and others', tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlint.cli import main

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
ROW = "| 12 | 2 | 0 | 2 | 1 | 0 | 17 |"
LINE = next(number for number, line in enumerate(MODEL.split("\n"), 1) if ROW in line)
COLUMN = MODEL.split("\n")[LINE - 1].index("17") + 1
RULES = """
rules:
  - id: OWN-SUM
    name: OwnSum
    title: 予以公开、部分公开之和不超过总计
    kind: relation
    level: warning
    basis: {document: 省通知, clause: 一}
    table: 申请
    each: column
    relation: 予以公开 + 部分公开 <= 办理总计
    message: "{{ where }}列不符"
    examples:
      - {good: "| 12 | 2 | 0 | 2 | 1 | 0 | 17 |", bad: "| 12 | 2 | 0 | 2 | 1 | 0 | 99 |"}
"""
CASES = f"""
- name: 多了
  change: [{{from: "{ROW}", to: "| 12 | 2 | 0 | 2 | 1 | 0 | 99 |"}}]
  expect: ["T3-ROW {LINE}:{COLUMN} 相差82", "OWN-SUM 总计列不符", T3-TOT]
  levels: {{OWN-SUM: warning}}
- name: 没有变
- name: 旧版式
  base: "2019"
"""


class Bench:
    """A folder of rules, and the command over it."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capture = capture

    def run(self, *arguments: str) -> tuple[int, str, str]:
        status = main(["test", *arguments])
        return status, *self.capture.readouterr()

    def put(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Bench:
    monkeypatch.chdir(tmp_path)
    bench = Bench(tmp_path, capfd)
    bench.put("own/rules.yaml", RULES)
    return bench


def test_our_own_rules_are_what_their_examples_say(bench: Bench) -> None:
    status, out, err = bench.run()
    assert (status, out) == (0, "")
    assert "个例子、0个用例：全部符合。" in err


def test_a_folder_with_its_cases(bench: Bench) -> None:
    bench.put("own/cases/sum.yaml", CASES)
    status, out, err = bench.run("own")
    assert (status, out, err) == (0, "", "试了1个例子、3个用例：全部符合。\n")
    assert bench.run("own/rules.yaml", "own/cases/sum.yaml")[0] == 0
    assert bench.run("--rules", "own/rules.yaml", "own/cases/sum.yaml") == (0, "", "试了0个例子、3个用例：全部符合。\n")


FAILING = {
    "bad does not fire": (RULES.replace("0 | 99 |", "0 | 18 |"), "",
                          "own/rules.yaml:3: OWN-SUM 第1个例子：把good换成bad“| 12 | 2 | 0 | 2 |"),
    "good is not there": (RULES.replace("good: \"| 12", "good: \"| 13"), "", "应在样本报告中恰有一处（实际：0、0）"),
    "good fires": (RULES.replace("<=", ">="), "", "样本报告本身就违反这条规则"),
    "at another place": (RULES, CASES.replace(f"{LINE}:{COLUMN}", "1:1"),
                         "own/cases/a.yaml:2: 用例“多了”：应报出：T3-ROW 1:1 "),
    "other words": (RULES, CASES.replace("总计列", "合计列"), "；OWN-SUM 合计列不符；T3-TOT；实际报出：T3-ROW"),
    "another level": (RULES, CASES.replace("warning", "error"), "OWN-SUM 的级别应为 error，实际为 warning"),
    "fires where it must not": (RULES, CASES.split("  expect")[0], "应报出：无；实际报出："),
    "held back otherwise": (RULES, "- {name: 甲, unjudged: [OWN-SUM T3-ROWS]}\n", "应有未核对的“OWN-SUM T3-ROWS”"),
    "passage gone": (RULES, CASES.replace("- name: 没有变\n", "- {name: 甲, change: [{from: 没有的话, to: 乙}]}\n"),
                     "要改的“没有的话”在报告中有0处"),
    "file gone": (RULES, "- {name: 甲, file: 没有.docx}\n", "文件不存在"),
}


@pytest.mark.parametrize("case", FAILING)
def test_what_fails_is_said(bench: Bench, case: str) -> None:
    rules, cases, words = FAILING[case]
    bench.put("own/rules.yaml", rules)
    if cases:
        bench.put("own/cases/a.yaml", cases)
    status, out, err = bench.run("own")
    assert status == 1
    assert words in out
    assert "处不符。" in err


BROKEN = {
    "a broken rule": (RULES.replace("relation: 予以", "relation: 予之"), CASES, "公式中的名称“予之公开”不存在"),
    "an unknown key": (RULES, "- {name: 甲, expct: []}\n", "own/cases/a.yaml:1:13: 键“expct”不存在，是否想写“expect”"),
    "no list": (RULES, "cases: []\n", "own/cases/a.yaml:1:1: 键“cases”不存在"),
    "an unknown rule": (RULES, "- {name: 甲, expect: [OWN-SUN 多]}\n", "没有编号为“OWN-SUN”的规则"),
    "an unknown edition": (RULES, "- {name: 甲, base: '2020'}\n", "没有版式“2020”；可用的有：2021、2019"),
    "two reports": (RULES, "- {name: 甲, base: '2021', text: 乙}\n", "只能写一个"),
    "half a change": (RULES, "- {name: 甲, change: [{from: 乙}]}\n", "应为 {from: 原文, to: 改为}"),
    "nothing to try": (RULES.split("    examples")[0], "", "没有可试的例子或用例"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_faults_of_the_files(bench: Bench, case: str) -> None:
    rules, cases, words = BROKEN[case]
    bench.put("own/rules.yaml", rules)
    if cases:
        bench.put("own/cases/a.yaml", cases)
    status, out, err = bench.run("own")
    assert (status, out) == (2, "")
    assert words in err


def test_a_case_may_bring_its_report(bench: Bench) -> None:
    bench.put("own/cases/报告.txt", MODEL.replace("总体情况\n", "总体情形\n"))
    bench.put("own/cases/a.yaml", "- {name: 甲, file: 报告.txt}\n")
    status, out, _ = bench.run("own")
    assert status == 1
    assert "实际报出：STR-" in out


def test_rules_that_nothing_tries_are_named(bench: Bench) -> None:
    bench.put("own/rules.yaml", RULES + RULES.split("rules:\n")[1].replace("OWN-SUM", "OWN-TWO").replace(
        "OwnSum", "OwnTwo").split("    examples")[0])
    assert bench.run("own") == (0, "", "没有例子也没有用例的规则：OWN-TWO\n试了1个例子、0个用例：全部符合。\n")


def test_the_rules_of_the_settings(bench: Bench) -> None:
    """They are tried where no path is given, and are at hand where one is."""
    bench.put("own/cases/sum.yaml", CASES)
    bench.put(".reportlint.yaml", "rules: [own]\noverrides:\n  - {paths: ['*'], rules: [more.yaml]}\n")
    bench.put("more.yaml", "rules: [{id: OWN-SUM, level: info}]\n".replace("OWN-SUM", "TTL-004"))
    assert bench.run() == (0, "", "试了2个例子、3个用例：全部符合。\n")
    assert "个例子、0个用例：全部符合。" in bench.run("--isolated")[2]
    assert bench.run("--isolated", "own/cases/sum.yaml")[0] == 2  # it speaks of OWN-SUM
    assert bench.run("own/cases/sum.yaml") == (0, "", "试了0个例子、3个用例：全部符合。\n")
    bench.put("other.yaml", "rules: [own]\n")
    assert bench.run("--config", "other.yaml")[2] == "试了1个例子、3个用例：全部符合。\n"
