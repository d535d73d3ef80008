"""Runs made by hand, for reporters: every kind of place, finding and omission that there is."""

from decimal import Decimal

from reportlint.findings import (
    Basis,
    Failure,
    Finding,
    Level,
    Place,
    Related,
    Report,
    Run,
    Tally,
    Unjudged,
)
from reportlint.model import NOWHERE, Origin, Source
from reportlint.ruleset import Edition, Example, Rule, Ruleset
from reportlint.terms import Template

FORM = Basis("国办公开办函〔2021〕30号", "附件 表三")


def rule(id: str, name: str, title: str, level: Level, advice: str = "", example: bool = False) -> Rule:
    examples = (Example("| 一、新收 | 1 | 1 |\n", "| 一、新收 | 1 | 2 |\n"),) if example else ()
    return Rule(id, name, title, level, "relation", (FORM,), "", advice, examples=examples)


RULES = (
    rule("STR-001", "SectionPresent", "六个部分齐全", Level.ERROR, "补上缺少的部分，没有内容的写明“无”。"),
    rule("T3-ROWS", "RowsPresent", "表三各行齐全", Level.ERROR),
    rule(
        "T3-ROW", "RowSum", "每行六类申请人之和等于总计", Level.ERROR, "核对该行各列，改正填错的数字。", True
    ),
    rule("T3-TOT", "ColumnSum", "各类办理结果之和等于总计", Level.ERROR),
    rule("TX-PLACE", "NoPlaceholder", "没有残留的占位文字", Level.WARNING),
    rule("S1-LEN", "Length", "总体情况不过长", Level.INFO),
)
TEMPLATE = Template("2021", "格式", (2021, None), "年度报告", (), ())
OLDER = Template("2019", "试行格式", (2019, 2020), "年度报告", (), ())
RULESET = Ruleset((Edition("2021", TEMPLATE, RULES), Edition("2019", OLDER, RULES[:2])))

LONG = (
    "一是统筹网站和新媒体，公开各类信息。" * 12
    + "联系人为××同志，𠮷祥路３号。"
    + "二是加强培训，抽查科室。" * 20
)
MARKDOWN_LINES = (
    "# 青山县水利局2024年政府信息公开工作年度报告",
    "",
    "## 一、总体情况",
    "",
    LONG,
    "",
    "| 申请 | 自然人 | 总计 |",
    "| 一、本年新收“申请”数量 | 31 | 48 |",
    "\t\u3000缩进的一行，带\x1b[31m控制符的{0}占位[文字](x)。",
)


def lined(line: int, words: str, lines: tuple[str, ...] = MARKDOWN_LINES) -> Origin:
    start = lines[line - 1].index(words) + 1
    return Origin(line, start, line, start + len(words))


ROW = {"section": "三、收到和处理情况", "table": "表三", "row": "一、本年新收“申请”数量"}


def sum_finding(cell: Origin, others: tuple[Origin, Origin]) -> Finding:
    return Finding(
        "T3-ROW",
        Level.ERROR,
        "“一、本年新收”行：六类申请人合计47，“总计”列填报48，相差-1。",
        Place(cell, **ROW, column="总计"),
        (
            Related(Place(others[0], **ROW, column="自然人"), "自然人 31"),
            Related(Place(others[1], **ROW, column="商业企业"), "商业企业 16"),
        ),
        "48",
        ("T3-TOT", "T3-COL"),
        {"left": Decimal(47), "right": 48, "fee": Decimal("157.85"), "cells": (Decimal(31), Decimal(16))},
        "把“总计”改为47，或核对各列。",
    )


def placeholder(origin: Origin, words: str, **names: str) -> Finding:
    message = f"正文残留占位文字“{words}”，第{origin.paragraph or origin.line}处。"
    return Finding("TX-PLACE", Level.WARNING, message, Place(origin, **names), (), words)


MARKDOWN = Report(
    "报告/年报 2024.md",
    Source("报告/年报 2024.md", "markdown", (), "UTF-8", MARKDOWN_LINES),
    "ab" * 32,
    "2021",
    "青山县水利局2024年政府信息公开工作年度报告",
    "青山县水利局",
    2024,
    (
        Finding(
            "STR-001",
            Level.ERROR,
            "缺少“其他需要报告的事项”部分。",
            Place(NOWHERE),
            facts={"missing": "其他"},
        ),
        Finding(
            "S1-LEN", Level.INFO, "“总体情况”约1541字。", Place(lined(3, "## 一、总体情况"), "一、总体情况")
        ),
        placeholder(lined(5, "××"), "××", section="一、总体情况"),
        placeholder(lined(5, "𠮷祥路"), "𠮷祥路", section="一、总体情况"),
        sum_finding(lined(8, "48"), (lined(8, "31"), NOWHERE)),
        placeholder(lined(9, "{0}占位[文字](x)"), "{0}占位[文字](x)", section="一、总体情况"),
    ),
    (
        Unjudged("T3-TOT", Level.ERROR, "表三缺少“（一）予以公开”行", "T3-ROWS", 7, Place(table="表三")),
        Unjudged("S1-LEN", Level.INFO, "没有识别出“总体情况”部分。"),
    ),
    Tally(34, 1, 7),
    Tally(60, 6, 8),
)

CELL = Origin(table=2, row=5, cell=10, length=2)
WORD = Report(
    "报告/年报 2023.docx",
    Source("报告/年报 2023.docx", "word", ()),
    "cd" * 32,
    "2021",
    year=2023,
    findings=(
        placeholder(Origin(paragraph=12, offset=3, length=2), "××", section="一、总体情况"),
        placeholder(Origin(paragraph=12, offset=9, length=2), "××", section="一、总体情况"),
        sum_finding(CELL, (Origin(table=2, row=5, cell=4), Origin(table=2, row=5, cell=5))),
        Finding(
            "T3-ROWS", Level.ERROR, "该单元格所在的行重复。", Place(CELL, **ROW, column="总计"), (), "48"
        ),
        placeholder(Origin(table=1, row=3, cell=2), "××"),
    ),
    relations=Tally(41, 1, 0),
)

CLEAN = Report(
    "旧/2024.html",
    Source("旧/2024.html", "html", (), "GB18030", ("<p>一切正常</p>",)),
    "ef" * 32,
    "2021",
    relations=Tally(42, 0, 0),
)

FAILURES = (
    Failure("报告/加密 2022.docx", "文件设有打开密码；请取消密码后再检查"),
    Failure("没有.md", "文件不存在。"),
)
RUN = Run((MARKDOWN, WORD, CLEAN), FAILURES, 3)
CLEAN_RUN = Run((CLEAN,))
WORD_RUN = Run((WORD,))
BLIND = Report(
    "平铺.txt",
    Source("平铺.txt", "text", (), "GB18030", ("平铺的文字",)),
    "01" * 32,
    "2021",
    unjudged=(Unjudged("T3-TOT", Level.ERROR, "表三没有表格线，无法分清各列", "", 7),),
    relations=Tally(0, 0, 42),
)
BLIND_RUN = Run((BLIND,))
RUNS = {"full": RUN, "clean": CLEAN_RUN, "word": WORD_RUN, "blind": BLIND_RUN, "nothing": Run()}
