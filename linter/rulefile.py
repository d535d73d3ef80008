"""Rule files and templates (YAML) → compiled rules (plain data, `compiled.json`).

A folder of rules/ is an edition: `template.yaml`, and rule files `{rules: [...]}`. An edition that
`extends` another has its rules too; an entry without `kind` changes a rule of it, `{id: …, off: 原因}`
switches one off. Every fault of every file is reported at once.

    python -m reportlint.rulefile      # rewrites rules/compiled.json of this checkout
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import yamlfile
from .faults import Faults, unknown
from .fields import Entries, read
from .ruleentry import Entry, rules_from
from .ruleset import digest
from .template import plain
from .templatefile import read_template
from .terms import Template
from .yamlfile import Node, Scalar


def compiled(files: Mapping[str, str], own: Mapping[str, str] | None = None) -> dict[str, Any]:
    """All editions as plain data (see `ruleset.build`), from the texts of the YAML files by their path
    ("2021/template.yaml") and of the user's own rule files, which come on top of every edition.

    Raises RulesError with all faults.
    """
    faults = Faults()
    trees = {name: yamlfile.load(f"rules/{name}", text, faults) for name, text in sorted(files.items())}
    layers = {name: yamlfile.load(name, text, faults) for name, text in (own or {}).items()}
    faults.stop()
    templates = _templates(trees, faults)
    faults.stop()
    rules: list[dict[str, Any]] = []
    editions = []
    for template, entries in _editions(trees, list(layers.values()), templates, faults):
        numbers = [_number(rules, data) for data in rules_from(entries.values(), template, faults)]
        editions.append({"template": plain(template), "rules": numbers})
    faults.stop()
    editions.sort(key=lambda edition: edition["template"]["years"][0] or 0, reverse=True)
    return {"digest": digest(files), "rules": rules, "editions": editions}


def _number(rules: list[dict[str, Any]], data: dict[str, Any]) -> int:
    """Where the rule stands in the list of all; editions share those that are the same."""
    if data not in rules:
        rules.append(data)
    return rules.index(data)


# ---- editions -----------------------------------------------------------------------------------------


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _extends(node: Node | None) -> str:
    base = node.get("extends") if isinstance(node, yamlfile.Mapping) else None
    return base.text if isinstance(base, Scalar) else ""


def _templates(trees: Mapping[str, Node | None], faults: Faults) -> dict[str, Template]:
    """Templates by id, each after the one it extends."""
    found: dict[str, Template] = {}
    waiting = {_folder(name): node for name, node in trees.items() if name.endswith("/template.yaml")}
    while waiting:
        ready = [folder for folder, node in waiting.items() if _extends(node) in ("", *found)]
        for folder in ready or list(waiting):
            node = waiting.pop(folder)
            template = read_template(node, found, faults) if node else None
            if node and template and template.id != folder:
                message = f"表样的id应与文件夹同名：“{folder}”，而不是“{template.id}”。"
                faults.add(node.file, node.spot, message)
            if template:
                found[folder] = template
    return found


def _editions(
    trees: Mapping[str, Node | None], own: list[Node | None], templates: Mapping[str, Template],
    faults: Faults,
) -> Iterator[tuple[Template, dict[str, Entry]]]:
    """Each edition's template and rules: those of the edition it extends, its own, the user's."""
    found: dict[str, dict[str, Entry]] = {}
    for folder, template in templates.items():
        base = found.get(_extends(trees[f"{folder}/template.yaml"]), {})
        files = {name: node for name, node in trees.items() if _folder(name) == folder}
        del files[f"{folder}/template.yaml"]
        found[folder] = _layer(base, files.values(), faults)
        yield template, _layer(found[folder], own, faults)


def _layer(base: Mapping[str, Entry], files: Iterable[Node | None], faults: Faults) -> dict[str, Entry]:
    """The base's entries with those of some files on top."""
    entries = dict(base)
    seen: dict[str, Scalar] = {}
    for node in (item for file in files if file for item in _items(file, faults)):
        known = node.get("id")
        if not isinstance(known, Scalar):
            faults.add(node.file, node.spot, "规则缺少编号 id，或编号不是一个词。")
        elif known.text in seen:
            first = seen[known.text]
            faults.add(known.file, known.spot,
                       f"编号“{known.text}”重复：{first.file.name}第{first.spot.line}行已经有了。")
        else:
            seen[known.text] = known
            _put(entries, known, node, faults)
    return entries


def _items(file: Node, faults: Faults) -> Iterator[yamlfile.Mapping]:
    """The entries of one rule file."""
    if not isinstance(file, yamlfile.Mapping):
        faults.add(file.file, file.spot, "规则文件应为 rules: 加一个规则列表。")
        return
    for key, _ in file.entries:
        if key.text != "rules":
            faults.add(key.file, key.spot, unknown("键", key.text, ("rules",)))
    rules = file.get("rules")
    if not isinstance(rules, yamlfile.Sequence):
        faults.add(file.file, (rules or file).spot, "“rules”应为规则的列表，每条以“- id: …”开头。")
        return
    for item in rules.items:
        if isinstance(item, yamlfile.Mapping):
            yield item
        else:
            faults.add(item.file, item.spot, "规则应为键值对，以“id: …”开头。")


def _put(entries: dict[str, Entry], known: Scalar, node: yamlfile.Mapping, faults: Faults) -> None:
    """A new rule, a change to a known one, or one switched off."""
    keys = {key.text: (key, value) for key, value in node.entries}
    if "kind" in keys:
        entries[known.text] = Entry(node, keys)
    elif known.text not in entries:
        rest = f"要修改已有的规则，{unknown('编号', known.text, entries)}" if entries else ""
        faults.add(known.file, known.spot, f"规则“{known.text}”缺少 kind（检查的种类）。{rest}")
    elif "off" in keys:
        _switch_off(entries, known, keys, faults)
    else:
        entries[known.text] = Entry(node, {**entries[known.text].keys, **keys})


def _switch_off(entries: dict[str, Entry], known: Scalar, keys: Entries, faults: Faults) -> None:
    read(keys["off"][1], str, faults, "off")
    for name, (key, _) in keys.items():
        if name not in ("id", "off"):
            faults.add(key.file, key.spot, f"规则已用 off 停用，不能再写“{name}”。")
    del entries[known.text]


if __name__ == "__main__":
    from .ruleset import rewrite

    rewrite()
