"""Rule files and templates (YAML) → compiled rules (plain data, `compiled.json`).

A folder of rules/ is an edition: `template.yaml`, and rule files `{rules: [...]}`. An edition that
`extends` another has its rules too; an entry without `kind` changes a rule of it, `{id: …, off: 原因}`
switches one off. Every fault of every file is reported at once.

    python -m reportlint.rulefiles.rulefile      # rewrites rules/compiled.json of this checkout
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from ..limits import LIMITS, Limits
from ..ruleset import digest
from ..template import plain
from ..terms import Template
from ..typenames import Any
from . import yamlfile
from .faults import Faults, Spot, Written, unknown
from .fields import Entries, read
from .ruleentry import Entry, rules_from
from .templatefile import read_template
from .yamlfile import Node, Scalar


def compiled(files: Mapping[str, str], own: Mapping[str, str] | None = None,
             limits: Limits = LIMITS) -> dict[str, Any]:
    """All editions as plain data (see `ruleset.build`), from the texts of the YAML files by their path
    ("2021/template.yaml") and of the user's own files.

    The user's folders with a template are editions too (`model.md` there is its model report); all other
    files of theirs come on top of the editions named in their `extends`, without it of ours and of those
    that extend ours.

    Raises RulesError with all faults.
    """
    faults = Faults()
    trees = {name: yamlfile.load(f"rules/{name}", text, faults) for name, text in sorted(files.items())}
    texts = {name: text for name, text in (own or {}).items() if not name.endswith(".md")}
    read = {f"./{name}": yamlfile.load(name, text, faults, limits) for name, text in texts.items()}
    packs = {_folder(name) for name in read if _is_template(name)}
    if None in (*trees.values(), *read.values()):
        faults.stop()
        for name in (name for name, node in read.items() if node is None):
            file = Written(name.removeprefix("./"), ("",))
            faults.add(file, Spot(1, 1), "文件是空的，没有规则；规则写在 rules: 下面。")
        faults.stop()
    trees.update((name, node) for name, node in read.items() if _folder(name) in packs)
    layers = [_Layer.of(node, faults) for name, node in read.items() if node and _folder(name) not in packs]
    templates = _templates(trees, {_folder(name) for name in files}, faults)
    if len(templates) < sum(map(_is_template, trees)):
        faults.stop()
    _known_bases(layers, [template.id for template in templates.values()], faults)
    rules: list[dict[str, Any]] = []
    editions = []
    found = list(_editions(trees, layers, templates, packs, faults))
    ids = _ids([*trees.values(), *read.values()])
    for folder, entries in found:
        numbers = [_number(rules, data) for data in rules_from(entries.values(), templates[folder], faults, ids)]
        model = (own or {}).get(f"{folder}/model.md".removeprefix("./"), "") if folder in packs else ""
        edition = {"template": plain(templates[folder]), "rules": numbers}
        editions.append((folder, {**edition, "model": model} if model else edition))
    faults.stop()
    return {"digest": digest(files), "files": sorted(files), "rules": rules, "editions": _in_order(editions, packs)}


def _ids(trees: Iterable[Node | None]) -> dict[str, None]:
    """The ids of all rules in all files, those switched off included."""
    listed = (node.get("rules") for node in trees if isinstance(node, yamlfile.Mapping))
    items = (item for rules in listed if isinstance(rules, yamlfile.Sequence) for item in rules.items)
    known = (item.get("id") for item in items if isinstance(item, yamlfile.Mapping))
    return {word.text: None for word in known if isinstance(word, Scalar)}


def _is_template(name: str) -> bool:
    return name.rpartition("/")[2] == "template.yaml"


def _in_order(editions: list[tuple[str, dict[str, Any]]], packs: set[str]) -> list[dict[str, Any]]:
    """Newest first; the user's before ours of the same form, behind ours of another."""
    ours = {edition["template"]["subject"] for folder, edition in editions if folder not in packs}

    def rank(item: tuple[str, dict[str, Any]]) -> tuple[int, int]:
        folder, template = item[0], item[1]["template"]
        group = 1 if folder not in packs else 0 if template["subject"] in ours else 2
        return group, -(template["years"][0] or 0)

    return [edition for _, edition in sorted(editions, key=rank)]


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


