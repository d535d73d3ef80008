"""The command line as argparse knows it, in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence

from ..limits import FILE_SIZE, LARGEST, MEGABYTE
from ..reporters import REPORTERS
from . import rulecommands
from .arguments import Parser, add_common, add_limits, add_rules, add_settings, one_of
from .rulecommands import BASELINE, BASELINE_ACTIONS

FAIL_ON = ("error", "warning", "info", "never")

_USAGE = """reportlint [check] [选项] PATH…
       reportlint rules | explain ID… | parse PATH"""
_ABOUT = "按国家统一格式检查信息公开年度报告：结构、表格、勾稽关系、统计期限与表述。"
_END = """其他命令：
  reportlint rules          列出全部规则
  reportlint explain ID…    说明规则：要求、依据、示例、改法
  reportlint parse PATH     显示程序读出的章节、段落和表格
  reportlint annotate 年报.docx -o 年报-批注.docx  把问题写成 Word 批注
  reportlint test [PATH…]   用例子和用例检验规则（自己的规则文件或文件夹；不写为本程序的规则）
  reportlint init           写出设置和规则文件的样子；init --roster PATH… 由现有的报告生成名册
  reportlint baseline create PATH…  记下现有的问题（update 更新、prune 清理），以后只列新的
  reportlint config         现用的设置（.reportlint.yaml），各从哪里来
  reportlint schema         规则文件的 JSON Schema，供编辑器补全和说明
  （命令后加 --help 查看各自的选项；与命令同名的文件写作 ./rules）

