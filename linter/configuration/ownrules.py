"""The rule files and packs that a command line names (`--rules`): from paths to texts, at the edge."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from ..errors import ReadError, RulesError, UsageError
from ..inputs import files

MODEL = "model.md"
_SUFFIXES = (".yaml", ".yml")
_LIMIT = 16_000_000


def own_rules(paths: Sequence[str]) -> dict[str, str]:
    """Names and texts of the rule files that the paths mean, in their order: files, and of a folder the
    YAML files that lie in it (not deeper); of an edition's pack its model report too.

    Raises UsageError for a path that is not there or holds no rules, RulesError for a file that is no
    UTF-8.
    """
    names = [name for path in paths for name in _named(files.tidy(path))]
    texts: dict[str, str] = {}
    faults = []
    for name in dict.fromkeys(names):
        try:
            texts[name] = _text(name)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            faults.append(f"{name}:{line}:1: 不是UTF-8编码的文字；请用编辑器另存为UTF-8。")
    if faults:
        raise RulesError(tuple(faults))
    return texts


def switched_off(paths: Sequence[str]) -> dict[str, str]:
    """Why the rule files switch rules off, by id, and where they say so. The files have no faults."""
    from ..rulefiles import yamlfile
    from ..rulefiles.faults import Faults

    found = {}
    for name, text in own_rules(paths).items():
        node = yamlfile.load(name, text, Faults()) if not name.endswith(".md") else None
        rules = node.get("rules") if isinstance(node, yamlfile.Mapping) else None
        for item in rules.items if isinstance(rules, yamlfile.Sequence) else ():
            id, off = (item.get("id"), item.get("off")) if isinstance(item, yamlfile.Mapping) else (None, None)
            if isinstance(id, yamlfile.Scalar) and isinstance(off, yamlfile.Scalar):
                found[id.text] = f"{off.text}（{name}:{off.spot.line}）"
    return found


def _named(path: str) -> Iterator[str]:
    if not os.path.isdir(path):
        yield path
        return
    try:
        names = sorted(os.listdir(path))
    except OSError as error:
        raise UsageError(f"规则文件夹 {path}：{files.reason(error)}") from None
    rules = [name for name in names if name.endswith(_SUFFIXES) and not name.startswith(".")]
    if not rules:
        raise UsageError(f"规则文件夹 {path} 中没有规则文件（*.yaml）")
    pack = "template.yaml" in rules and MODEL in names
    for name in [*rules, *([MODEL] if pack else [])]:
        yield name if path == os.curdir else f"{path}/{name}"


def _text(name: str) -> str:
    try:
        data = files.load(name, _LIMIT)
    except ReadError as error:
        raise UsageError(f"规则文件 {name}：{error.reason}") from None
    return data.decode("utf-8-sig").replace("\r\n", "\n")
