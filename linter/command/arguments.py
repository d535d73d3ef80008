"""argparse in Chinese, and what several commands have in common."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence

from ..display import wrap
from ..errors import UsageError
from ..rulefiles.suggestion import did_you_mean
from ..typenames import Any, NoReturn
from .console import columns


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help wrapped by width on screen; argparse counts letters, of which Chinese ones are two wide."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=columns() - 1)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return list(wrap(text, max(8, width)))

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：")


class Parser(argparse.ArgumentParser):
    """Errors as UsageError, in Chinese."""

    def __init__(self, prog: str, usage: str, about: str, end: str = "") -> None:
        super().__init__(
            prog=prog,
            usage=usage,
            description=about,
            epilog=end or None,
            add_help=False,
            allow_abbrev=False,
            formatter_class=Formatter,
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


# ---- options that several commands have ---------------------------------------------------------------


def add_common(group: argparse._ArgumentGroup) -> None:
    """--debug and --help."""
    group.add_argument("--debug", action="store_true", help="程序出错时显示详细信息")
    group.add_argument("-h", "--help", action="help", help="显示这段说明")


def add_rules(group: argparse._ArgumentGroup) -> None:
    """--rules."""
    group.add_argument(
        "--rules",
        action="append",
        default=[],
        metavar="PATH",
        help="加上自己的规则（文件，或其中的 *.yaml 文件夹；写法见 rules/README.md）；可重复",
    )


def add_limits(group: argparse._ArgumentGroup) -> None:
    """--limit."""
    group.add_argument("--limit", action="append", type=_limit, default=[], metavar="NAME=VALUE",
                       help="改读取的上限，如 pdf-pages=500（reportlint config --limits 列出全部；可重复）")


def _limit(word: str) -> str:
    from ..configuration.limiting import setting
    from ..errors import UsageError

    try:
        setting(word)
    except UsageError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return word


def add_settings(group: argparse._ArgumentGroup) -> None:
    """--config and --isolated."""
    group.add_argument("--config", default="", metavar="FILE", help="用这份设置，不向上寻找 .reportlint.yaml")
    group.add_argument("--isolated", action="store_true", help="不用任何设置文件")


def one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """The type of an option that takes one of some words."""

    def chosen(value: str) -> str:
        if value not in known:
            hint = did_you_mean(value, known)
            raise argparse.ArgumentTypeError(f"没有“{value}”这个值{hint}；可用：{'、'.join(known)}")
        return value

    return chosen
