"""The command `annotate`: a report in, a Word file with the findings as comments out."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from ..annotate.commenting import WORD, commented
from ..configuration.governing import STDIN, Governor
from ..errors import UsageError
from ..inputs import files
from ..readers import TITLES, format_of
from ..reporters.phrases import failure_sentence, summary
from . import console
from .arguments import Parser
from .checking import examine, settled
from .examiner import content

USAGE = "reportlint annotate 年报.docx -o 年报-批注.docx"
ABOUT = ("检查一份报告，把问题写成 Word 批注。报告是 .docx 时写入它的副本，别人的批注保留；"
         "是其他格式时写入按读出的内容新做的 .docx 文件。原文件不动。")


def parser() -> ArgumentParser:
    """`reportlint annotate`, without the options that it shares with `check`."""
    made = Parser("reportlint annotate", USAGE, ABOUT)
    made.add_argument_group("参数").add_argument("paths", nargs=1, metavar="PATH", help="报告文件")
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
    limits = Governor(options).limits(name)
    data = content(name, limits)
    copied = (kind := format_of(name, data, limits)) != WORD
    if copied and not target.lower().endswith(".docx"):
        raise UsageError("批注写在 Word 文件里；请用 -o 写出扩展名为 .docx 的文件名")
    run, ruleset = examine(options)
    if not run.reports:
        for line in (*map(failure_sentence, run.failures), *summary(run)):
            console.note(line)
        return 2
    report = run.reports[0]
    made = commented(name, data, report, ruleset, limits=limits)
    try:
        files.replace(target, made.data)
    except OSError as error:
        raise UsageError(f"无法写入 {target}：{files.reason(error)}") from None
    if not options.quiet:
        what = f"（原文件是{TITLES.get(kind, kind)}，批注写在按读出的内容新做的 Word 文件里）" if copied else ""
        for line in (*summary(run), f"写入 {target}：{made.comments}条批注{what}。"):
            console.note(line)
    return settled(run, options)


def _refuse_same(name: str, target: str) -> None:
    """Raises UsageError where the copy would take the report's place, under whatever name."""
    same = os.path.realpath(name) == os.path.realpath(target)
    if same or (os.path.exists(name) and os.path.exists(target) and os.path.samefile(name, target)):
        raise UsageError("输出文件就是报告本身；请用 -o 写出另一个文件名")
