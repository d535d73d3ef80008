"""The command `test`: are rules what their examples and cases say?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..configuration.governing import Governor
from ..configuration.ownrules import MODEL, own_rules
from ..errors import UsageError
from ..inputs import files
from ..rulefiles import yamlfile
from ..rulefiles.faults import Faults
from ..ruleset import Rule, Ruleset, load
from ..typenames import TYPE_CHECKING
from . import console
from .rulecases import Examples, Placed, cases_in, failures

if TYPE_CHECKING:
    from argparse import Namespace

_LIMIT = 64_000_000  # bytes of a report that a case names
CASES = "cases"
"""The folder beside rule files that holds their cases."""


@dataclass(slots=True)
class Tried:
    """What came of it: how many examples and cases, and what failed, one a line."""

    examples: int = 0
    cases: int = 0
    failed: list[str] = field(default_factory=list)


def test(options: Namespace) -> int:
    """Tries rules and says what failed; 0 nothing, 1 something. Raises RulesError, UsageError."""
    settled = _settled(options)
    paths = options.paths or settled
    rules, cases = _sorted(paths)
    ruleset = load({**own_rules([*settled, *options.rules]), **rules})
    places = _places(rules)
    chosen = [rule for rule in ruleset.rules if rule.id in places or not paths]
    placed = list(_cases(cases, ruleset, _packs(rules)))
    tried = Tried()
    examples = Examples(ruleset)
    for rule in chosen:
        _try_examples(rule, places.get(rule.id, rule.id), examples, tried)
    for item in placed:
        _try_case(item, ruleset, tried)
    for line in tried.failed:
        console.emit(f"{line}\n")
    _summary(tried, [rule.id for rule in chosen if not rule.examples and not _covered(rule, placed)])
    return int(bool(tried.failed))


def _settled(options: Namespace) -> list[str]:
    """The rule files that the settings of the first path name. Raises UsageError, RulesError."""
    known = Governor(options).known(next(iter(options.paths), os.curdir))
    given = (known.settings.rules, *(override.rules for _, override in known.overrides))
    return list(dict.fromkeys(path for paths in given for path in paths))


def _sorted(paths: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The rule files among the paths, and the case files (which are lists), with their texts."""
    texts = own_rules([inner for path in paths for inner in _with_cases(files.tidy(path))])
    faults = Faults()
    cases = {
        name: text for name, text in texts.items()
        if not name.endswith(MODEL) and isinstance(yamlfile.load(name, text, faults), yamlfile.Sequence)
    }
    faults.stop()
    return {name: text for name, text in texts.items() if name not in cases}, cases


def _with_cases(path: str) -> Iterator[str]:
    yield path
    inner = f"{path}/{CASES}"
    if os.path.isdir(inner) and any(name.endswith((".yaml", ".yml")) for name in os.listdir(inner)):
        yield inner


def _places(rules: dict[str, str]) -> dict[str, str]:
    """Where each rule stands, by its id; those switched off are left out."""
    found = {}
    for name, text in rules.items():
        node = None if name.endswith(MODEL) else yamlfile.load(name, text, Faults())
        listed = node.get("rules") if isinstance(node, yamlfile.Mapping) else None
        for item in listed.items if isinstance(listed, yamlfile.Sequence) else ():
            if not isinstance(item, yamlfile.Mapping) or item.get("off"):
                continue
            known = item.get("id")
            if isinstance(known, yamlfile.Scalar):
                found[known.text] = f"{name}:{known.spot.line}: {known.text}"
    return found


def _packs(rules: dict[str, str]) -> dict[str, str]:
    """The folders that are editions, and their ids."""
    found = {}
    for name, text in rules.items():
        folder, _, last = name.rpartition("/")
        node = yamlfile.load(name, text, Faults()) if last == "template.yaml" else None
        known = node.get("id") if isinstance(node, yamlfile.Mapping) else None
        if isinstance(known, yamlfile.Scalar):
            found[folder or os.curdir] = known.text
    return found


def _cases(texts: dict[str, str], ruleset: Ruleset, packs: dict[str, str]) -> Iterator[Placed]:
    """The cases, those beside an edition about its model report where they name no other."""
    faults = Faults()
    for name, text in texts.items():
        node = yamlfile.load(name, text, faults)
        if node:
            folder = os.path.dirname(name) or os.curdir
            yield from cases_in(node, ruleset, faults, packs.get(folder) or packs.get(os.path.dirname(folder)) or "")
    faults.stop()


def _covered(rule: Rule, cases: Sequence[Placed]) -> bool:
    return any(words.split(" ")[0] == rule.id for item in cases for words in item.case.expect)


def _try_examples(rule: Rule, place: str, examples: Examples, tried: Tried) -> None:
    for number, example in enumerate(rule.examples, 1):
        tried.examples += 1
        for words in examples.failures(rule, example):
            tried.failed.append(f"{place} 第{number}个例子：{words}")


def _try_case(item: Placed, ruleset: Ruleset, tried: Tried) -> None:
    tried.cases += 1
    folder = os.path.dirname(item.place.rpartition(":")[0])
    for words in failures(item.case, ruleset, lambda name: files.load(os.path.join(folder, name), _LIMIT)):
        tried.failed.append(f"{item.place}: 用例“{item.case.name}”：{words}")


def _summary(tried: Tried, untried: list[str]) -> None:
    if untried:
        console.note(f"没有例子也没有用例的规则：{'、'.join(untried)}")
    if not tried.examples + tried.cases:
        raise UsageError("没有可试的例子或用例；在规则中写 examples，或在规则旁的 cases 文件夹中写用例")
    outcome = f"{len(tried.failed)}处不符" if tried.failed else "全部符合"
    console.note(f"试了{tried.examples}个例子、{tried.cases}个用例：{outcome}。")
