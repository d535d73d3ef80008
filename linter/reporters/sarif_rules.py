"""Rules as SARIF's reporting descriptors: what is demanded, by which clause, with examples."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Level
from ..ruleset import Edition, Rule, Ruleset
from ..typenames import Any
from .phrases import sentence

LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}
_SEVERITIES = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "recommendation"}
_PRECISION = {Level.ERROR: "very-high", Level.WARNING: "high", Level.INFO: "medium"}
_LONGEST = 1000  # characters of a description that hosts take

NOTIFICATIONS = [
    {
        "id": "unreadable",
        "name": "UnreadableFile",
        "shortDescription": {"text": "文件未能检查。"},
        "fullDescription": {"text": "文件不存在、已损坏、加密或格式不受支持，其中的内容没有检查。"},
        "help": {"text": "按消息中的说明处理该文件后重新检查。"},
        "defaultConfiguration": {"level": "error"},
    },
    {
        "id": "unjudged",
        "name": "UnjudgedDemand",
        "shortDescription": {"text": "要求未能核对。"},
        "fullDescription": {"text": "因报告缺少所需内容或内容无法识别，这条要求没有核对，不能视为符合。"},
        "help": {"text": "补全或改正消息中所说的内容后重新检查。"},
        "defaultConfiguration": {"level": "warning"},
    },
]
"""What an invocation may tell; results point at these by their order."""


def driver_rules(ruleset: Ruleset) -> list[dict[str, Any]]:
    """Every rule there is, in the order of their ids; one that other settings state otherwise says so."""
    return [_rule(rule, _editions(rule, ruleset), _otherwise(rule, ruleset)) for rule in ruleset.rules]


def _otherwise(rule: Rule, ruleset: Ruleset) -> list[str]:
    """What the rule demands of reports under settings that state it in other words, which settings they are."""
    found: dict[str, list[str]] = {}
    for layer, one in ruleset.layers.items():
        other = next((item for item in one.rules if item.id == rule.id), rule)
        if _sentences(other) != _sentences(rule):
            found.setdefault("".join(_sentences(other)), []).append(layer.partition("#")[0] or "没有设置")
    return [f"另一种规定（{'、'.join(dict.fromkeys(layers))}）：{words}" for words, layers in found.items()]


def _editions(rule: Rule, ruleset: Ruleset) -> tuple[Edition, ...]:
    return tuple(edition for edition in ruleset.editions if rule.id in edition.by_id)


def _rule(rule: Rule, editions: tuple[Edition, ...], otherwise: list[str]) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": sentence(rule.title)},
        "fullDescription": {"text": "".join([*_sentences(rule), *otherwise])[:_LONGEST]},
        "help": {"text": _help(rule, otherwise), "markdown": _markdown(rule, otherwise)},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "messageStrings": {"default": {"text": "{0}"}},
        "properties": {
            "tags": [rule.id.partition("-")[0], *(f"form-{edition.id}" for edition in editions)],
            "precision": _PRECISION[rule.level],
            "problem.severity": _SEVERITIES[rule.level],
            "basis": [{"document": basis.document, "clause": basis.clause} for basis in rule.basis],
            "status": rule.status,
        },
    }


def _basis(rule: Rule) -> str:
    return "；".join(map(str, rule.basis))


def _sentences(rule: Rule) -> list[str]:
    """Demand, clause, remedy."""
    clause = [f"依据：{sentence(_basis(rule))}"] if rule.basis else []
    remedy = [f"建议：{sentence(rule.advice)}"] if rule.advice else []
    return [sentence(rule.title), *clause, *remedy]


def _help(rule: Rule, otherwise: list[str]) -> str:
    return "\n".join([*_sentences(rule), *otherwise, *(f"{name}：\n{words}" for name, words in _examples(rule))])


def _markdown(rule: Rule, otherwise: list[str]) -> str:
    """The same with the examples as code."""
    examples = [f"**{name}**\n\n```markdown\n{words}\n```" for name, words in _examples(rule)]
    return "\n\n".join([f"**{rule.id}** {sentence(rule.title)}", *_sentences(rule)[1:], *otherwise, *examples])


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    for example in rule.examples:
        for name, words in (("错误示例", example.bad), ("正确示例", example.good)):
            if words.strip():
                yield name, words.strip("\n")
