"""Reports blown up within the bounds: time grows with size, not with its square.

The limits of time are some ten times what an idle machine takes.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlint import engine
from reportlint.errors import ReadError
from reportlint.limits import LIMITS
from reportlint.ruleset import Ruleset, load

SECONDS = 30
MODEL = (Path(__file__).parents[1] / "rules" / "2021" / "model.md").read_text(encoding="utf-8")
LINES = MODEL.splitlines()
FIRST = next(i for i, line in enumerate(LINES) if line.startswith("|") and "新收" in line)
END = next(i for i in range(FIRST, len(LINES)) if not LINES[i].startswith("|"))
START = next(i for i in range(FIRST, 0, -1) if not LINES[i].startswith("|")) + 1
TABLE = LINES[START:END]
MANY = LIMITS.rows - 100


def more_rows(row: Callable[[int], str]) -> list[str]:
    """The report with many more rows in table three, before its last."""
    return [*LINES[:END - 1], *(row(number) for number in range(MANY)), *LINES[END - 1:]]


CASES: dict[str, Callable[[], list[str]]] = {
    "rows that the form does not know": lambda: more_rows(
        lambda n: f"| 其他 | x{n} | x{n} | 1 | 2 | 3 | 4 | 5 | 6 | 7 |"),
    "unknown rows of a group, none of which adds up": lambda: more_rows(
        lambda n: f"| 三、本年度办理结果 | （三）不予公开 | {n}.某信息 | 1 | 2 | 3 | 4 | 5 | {n % 9} | {n % 7} |"),
    "the same row again": lambda: more_rows(lambda _: LINES[END - 2]),
    "table three again": lambda: LINES + ["", *TABLE] * 100,
    "labels wherever one may stand": lambda: [
        *LINES[:START], *TABLE[:2], *["|" + "自然人|一、本年新收政府信息公开申请数量|" * 5] * MANY, *LINES[END:]],
    "a wide table": lambda: [*LINES, *("|" + cell * (LIMITS.columns - 1) for cell in ("总计|", "---|", "1|"))],
    "sections": lambda: LINES + [f"## 七、其他事项{n}\n\n本单位无此类事项。\n" for n in range(2000)],
    "the same section": lambda: LINES + ["## 一、总体情况\n\n主动公开信息3条。\n"] * 2000,
    "sub-sections": lambda: LINES + [f"（一）主动公开{n}。\n\n收到申请{n}件。\n" for n in range(2000)],
    "paragraphs": lambda: LINES + ["收到申请1件，其中2件在2024年1月1日前办结。\n"] * 9000,
    "a paragraph without an end": lambda: [*LINES, "共一" * 30_000],
    "a paragraph of sentences": lambda: [*LINES, "收到申请3件，比上年增加2件，存在问题，较好。" * 15_000],
    "a paragraph of marks": lambda: [*LINES, "*" * 50_000 + "X" * 50_000, "[" * 50_000, "（此处" * 9000],
    "a paragraph of digits": lambda: [*LINES, "1" * 200_000, "2024年1月1日至" * 20_000],
    "a heading of any length": lambda: [*LINES, "## " + "存在的主要问题及改进情况" * 10_000, "一、" * 50_000],
    "a title of any length": lambda: ["# " + "某某" * 100_000 + "2024年政府信息公开工作年度报告", *LINES[1:]],
    "a figure of any length": lambda: [line.replace("| 6 |", f"| {'6' * 9000} |") for line in LINES],
    "a label of any length": lambda: [line.replace("新收", "新收" * 5000) for line in LINES],
}


@pytest.fixture(scope="module")
def ruleset() -> Ruleset:
    return load()


@pytest.mark.parametrize("case", CASES)
def test_time_grows_with_size(case: str, ruleset: Ruleset) -> None:
    data = "\n".join(CASES[case]()).encode()
    started = time.process_time()
    report = engine.check("a.md", data, ruleset)
    assert time.process_time() - started < SECONDS
    assert not [item for item in report.unjudged if "内部错误" in item.reason]


TOO_MUCH = {
    "rows": (LINES + ["| a | b |", "|---|---|"] + ["| 1 | 2 |"] * 10_000, "行"),
    "columns": ([*LINES, "|" + "1|" * 10_000, "|" + "---|" * 10_000, "|" + "1|" * 10_000], "列"),
    "slots": ([*LINES, "", "|" + "1|" * 400, "|" + "---|" * 400, *(["|" + "1|" * 400] * 150)], "格"),
    "paragraphs": (LINES + ["本年度无。\n"] * 25_000, "段"),
    "characters": ([*LINES, "公开" * 300_000], "字"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_what_no_report_has_is_refused(case: str, ruleset: Ruleset) -> None:
    lines, unit = TOO_MUCH[case]
    with pytest.raises(ReadError, match=rf"\d {unit}.*不像一份年度报告"):
        engine.check("a.md", "\n".join(lines).encode(), ruleset)
