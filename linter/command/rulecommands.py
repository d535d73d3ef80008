"""The commands about rules of one's own, as argparse knows them."""

from __future__ import annotations

from argparse import ArgumentParser

from .arguments import Parser, add_common, add_limits, add_rules, add_settings

_TEST = """用规则的例子（examples）和用例文件检验规则：错误的必须报出，正确的不得报出。

PATH 是规则文件、用例文件或文件夹（其中的规则和 cases 文件夹中的用例）；不写时检验设置（.reportlint.yaml）
的 rules，没有设置的为本程序的规则。--rules 和设置中的规则一同起作用，不在 PATH 中的不检验。
退出状态：0 全部符合；1 有不符；2 规则或用例文件有误。"""


BASELINE = """记下现有的问题，以后检查时用 --baseline 只列新的。每个问题一个指纹，改动别处不影响。

create 重新记录；update 更新所检查的文件，其他文件不动；prune 只删去已改正的，不加新的。
文件默认为 reportlint-baseline.json，用 --baseline 另行指定。"""
BASELINE_ACTIONS = {"create": "create 新建", "update": "update 更新", "prune": "prune 清理"}


def schema() -> ArgumentParser:
    """`reportlint schema`."""
    about = "写出规则文件（或设置文件）的 JSON Schema（draft-07），编辑器据此补全键名、说明用法。"
    parser = Parser("reportlint schema", "reportlint schema > rules.schema.json", about)
    group = parser.add_argument_group("选项")
    group.add_argument("--settings", action="store_true", help="设置文件（.reportlint.yaml）的 schema，不是规则文件的")
    add_common(group)
    return parser


def config() -> ArgumentParser:
    """`reportlint config`."""
    about = "显示对这些路径起作用的设置，以及每一项写在哪个文件的哪一行。"
    parser = Parser("reportlint config", "reportlint config [PATH…]", about)
    paths = parser.add_argument_group("参数")
    paths.add_argument("paths", nargs="*", metavar="PATH", help="报告文件或文件夹；不写为当前文件夹")
    group = parser.add_argument_group("选项")
    group.add_argument("--limits", action="store_true", help="列出读取的全部上限：名称、现用的值、限制什么")
    add_limits(group)
    add_settings(group)
    add_common(group)
    return parser


def test() -> ArgumentParser:
    """`reportlint test`."""
    parser = Parser("reportlint test", "reportlint test [选项] [PATH…]", _TEST)
    paths = parser.add_argument_group("参数")
    paths.add_argument("paths", nargs="*", metavar="PATH", help="规则文件、用例文件或文件夹")
    group = parser.add_argument_group("选项")
    add_rules(group)
    add_settings(group)
    add_common(group)
    return parser
