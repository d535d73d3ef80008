"""The command line as argparse knows it, in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from .console import columns
from .display import wrap
from .errors import UsageError
from .reporters import REPORTERS
from .suggestion import did_you_mean

COMMANDS = ("check", "rules", "explain", "parse", "schema")
FAIL_ON = ("error", "warning", "info", "never")

_USAGE = """reportlint [check] [选项] PATH…
       reportlint rules | explain ID… | parse PATH"""
_ABOUT = "按国家统一格式检查信息公开年度报告：结构、表格、勾稽关系、统计期限与表述。"
_END = """其他命令：
  reportlint rules          列出全部规则
  reportlint explain ID…    说明规则：要求、依据、示例、改法
  reportlint parse PATH     显示程序读出的章节、段落和表格
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
    parser = _Parser("reportlint", _USAGE, _ABOUT, _END)
    paths = parser.add_argument_group("参数")
    paths.add_argument("paths", nargs="*", metavar="PATH", help="报告文件或文件夹；- 为标准输入")
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
    group.add_argument("--edition", default="", metavar="ID", help="按指定版本的格式检查，不按报告年份选择")
    _add_rules(group)
    group.add_argument(
        "--fail-on",
        type=_one_of(FAIL_ON),
        default="error",
        metavar="LEVEL",
        help="达到此级别时退出状态为 1：error（默认）、warning、info、never",
    )
    group.add_argument("--exit-zero", action="store_true", help="有问题也以 0 退出（未能完成检查仍为 2）")


def _add_rules(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="PATH",
        help="加上自己的规则（文件，或其中的 *.yaml 文件夹；写法见 rules/README.md）；可重复",
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("文件")
    group.add_argument(
        "--exclude",
        action="append",
        default=[],
        metavar="GLOB",
        help="跳过文件夹中名称或路径符合的文件（可重复）",
    )
    group.add_argument(
        "--force-exclude",
        action="store_true",
        help="对直接写出的文件也适用 --exclude，并跳过 ~$ 开头的临时文件",
    )
    group.add_argument("--allow-empty", action="store_true", help="文件夹中没有报告时不算出错")
    group.add_argument("--stdin-filename", default="", metavar="NAME", help="标准输入内容的文件名")


def _add_output(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("输出")
    group.add_argument(
        "-f",
        "--format",
        "--output-format",
        dest="format",
        type=_one_of(tuple(REPORTERS)),
        default="text",
        metavar="FMT",
        help=f"输出格式：{'、'.join(REPORTERS)}（默认 text）",
    )
    group.add_argument("-o", "--output-file", default="", metavar="FILE", help="写入文件（UTF-8）")
    group.add_argument("-q", "--quiet", action="store_true", help="不显示末尾的小结")
    group.add_argument(
        "--color",
        type=_one_of(("auto", "always", "never")),
        default="auto",
        metavar="WHEN",
        help="颜色：auto（默认，仅终端）、always、never",
    )
    _add_common(group)
    group.add_argument("-V", "--version", action="store_true", help="显示版本")


def _rules() -> argparse.ArgumentParser:
    parser = _Parser("reportlint rules", "reportlint rules [选项]", "列出全部规则。")
    group = parser.add_argument_group("选项")
    group.add_argument(
        "--select", action="extend", type=_words, default=[], metavar="ID", help="只列这些规则（编号或类别）"
    )
    _add_rules(group)
    _add_listing(group)
    return parser


def _explain() -> argparse.ArgumentParser:
    about = "说明规则：要求什么、依据哪一条、错误与正确的例子、怎样改正。"
    parser = _Parser("reportlint explain", "reportlint explain ID…", about)
    parser.add_argument_group("参数").add_argument(
        "ids", nargs="+", metavar="ID", help="规则编号如 T3-ROW，或类别如 T3"
    )
    group = parser.add_argument_group("选项")
    _add_rules(group)
    _add_common(group)
    return parser


def _parse() -> argparse.ArgumentParser:
    about = "显示程序从报告中读出的标题、章节、段落和表格，用于查明误报的原因。"
    parser = _Parser("reportlint parse", "reportlint parse [选项] PATH", about)
    parser.add_argument_group("参数").add_argument("path", metavar="PATH", help="报告文件；- 为标准输入")
    group = parser.add_argument_group("选项")
    group.add_argument("--edition", default="", metavar="ID", help="按指定版本的格式理解表格")
    _add_rules(group)
    group.add_argument("--stdin-filename", default="", metavar="NAME", help="标准输入内容的文件名")
    _add_listing(group)
    return parser


def _schema() -> argparse.ArgumentParser:
    about = "写出规则文件的 JSON Schema（draft-07），编辑器据此补全键名、说明用法。"
    parser = _Parser("reportlint schema", "reportlint schema > rules.schema.json", about)
    _add_common(parser.add_argument_group("选项"))
    return parser


def _add_listing(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "-f",
        "--format",
        dest="format",
        type=_one_of(("text", "json")),
        default="text",
        metavar="FMT",
        help="输出格式：text（默认）、json",
    )
    _add_common(group)


def _add_common(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--debug", action="store_true", help="程序出错时显示详细信息")
    group.add_argument("-h", "--help", action="help", help="显示这段说明")


_PARSERS: dict[str, Callable[[], argparse.ArgumentParser]] = {
    "check": _check,
    "rules": _rules,
    "explain": _explain,
    "parse": _parse,
    "schema": _schema,
}


# ---- values ----------------------------------------------------------------------------------------


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[,，、\s]+", value) if word]


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def chosen(value: str) -> str:
        if value not in known:
            hint = did_you_mean(value, known)
            raise argparse.ArgumentTypeError(f"没有“{value}”这个值{hint}；可用：{'、'.join(known)}")
        return value

    return chosen


# ---- argparse in Chinese ---------------------------------------------------------------------------


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help wrapped by width on screen; argparse counts letters, of which Chinese ones are two wide."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=columns() - 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrap(text, max(8, width)))

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：")


class _Parser(argparse.ArgumentParser):
    """Errors as UsageError, in Chinese."""

    def __init__(self, prog: str, usage: str, about: str, end: str = "") -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=about,
            epilog=end or None,
            add_help=False,
            allow_abbrev=False,
            formatter_class=_Formatter,
        )

    def error(self, message: str) -> NoReturn:
        raise UsageError(_in_chinese(message, self._option_string_actions))


_ERRORS: tuple[tuple[str, str], ...] = (
    (r"unrecognized arguments: (.*)", "不认识的选项：{0}"),
    (r"the following arguments are required: (.*)", "缺少参数 {0}"),
    (r"argument (\S+): expected one argument", "选项 {0} 后面要有一个值"),
    (r"argument (\S+): expected at least one argument", "选项 {0} 后面至少要有一个值"),
    (r"argument (\S+): ignored explicit argument (.*)", "选项 {0} 不带值，却写了 {1}"),
    (r"argument (\S+): (.*)", "选项 {0}：{1}"),
)


def _in_chinese(message: str, options: Sequence[str] | dict[str, argparse.Action]) -> str:
    """What argparse says, which differs between Python's versions only in quotation marks."""
    for pattern, words in _ERRORS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            hint = did_you_mean(found[1].split()[0], options) if pattern.startswith("unrec") else ""
            return words.format(*found.groups()) + hint
    return message
