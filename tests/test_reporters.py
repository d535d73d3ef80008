"""Formats for people and JSON, on runs made by hand; what they print at 80 columns is in golden/."""

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from reportlint.display import width
from reportlint.findings import Report, Run
from reportlint.fingerprints import fingerprints
from reportlint.model import Source
from reportlint.reporters import REPORTERS, Options, reporter
from reportlint.reporters.phrases import summary
from sample_runs import BLIND_RUN, FAILURES, MARKDOWN, RULESET, RUN, RUNS, WORD

GOLDEN = Path(__file__).parent / "golden"
HOW = Options(status=1, folder="/仓库/子", root="/仓库")


def written(name: str, run: Run, options: Options = HOW) -> str:
    shown = reporter(name).write(run, RULESET, options)
    return shown if isinstance(shown, str) else shown.decode("utf-8")


@pytest.mark.parametrize("format", ["text", "concise"])
@pytest.mark.parametrize("name", RUNS)
def test_golden(format: str, name: str) -> None:
    """To accept a change: `ACCEPT=1 pytest tests/test_reporters.py`, then read the difference."""
    shown = written(format, RUNS[name], replace(HOW, complete=True))
    file = GOLDEN / f"{name}.{format}.out"
    if os.environ.get("ACCEPT"):
        file.write_text(shown, encoding="utf-8", newline="\n")
    assert shown == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", REPORTERS)
def test_every_format_shows_every_finding_and_omission(name: str) -> None:
    shown = written(name, RUN, replace(HOW, complete=True))
    for report in RUN.reports:
        for finding in report.findings:
            assert finding.rule in shown
        for item in report.unjudged:
            assert item.reason.rstrip("。") in shown
    for failure in FAILURES:
        assert failure.name in shown
        assert failure.reason.rstrip("。") in shown


@pytest.mark.parametrize("name", REPORTERS)
@pytest.mark.parametrize("run", RUNS)
def test_the_same_run_gives_the_same_bytes(name: str, run: str) -> None:
    assert written(name, RUNS[run]) == written(name, RUNS[run])


@pytest.mark.parametrize("columns", [20, 40, 80, 132])
def test_shown_lines_and_details_keep_to_the_width(columns: int) -> None:
    shown = written("text", RUN, replace(HOW, width=columns)).splitlines()
    assert shown
    assert all(width(line) <= columns for line in shown if line.startswith("    "))


def test_the_mark_stands_under_the_place() -> None:
    lines = written("text", RUN).splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip(" │\u3000") and set(line) <= set(" │\u3000^")]
    assert len(marks) == 5
    for number in marks:
        start = width(lines[number].split("^")[0])
        end = width(lines[number])
        below = "".join(
            letter for at, letter in enumerate(lines[number - 1]) if start <= width(lines[number - 1][:at]) < end
        )
        assert below in ("## 一、总体情况", "××", "𠮷祥路", "48", "{0}占位[文字](x)")


def test_people_see_only_letters_that_gbk_has_and_no_control_codes() -> None:
    ours = written("text", RUN, replace(HOW, complete=True)).replace("𠮷", "")
    ours.encode("gbk")
    assert "\x1b" not in ours
    assert "\t" not in ours


def test_colour_changes_nothing_but_colour() -> None:
    plain = written("text", RUN)
    coloured = written("text", RUN, replace(HOW, colour=True))
    assert coloured != plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_json_has_all_facts() -> None:
    data = json.loads(written("json", RUN))
    assert data["version"] == 1
    assert data["status"] == 1
    assert data["summary"] == {
        "reports": 3,
        "error": 4,
        "warning": 6,
        "info": 1,
        "unjudged": 2,
        "failures": 2,
        "skipped": 3,
        "relations": {"checked": 119, "hold": 117, "fail": 2, "unjudged": 7},
    }
    found = data["reports"][0]["findings"][4]
    assert found["facts"] == {"left": 47, "right": 48, "fee": "157.85", "cells": [31, 16]}
    assert found["others"] == ["T3-TOT", "T3-COL"]
    assert found["basis"] == [{"document": "国办公开办函〔2021〕30号", "clause": "附件 表三"}]
    assert found["place"]["origin"] == {"line": 8, "column": 23, "end_line": 8, "end_column": 25}
    assert found["related"][0]["place"]["column"] == "自然人"
    assert data["reports"][1]["findings"][2]["place"]["origin"] == {
        "table": 2,
        "row": 5,
        "cell": 10,
        "length": 2,
    }
    assert data["failures"][0]["name"] == "报告/加密 2022.docx"


def test_names_that_are_no_text_stay_printable() -> None:
    name = "a\n\udcff\x1b[31m.txt"
    report = Report(name, Source(name, "text", (), "UTF-8"), "00", findings=WORD.findings)
    for format in REPORTERS:
        shown = written(format, Run((report,)))
        assert "\\xff" in shown.replace("\\\\", "\\")
        assert "\x1b" not in shown


def test_a_run_that_saw_nothing_or_not_enough_does_not_look_clean() -> None:
    assert list(summary(Run())) == ["没有检查任何报告。"]
    said = "\n".join(summary(BLIND_RUN))
    assert "不能视为合格" in said
    assert "42项未能核对" in said


def test_what_one_cause_kept_from_being_judged_is_one_line() -> None:
    item = MARKDOWN.unjudged[0]
    columns = tuple(replace(item, reason=f"缺少“{n}”列。", count=1) for n in range(12))
    report = replace(MARKDOWN, unjudged=(*columns, columns[0], replace(item, cause="T3-HEAD")))
    lines = [line for line in written("concise", Run((report,))).splitlines() if "未核对" in line]
    assert len(lines) == 2
    assert "（13项），因为：缺少“0”列；缺少“1”列；" in lines[0]
    assert lines[0].endswith("缺少“7”列等12处。（见T3-ROWS）")


def test_related_cells_do_not_repeat_the_row_or_column_they_share() -> None:
    finding = MARKDOWN.findings[4]
    row, column = finding.place.row, finding.place.column
    same_row = replace(finding.related[0], message=f"{row}—自然人 31")
    same_column = replace(same_row, place=replace(finding.place, row="二、上年"), message=f"二、上年—{column} 6")
    report = replace(MARKDOWN, findings=(replace(finding, related=(same_row, same_column)),))
    assert "相关：自然人 31；二、上年 6\n" in written("text", Run((report,)))


def test_fingerprints_are_one_each_and_know_no_lines() -> None:
    marks = fingerprints(WORD)
    assert len(set(marks)) == len(WORD.findings)
    moved = replace(
        MARKDOWN,
        findings=tuple(
            replace(f, message="改了说法", place=replace(f.place, origin=replace(f.place.origin, line=99)))
            for f in MARKDOWN.findings
        ),
    )
    assert fingerprints(moved) == fingerprints(MARKDOWN)


def test_fingerprints_are_a_promise() -> None:
    """Baselines and code hosts keep these: a change here breaks them all."""
    assert fingerprints(MARKDOWN)[4] == "588a79bab72722c92b4362c38ef9270a3fe864ccfd6b46c875e36b10a9b65056"


def test_fingerprints_survive_new_spacing_and_tell_neighbours_apart() -> None:
    finding = MARKDOWN.findings[4]
    spaced = replace(finding, evidence=" ４8", place=replace(finding.place, section="三、收到 和处理情况"))
    other = replace(finding, place=replace(finding.place, column="自然人"))
    one, two = (fingerprints(replace(MARKDOWN, findings=(f,)))[0] for f in (spaced, other))
    assert one == fingerprints(MARKDOWN)[4]
    assert two != one
