"""The command `annotate`: a report in Word in, a copy of it with the findings as comments out."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from . import console, files
from .annotate import annotate as annotated
from .arguments import Parser
from .checking import content, examine, settled
from .errors import ReadError, UsageError
from .findings import Report
from .governing import STDIN
from .readers import TITLES, format_of
from .reporters.phrases import failure_sentence, rules_by_report, summary
from .ruleset import Ruleset

USAGE = "reportlint annotate 年报.docx -o 年报-批注.docx"
ABOUT = "检查一份 Word 报告（.docx），把问题作为批注写入它的副本；原文件不动，别人的批注保留。"


def parser() -> ArgumentParser:
    """`reportlint annotate`, without the options that it shares with `check`."""
    made = Parser("reportlint annotate", USAGE, ABOUT)
    made.add_argument_group("参数").add_argument("paths", nargs=1, metavar="PATH", help="报告文件（.docx）")
    group = made.add_argument_group("输出")
    group.add_argument("-o", "--output-file", required=True, metavar="FILE", help="写入这个文件（.docx）")
    group.add_argument("-q", "--quiet", action="store_true", help="不显示末尾的小结")
    return made


def annotate(options: Namespace) -> int:
    """Writes the annotated copy; exit status as of `check`. Raises UsageError, ReadError."""
    name, target = files.tidy(options.paths[0]), options.output_file
    if name == STDIN:
        raise UsageError("annotate 不读标准输入；请写出报告的文件名")
    _refuse_same(name, target)
    data = content(name, options.max_size)
    if (kind := format_of(name, data)) != "word":
        what = TITLES.get(kind, kind)
        raise ReadError(f"{name} 是{what}，批注只能写入 .docx 文件；请用 Word 或 WPS 另存为 .docx 后再批注")
    run, ruleset = examine(options)
    if not run.reports:
        for line in (*map(failure_sentence, run.failures), *summary(run)):
            console.note(line)
        return 2
    report = run.reports[0]
    made = annotated(data, report.findings, _clauses(report, ruleset))
    try:
        files.replace(target, made.data)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{files.reason(error)}") from None
    if not options.quiet:
        for line in (*summary(run), f"写入 {target}：{made.comments}条批注。"):
            console.note(line)
    return settled(run, options)


def _clauses(report: Report, ruleset: Ruleset) -> dict[str, str]:
    rules = rules_by_report(ruleset)(report)
    return {key: "；".join(map(str, rule.basis)) for key, rule in rules.items()}


def _refuse_same(name: str, target: str) -> None:
    """Raises UsageError where the copy would take the report's place, under whatever name."""
    same = os.path.realpath(name) == os.path.realpath(target)
    if same or (os.path.exists(name) and os.path.exists(target) and os.path.samefile(name, target)):
        raise UsageError("输出文件就是报告本身；请用 -o 写出另一个文件名")