def _templates(
    trees: Mapping[str, Node | None], named: set[str], faults: Faults,
) -> dict[str, Template]:
    """Templates by folder, each after the one it extends; those in `named` folders have the same name."""
    found: dict[str, Template] = {}
    waiting = {_folder(name): node for name, node in trees.items() if _is_template(name)}
    while waiting:
        by_id = {template.id: template for template in found.values()}
        ready = [folder for folder, node in waiting.items() if _extends(node) in ("", *by_id)]
        for folder in ready or list(waiting):
            node = waiting.pop(folder)
            template = read_template(node, by_id, faults) if node else None
            if node and template and folder in named and template.id != folder:
                message = f"表样的id应与文件夹同名：“{folder}”，而不是“{template.id}”。"
                faults.add(node.file, node.spot, message)
            elif node and template and template.id in {other.id for other in found.values()}:
                faults.add(node.file, node.spot, f"表样的id“{template.id}”已经有了，请换一个。")
            if template:
                found[folder] = template
    return found


@dataclass(frozen=True, slots=True)
class _Layer:
    """A rule file of the user's: what it says, and which editions it is for (none named: see `compiled`)."""

    node: Node
    bases: tuple[tuple[Scalar, str], ...]

    @classmethod
    def of(cls, node: Node, faults: Faults) -> _Layer:
        given = node.get("extends") if isinstance(node, yamlfile.Mapping) else None
        items = given.items if isinstance(given, yamlfile.Sequence) else (given,) if given else ()
        words = [item for item in items if isinstance(item, Scalar)]
        if len(words) < len(items):
            faults.add(node.file, items[0].spot, "“extends”应为版式的编号，如 reportlint:2021，或其列表。")
        return cls(node, tuple((word, word.text.removeprefix("reportlint:")) for word in words))

    def covers(self, editions: Iterable[str], usual: bool) -> bool:
        """Whether it is for an edition: its id, and, of one of the user's own, those of what it extends."""
        return bool({base for _, base in self.bases} & set(editions)) if self.bases else usual


def _known_bases(layers: list[_Layer], ids: list[str], faults: Faults) -> None:
    """Reports editions that are not there."""
    for word, base in (item for layer in layers for item in layer.bases):
        if base not in ids:
            faults.add(word.file, word.spot, unknown("版式", base, ids))


def _editions(
    trees: Mapping[str, Node | None], layers: list[_Layer], templates: Mapping[str, Template],
    packs: set[str], faults: Faults,
) -> Iterator[tuple[str, dict[str, Entry]]]:
    """Each edition's folder and rules: those of the edition it extends, its own, the user's."""
    found: dict[str, dict[str, Entry]] = {}
    usual: set[str] = set()
    for folder, template in templates.items():
        extended = _extends(trees[f"{folder}/template.yaml"])
        files = [node for name, node in trees.items() if _folder(name) == folder and not _is_template(name)]
        found[template.id] = _layer(found.get(extended, {}), files, faults)
        if folder not in packs or extended in usual:
            usual.add(template.id)
    ids = {id for entries in found.values() for id in entries}
    below = {template.id: _extends(trees[f"{folder}/template.yaml"]) for folder, template in templates.items()}
    for folder, template in templates.items():
        named = (template.id, *_below(template.id, below)) if folder in packs else (template.id,)
        own = [layer.node for layer in layers if layer.covers(named, template.id in usual)]
        yield folder, _layer(found[template.id], own, faults, ids)


def _below(edition: str, below: Mapping[str, str]) -> Iterator[str]:
    """What an edition extends, and what that does."""
    while edition := below.get(edition, ""):
        yield edition


def _layer(
    base: Mapping[str, Entry], files: Iterable[Node | None], faults: Faults, elsewhere: Set[str] = frozenset(),
) -> dict[str, Entry]:
    """The base's entries with those of some files on top. Changes to rules that only other editions have
    (`elsewhere`) say nothing here."""
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
            if known.text in entries or node.get("kind") or known.text not in elsewhere:
                _put(entries, known, node, faults)
    return entries


def _items(file: Node, faults: Faults) -> Iterator[yamlfile.Mapping]:
    """The entries of one rule file."""
    if not isinstance(file, yamlfile.Mapping):
        faults.add(file.file, file.spot, "规则文件应为 rules: 加一个规则列表。")
        return
    for key, _ in file.entries:
        if key.text not in ("rules", "extends"):
            faults.add(key.file, key.spot, unknown("键", key.text, ("rules", "extends")))
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
        faults.add(known.file, known.spot, f"规则“{known.text}”缺少 kind（检查的种类）。{rest}", same="kind")
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
    from ..ruleset import rewrite

    rewrite()
