"""`rules/README.md`: how to write rules, every rule, every kind of check, made from what the program knows.

    python -m reportlint.rulefiles.rulebook      # rewrites rules/README.md of this checkout
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ..checks import KINDS, kind
from ..codec import encode
from ..entries import Entry
from ..errors import RulesError
from ..findings import LEVELS, Level
from ..formula import Formula, canonical
from ..messages import COMMON_FACTS
from ..regex import Regex
from ..resources import rule_files, rules
from ..ruleset import Rule, Ruleset, load
from .fields import Years, hints, required
from .kindwords import KEY_WORDS, KIND_WORDS
from .ruleentry import Head

LEVEL_WORDS: Mapping[Level, str] = {Level.ERROR: "错误", Level.WARNING: "警告", Level.INFO: "提示"}
_HOW_TO = "how-to.md"


def page(ruleset: Ruleset) -> str:
    """The whole page, Markdown."""
    head = (rules() / _HOW_TO).read_text(encoding="utf-8").replace("\r\n", "\n").rstrip("\n")
    parts = (_rules(ruleset), _keys(), _kinds(ruleset))
    return "\n".join((head, *(line for part in parts for line in part))) + "\n"


# ---- rules -------------------------------------------------------------------------------------------


def _rules(ruleset: Ruleset) -> Iterator[str]:
    """Every rule under the file that states it first."""
    left = {rule.id: rule for rule in ruleset.rules}
    yield from ("", "## 全部规则", "", f"共{len(left)}条。每条的例子和改法：`reportlint explain 编号`。")
    for name, text in sorted(rule_files().items(), reverse=True):
        listed = [left.pop(id) for id in re.findall(r"^\s*- (?:\{ ?)?id: ([A-Z0-9-]+)", text, re.M) if id in left]
        if listed:
            yield from ("", f"### {text.partition(chr(10))[0].lstrip('# ')}", "", f"`rules/{name}`", "")
            yield from ("| 编号 | 级别 | 要求 | 依据 | 种类 |", "| --- | --- | --- | --- | --- |")
            yield from map(_row, listed)


def _row(rule: Rule) -> str:
    basis = "；".join(map(str, rule.basis))
    cells = (rule.id, LEVEL_WORDS[rule.level], rule.title, basis, f"[{rule.kind}](#{rule.kind})")
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(words: str) -> str:
    return words.replace("|", "\\|").replace("\n", " ")


# ---- keys and kinds ----------------------------------------------------------------------------------


def _keys() -> Iterator[str]:
    known = {item.name: item for item in fields(Head)}
    yield from ("", "## 规则的键", "", "各种类的规则都有的键：", "", "| 键 | 必须 | 说明 |", "| --- | --- | --- |")
    for name, words in KEY_WORDS.items():
        needed = "是" if name in known and required(known[name]) else ""
        yield f"| `{name}` | {needed} | {_cell(words)} |"
    yield from ("", "message、advice 中各种类都可以用的事实：", "")
    yield from (f"- `{name}`：{words}" for name, words in COMMON_FACTS.items())


def _kinds(ruleset: Ruleset) -> Iterator[str]:
    lacking = "现有种类办不到的有：把两张表的数字相加，公式中写常数；遇到别的，请说明缺少什么种类。"
    yield from ("", "## 检查的种类", "", f"规则的 kind 写下列之一。{lacking}")
    for name in sorted(KINDS):
        used = "、".join(rule.id for rule in ruleset.rules if rule.kind == name)
        yield from ("", f"### {name}", "", KIND_WORDS.get(name, "") + (f"用它的规则：{used}。" if used else ""))
        yield from _options(kind(name).Options)
        yield from _facts(kind(name).FACTS)


def _options(options: Any) -> Iterator[str]:
    known = hints(options)
    if known:
        yield from ("", "| 键 | 内容 | 不写时 | 说明 |", "| --- | --- | --- | --- |")
    for item in fields(options):
        cells = (f"`{item.name}`", type_words(known[item.name]), _usual(item), item.metadata.get("description", ""))
        yield f"| {' | '.join(map(_cell, cells))} |"


def _facts(facts: Mapping[str, str]) -> Iterator[str]:
    if facts:
        yield from ("", "事实：" + "；".join(f"`{name}` {words.rstrip('。')}" for name, words in facts.items()) + "。")


def _usual(item: Field[Any]) -> str:
    """What counts where an option is left out."""
    if required(item):
        return "必须写"
    value = item.default_factory() if callable(item.default_factory) else item.default
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "、".join(str(encode(word)) for word in value)
    if isinstance(value, Regex):
        return f"`{value.source}`"
    if isinstance(value, Level):
        return next(name for name, level in LEVELS.items() if level is value)
    if isinstance(value, Formula):
        return canonical(value)
    return "" if value is None or isinstance(value, Mapping) or is_dataclass(value) else str(value)


def type_words(wanted: Any) -> str:
    """What an option holds, for someone who writes YAML."""
    if wanted in _WORDS:
        return _WORDS[wanted]
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return "、".join(map(str, arguments))
    if origin is tuple:
        return f"列表：{type_words(arguments[0])}"
    if origin in (Union, UnionType):
        return type_words(next(item for item in arguments if item is not type(None)))
    if is_dataclass(wanted) and isinstance(wanted, type):
        return f"键值：{'、'.join(hints(wanted))}"
    return f"名称: {type_words(arguments[1])}"


_WORDS: Mapping[Any, str] = {
    str: "文字", Regex: "正则表达式", Formula: "公式", Entry: "填写的内容", int: "整数", float: "数", Decimal: "数",
    bool: "true、false", Level: "级别", Years: "{from: 年, to: 年}",
}


def rewrite() -> None:
    """Writes rules/README.md anew, into the checkout: a developer's command."""
    target = rules() / "README.md"
    if not isinstance(target, Path):
        raise RulesError((f"{target}: 规则不在文件夹中，不能改写。",))
    target.write_bytes(page(load()).encode())


if __name__ == "__main__":
    rewrite()
