"""Accepted findings: comments with a reason and a last day, and a baseline; both survive edits elsewhere."""

from __future__ import annotations

import datetime
import json
import os
from pathlib import Path

import pytest
from formats import WRITERS, read_model
from reportlint.cli import main

MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
TITLE = MODEL.split("\n")[0]
HEADING = "## 五、存在的主要问题及改进情况"
BAD = MODEL.replace(HEADING, "## 四、存在的主要问题及改进情况")


class Desk:
    """A folder with one report, and the command."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def put(self, text: str, name: str = "年报.md") -> None:
        Path(name).write_text(text, encoding="utf-8")

    def found(self, *arguments: str, path: str = "年报.md") -> tuple[int, list[str], str]:
        """Status, ids found, standard error."""
        status = main(["--fail-on", "info", "-f", "json", *arguments, path])
        out, err = self.capture.readouterr()
        reports = json.loads(out)["reports"]
        return status, [item["rule"] for report in reports for item in report["findings"]], err

    def baseline(self, action: str, path: str = ".") -> int:
        status = main(["baseline", action, path])
        self.capture.readouterr()
        return status


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(capfd)


def with_comment(words: str, behind: str = "\n") -> str:
    return BAD.replace("## 四、存在的", f"<!-- {words} -->\n{behind}## 四、存在的")


def test_the_fault_without_comments(desk: Desk) -> None:
    desk.put(BAD)
    status, ids, err = desk.found()
    assert (status, ids) == (1, ["STR-003"])
    assert "没有列出" not in err


EFFECTIVE = [
    "reportlint-disable-next-line STR-003 -- 照上级要求",
    "reportlint-disable-next-line str-003--照上级要求",
    "reportlint-disable-next-line STR -- 照上级要求",
    "reportlint-disable-next-line STR-003 until 2999-12-31 -- 照上级要求",
    "reportlint-disable-file T3, STR-003 -- 照上级要求",
]


@pytest.mark.parametrize("words", EFFECTIVE)
def test_a_reason_is_enough(desk: Desk, words: str) -> None:
    desk.put(with_comment(words))
    status, ids, err = desk.found()
    assert (status, ids) == (0, [])
    assert "另有1个问题按停用说明或基线没有列出。" in err
    assert desk.found("--no-inline")[:2] == (1, ["STR-003"])


WITHOUT_EFFECT = {
    "reportlint-disable-next-line STR-003": "停用没有写原因，不起作用",
    "reportlint-disable-next-line STR-003 --": "停用没有写原因，不起作用",
    "reportlint-disable-next-line STR-003 until 2020-01-31 -- 旧": "停用已于2020-01-31到期",
    "reportlint-disable-next-line STR-003 until 明年 -- 旧": "日期“明年”应写成 2026-12-31 的样子",
    "reportlint-disable-next-line STR-003 until 2026-02-30 -- 旧": "日期“2026-02-30”应写成",
    "reportlint-disable-next-line -- 旧": "停用没有写规则编号",
    "reportlint-disable-line STR-003 -- 旧": "不认识“reportlint-disable-line”",
    "reportlint-disable-next-line T3-ROW -- 旧": "没有用到（T3-ROW没有在此处报出）",
}


@pytest.mark.parametrize("words", WITHOUT_EFFECT)
def test_what_has_no_effect_is_said(desk: Desk, words: str) -> None:
    desk.put(with_comment(words))
    status, ids, err = desk.found()
    assert (status, ids) == (1, ["STR-003"])
    line = with_comment(words).split("\n").index(f"<!-- {words} -->") + 1
    assert f"年报.md:{line}: {WITHOUT_EFFECT[words]}" in err


def test_it_counts_to_the_end_of_its_last_day(desk: Desk) -> None:
    desk.put(with_comment(f"reportlint-disable-next-line STR-003 until {datetime.date.today()} -- 旧"))
    assert desk.found()[1] == []


def test_two_comments_above_one_line(desk: Desk) -> None:
    second = "<!-- reportlint-disable-next-line STR -- 乙 -->\n"
    desk.put(with_comment("reportlint-disable-next-line T3-ROW -- 甲", second))
    assert desk.found()[1] == []


def test_html(desk: Desk) -> None:
    page = written(BAD, "html").decode()
    Path("年报.html").write_text(page, encoding="utf-8")
    assert desk.found(path="年报.html")[1] == ["STR-003"]
    comment = "<body><!-- reportlint-disable-file STR-003 -- 甲 -->"
    Path("年报.html").write_text(page.replace("<body>", comment), encoding="utf-8")
    assert desk.found(path="年报.html")[1] == []


# ---- baseline ----------------------------------------------------------------------------------------


OLD = BAD.replace("| 3 | 1 | 0 | 1 | 0 | 1 | 6 |", "| 3 | 1 | 0 | 1 | 0 | 1 | 7 |")


def written(text: str, format: str) -> bytes:
    """The report in another kind of file."""
    return WRITERS[format][1](read_model(text)).fill()[0]


@pytest.mark.parametrize("format", ["cells", "html", "docx"])
def test_a_baseline_survives_other_edits_and_shows_what_is_new(desk: Desk, format: str) -> None:
    name = f"年报.{WRITERS[format][0]}"

    def found(text: str) -> list[str]:
        Path(name).write_bytes(written(text, format))
        return desk.found("--baseline", "reportlint-baseline.json", path=name)[1]

    assert OLD.count("| 7 |") == 1
    Path(name).write_bytes(written(OLD, format))
    assert len(desk.found(path=name)[1]) >= 2
    assert desk.baseline("create") == 0
    assert found(OLD) == []
    longer = OLD.replace("## 一、总体情况\n", "## 一、总体情况\n\n2024年，本局另外做了一些工作，共12项。\n")
    assert longer != OLD
    assert found(longer) == []
    assert found(BAD) == []  # the figure mended, the heading as it was
    assert found(OLD.replace("## 四、存在的", "## 五、存在的").replace("## 六、其他", "## 七、其他")) == ["STR-003"]


@pytest.mark.parametrize("format", ["cells", "html", "docx"])
def test_an_entry_of_the_settings_survives_other_edits_and_accepts_nothing_else(desk: Desk, format: str) -> None:
    """By path and place, since these files can have no comments, or should have none."""
    name = f"年报.{WRITERS[format][0]}"
    Path(".reportlint.yaml").write_text(
        f"accept: [{{path: {name}, rules: [T3-ROW, T3-TOT, T3-COL], place: 表三/上年结转, reason: 上级核定}}]\n"
        "off: {STR-003: 另行核对}\n", encoding="utf-8")

    def found(text: str) -> list[str]:
        Path(name).write_bytes(written(text, format))
        return desk.found(path=name)[1]

    assert found(MODEL) == []
    Path(name).write_bytes(written(OLD, format))
    assert desk.found("--isolated", path=name)[1] == ["T3-ROW", "STR-003"]
    assert found(OLD) == []
    assert found(OLD.replace("## 一、总体情况\n", "## 一、总体情况\n\n2024年，本局另外做了一些工作，共12项。\n")) == []
    other = OLD.replace("| 12 | 2 | 0 | 2 | 1 | 0 | 17 |", "| 12 | 2 | 0 | 2 | 1 | 0 | 57 |")
    assert other != OLD
    assert found(other) == ["T3-ROW"]  # another row of the same rule
    assert found(OLD.replace("## 六、其他", "## 七、其他")) == []


def test_what_each_action_writes(desk: Desk) -> None:
    def recorded() -> dict[str, list[str]]:
        data = json.loads(Path("reportlint-baseline.json").read_text(encoding="utf-8"))
        return {name: sorted(words.split()[0] for words in marks.values()) for name, marks in data["files"].items()}

    Path("甲").mkdir()
    desk.put(BAD, "甲/年报.md")
    desk.put(BAD, "乙.md")
    assert desk.baseline("create") == 0
    first = Path("reportlint-baseline.json").read_bytes()
    assert recorded() == {"乙.md": ["STR-003"], "甲/年报.md": ["STR-003"]}
    assert desk.baseline("create") == 0
    assert Path("reportlint-baseline.json").read_bytes() == first
    short = BAD.replace("青山县水利局2024年政府信息公开工作年度报告", "县水利局2024年政府信息公开工作年度报告")
    desk.put(MODEL.replace(TITLE, short.split("\n")[0]), "乙.md")
    assert desk.baseline("prune") == 0
    assert recorded() == {"甲/年报.md": ["STR-003"]}
    assert desk.baseline("update", "乙.md") == 0
    assert recorded() == {"乙.md": ["TTL-004"], "甲/年报.md": ["STR-003"]}


def test_a_reason_in_the_file_stays_used_beside_a_baseline(desk: Desk) -> None:
    desk.put(with_comment("reportlint-disable-next-line STR-003 -- 照上级要求"))
    desk.baseline("create")
    _, ids, err = desk.found("--baseline", "reportlint-baseline.json")
    assert (ids, "没有用到" in err) == ([], False)


@pytest.mark.parametrize("content", [
    "", "[]", "{}", "[" * 100_000, '{"fingerprints": "reportlint/v1", "files": {"甲": 1}}', None])
def test_a_broken_baseline_is_told(desk: Desk, content: str | None) -> None:
    desk.put(BAD)
    if content is not None:
        Path("基线.json").write_text(content, encoding="utf-8")
    assert main(["--baseline", "基线.json", "年报.md"]) == 2
    assert "reportlint: 基线 基线.json" in desk.capture.readouterr().err


@pytest.mark.parametrize("action", ["update", "prune"])
def test_there_must_be_a_baseline_to_change(desk: Desk, action: str) -> None:
    desk.put(BAD)
    assert desk.baseline(action) == 2
    assert not Path("reportlint-baseline.json").exists()


@pytest.mark.parametrize("format", ["cells", "html", "docx"])
def test_a_file_renamed_keeps_its_baseline(desk: Desk, format: str) -> None:
    suffix = WRITERS[format][0]
    Path(f"年报.{suffix}").write_bytes(written(OLD, format))
    assert desk.baseline("create") == 0
    os.rename(f"年报.{suffix}", f"年度报告.{suffix}")
    given = ("--baseline", "reportlint-baseline.json")
    assert desk.found(*given, path=f"年度报告.{suffix}")[1] == []
    Path(f"年报.{suffix}").write_bytes(written(OLD, format))  # a copy is no renamed file
    assert len(desk.found(*given, path=f"年度报告.{suffix}")[1]) >= 2
    os.remove(f"年报.{suffix}")
    assert desk.baseline("prune") == 0
    kept = json.loads(Path("reportlint-baseline.json").read_text(encoding="utf-8"))["files"]
    assert list(kept) == [f"年度报告.{suffix}"]