退出状态：0 没有达到 --fail-on 的问题；1 有；2 未能完成检查（选项有误，文件不存在或无法读取，
          必须核对的内容无法核对）。"""


def parse(command: str, arguments: Sequence[str]) -> argparse.Namespace:
    """The options of a command. Raises UsageError; SystemExit(0) after --help."""
    return _PARSERS[command]().parse_intermixed_args(_without_dashes(list(arguments)))


def _without_dashes(arguments: list[str]) -> list[str]:
    """What stands behind "--" as paths that look like no option: argparse loses count of them when options
    and paths are mixed."""
    if "--" not in arguments:
        return arguments
    place = arguments.index("--")
    behind = arguments[place + 1 :]
    return [*arguments[:place], *(f"./{word}" if word[:1] == "-" and word[1:] else word for word in behind)]


# ---- commands --------------------------------------------------------------------------------------


def _check() -> argparse.ArgumentParser:
    parser = Parser("reportlint", _USAGE, _ABOUT, _END)
    paths = parser.add_argument_group("参数")
    paths.add_argument("paths", nargs="*", metavar="PATH", help="报告文件、压缩包（.zip）或文件夹；- 为标准输入")
    _add_choice(parser)
    _add_files(parser)
    _add_output(parser)
    return parser


def _add_choice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("检查什么")
    group.add_argument(
        "--select",
        action="extend",
        type=_words,
        default=[],
        metavar="ID",
        help="只用这些规则（编号如 T3-ROW，或类别如 T3；可用逗号分隔、可重复）",
    )
    group.add_argument(
        "--ignore", action="extend", type=_words, default=[], metavar="ID", help="不用这些规则"
    )
    group.add_argument(
        "--previous",
        action="append",
        default=[],
        metavar="PATH",
        help="上年的报告（文件或文件夹），与本次检查的报告按机关和年份配对；可重复",
    )
    group.add_argument(
        "--roster",
        default="",
        metavar="FILE",
        help="名册（YAML，可由 reportlint init --roster 生成）：应当报送的单位；核对是否齐全、逐级汇总是否相符",
    )
    group.add_argument("--edition", default="", metavar="ID", help="按指定版本的格式检查，不按报告年份选择")
    add_rules(group)
    group.add_argument(
        "--fail-on",
        type=one_of(FAIL_ON),
        default="error",
        metavar="LEVEL",
        help="达到此级别时退出状态为 1：error（默认）、warning、info、never",
    )
    add_settings(group)
    group.add_argument(
        "--baseline", default="", metavar="FILE", help="不列出基线中已有的问题（reportlint baseline create 写出的文件）"
    )
    group.add_argument(
        "--no-inline", action="store_true", help="不理会文件中的停用说明（<!-- reportlint-disable-… -->）"
    )
    group.add_argument("--exit-zero", action="store_true", help="有问题也以 0 退出（未能完成检查仍为 2）")


def _add_files(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("文件")
    group.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="跳过文件夹中名称或路径符合的文件、文件夹，写法同 .gitignore（可重复）",
    )
    group.add_argument(
        "--force-exclude",
        action="store_true",
        help="对直接写出的文件也适用 --exclude 和设置的 exclude，并跳过 ~$ 开头的临时文件",
    )
    group.add_argument("--no-gitignore", dest="gitignore", action="store_false",
                       help="在文件夹中也检查 .gitignore 排除的文件")
    group.add_argument(
        "--max-size",
        type=_megabytes,
        default=None,
        metavar="MB",
        help=f"不读超过这个大小的文件（默认 {FILE_SIZE // MEGABYTE}，单位 MB）",
    )
    add_limits(group)
    group.add_argument("--office", action="store_true",
                       help="读不了的 .doc、.wps、.rtf 用本机安装的 LibreOffice 转换后再读，并加以说明")
    group.add_argument("--show-files", action="store_true", help="只列出要检查的文件，不检查")
    group.add_argument("--allow-empty", action="store_true", help="文件夹中没有报告时不算出错")
    group.add_argument("--stdin-filename", default="", metavar="NAME", help="标准输入内容的文件名")


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("输出")
    group.add_argument(
        "-f",
        "--format",
        "--output-format",
        dest="format",
        type=one_of(tuple(REPORTERS)),
        default="text",
        metavar="FMT",
        help=f"输出格式：{'、'.join(REPORTERS)}（默认 text）",
    )
    group.add_argument("-o", "--output-file", default="", metavar="FILE", help="写入文件（UTF-8）")
    group.add_argument(
        "--open", action="store_true", help="在报告旁边写出 检查结果.html（网页），并用浏览器打开；可把报告拖到命令上"
    )
    group.add_argument("-q", "--quiet", action="store_true", help="不显示末尾的小结")
    group.add_argument(
        "--color",
        type=one_of(("auto", "always", "never")),
        default="auto",
        metavar="WHEN",
        help="颜色：auto（默认，仅终端）、always、never",
    )
    add_common(group)
    group.add_argument("-V", "--version", action="store_true", help="显示版本")


def _baseline() -> argparse.ArgumentParser:
    parser = Parser("reportlint baseline", "reportlint baseline create|update|prune [选项] PATH…", BASELINE)
    group = parser.add_argument_group("参数")
    actions = tuple(BASELINE_ACTIONS)
    group.add_argument("action", type=one_of(actions), metavar="ACTION", help="、".join(BASELINE_ACTIONS.values()))
    group.add_argument("paths", nargs="*", metavar="PATH", help="报告文件、压缩包（.zip）或文件夹")
    _add_choice(parser)
    _add_files(parser)
    add_common(parser.add_argument_group("其他"))
    return parser


def _rules() -> argparse.ArgumentParser:
    parser = Parser("reportlint rules", "reportlint rules [选项]", "列出全部规则。")
    group = parser.add_argument_group("选项")
    group.add_argument(
        "--select", action="extend", type=_words, default=[], metavar="ID", help="只列这些规则（编号或类别）"
    )
    add_rules(group)
    add_settings(group)
    _add_listing(group)
    return parser


def _explain() -> argparse.ArgumentParser:
    about = "说明规则：要求什么、依据哪一条、错误与正确的例子、怎样改正。"
    parser = Parser("reportlint explain", "reportlint explain ID…", about)
    parser.add_argument_group("参数").add_argument(
        "ids", nargs="+", metavar="ID", help="规则编号如 T3-ROW，或类别如 T3"
    )
    group = parser.add_argument_group("选项")
    add_rules(group)
    add_settings(group)
    add_common(group)
    return parser


def _parse() -> argparse.ArgumentParser:
    about = "显示程序从报告中读出的标题、章节、段落和表格，用于查明误报的原因。"
    parser = Parser("reportlint parse", "reportlint parse [选项] PATH", about)
    parser.add_argument_group("参数").add_argument("path", metavar="PATH", help="报告文件；- 为标准输入")
    group = parser.add_argument_group("选项")
    group.add_argument("--edition", default="", metavar="ID", help="按指定版本的格式理解表格")
    add_rules(group)
    add_settings(group)
    group.add_argument("--stdin-filename", default="", metavar="NAME", help="标准输入内容的文件名")
    add_limits(group)
    _add_listing(group)
    return parser


def _add_listing(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-f",
        "--format",
        dest="format",
        type=one_of(("text", "json")),
        default="text",
        metavar="FMT",
        help="输出格式：text（默认）、json",
    )
    add_common(group)


def _init() -> argparse.ArgumentParser:
    from .initialising import parser

    return parser()


def _annotate() -> argparse.ArgumentParser:
    from .annotating import parser

    made = parser()
    _add_choice(made)
    _add_files(made)
    add_common(made.add_argument_group("其他"))
    return made


_PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "check": _check,
    "rules": _rules,
    "explain": _explain,
    "parse": _parse,
    "schema": rulecommands.schema,
    "test": rulecommands.test,
    "baseline": _baseline,
    "config": rulecommands.config,
    "init": _init,
    "annotate": _annotate,
}


# ---- values ----------------------------------------------------------------------------------------


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[,，、\s]+", value) if word]


def _megabytes(value: str) -> int:
    try:
        size = round(float(value) * MEGABYTE)
    except (ValueError, OverflowError):
        size = 0
    if not 0 < size <= LARGEST:
        raise argparse.ArgumentTypeError(f"“{value}”不是 0 到 {LARGEST // MEGABYTE} 之间的数（单位 MB）")
    return size
