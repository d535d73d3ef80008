"""One rule as written in a rule file → plain data, with all its faults."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import fields

from ..checks import KINDS, Kind, kind
from ..codec import encode
from ..findings import Basis, Level
from ..messages import COMMON_FACTS, MessageError, variables
from ..records import dataclass, field
from ..ruleset import Example, When
from ..terms import Template
from ..typenames import Any, Literal
from . import yamlfile
from .faults import Faults, nearest, unknown
from .fields import INVALID, Entries, hints, read_fields, required
from .names import NameCheck
from .reasons import of_template
from .yamlfile import Node, Scalar

Status = Literal["stable", "preview", "deprecated"]


@dataclass(frozen=True)
class LevelFor:
    """Another level for some reports."""

    level: Level
    years: tuple[int | None, int | None] = (None, None)
    organs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """What every rule has, whatever its kind; all other keys are the kind's options."""

    id: str
    name: str
    title: str
    kind: str
    level: Level
    basis: tuple[Basis, ...]
    message: str
    advice: str = ""
    when: When = field(default_factory=When)
    levels: tuple[LevelFor, ...] = ()
    examples: tuple[Example, ...] = ()
    status: Status = "stable"


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule as written: its keys, those of a later layer in the place of earlier ones.

    `node` is that of the layer that spoke last.
    """

    node: yamlfile.Mapping
    keys: Entries


FORMS = {
    "id": (re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+"), "大写字母、数字和连字符，如 T3-COL"),
    "name": (re.compile(r"(?=.*[a-z])[A-Z][A-Za-z0-9]+"), "大写字母开头的英文单词连写，如 ColumnSum"),
}


def rules_from(entries: Iterable[Entry], template: Template, faults: Faults,
               ids: Collection[str]) -> Iterator[dict[str, Any]]:
    """The rules without a fault, as `ruleset.build` reads them; `ids` are those that rules may name."""
    names: dict[str, str] = {}
    for entry in entries:
        data = _rule(entry, NameCheck(template, faults, ids), faults)
        if data is None:
            continue
        first = names.setdefault(data["name"], data["id"])
        if first != data["id"]:
            name = entry.keys["name"][1]
            faults.add(name.file, name.spot, f"名称“{data['name']}”重复：规则 {first} 已经用了。")
        yield data


def _rule(entry: Entry, known: NameCheck, faults: Faults) -> dict[str, Any] | None:
    """A rule as plain data; None with faults."""
    keys = {name: (key, _listed(name, value)) for name, (key, value) in entry.keys.items()}
    module = _kind(keys["kind"][1], faults)
    wanted: Any = module.Options if module else Head
    allowed = {**hints(Head), **hints(wanted)}
    strange = [name for name in keys if module and name not in allowed]
    for name in strange:
        key = keys[name][0]
        faults.add(key.file, key.spot, unknown(f"键（种类 {keys['kind'][1].value}）", name, allowed))
    meant = {nearest(name, allowed) for name in strange}
    _complete(entry, keys, (Head, wanted) if module else (Head,), faults, meant)
    values = read_fields(keys, Head, faults)
    _words(keys, values, faults)
    _filled(keys, values, Head, faults)
    if module is None:
        return None
    options = read_fields(keys, wanted, faults)
    _texts(keys, module, faults)
    _filled(keys, options, wanted, faults)
    _names(values, options, keys, wanted, known)
    _sense(options, keys, module, faults)
    if INVALID in (*values.values(), *options.values()) or any(f.name not in values for f in _needed(Head)):
        return None
    return _data(Head(**values), options)


def _names(
    values: Mapping[str, Any], options: Mapping[str, Any], keys: Entries, cls: Any, check: NameCheck,
) -> None:
    """Names of organs and of the template's terms; a rule for other years may name other terms."""
    when, levels = values.get("when", When()), values.get("levels", ())
    if when is not INVALID and "when" in keys:
        check.organs((when.organs,), keys["when"][1])
    if levels is not INVALID and "levels" in keys:
        check.organs((item.organs for item in levels), keys["levels"][1])
    if when is INVALID or _governs(when, check.template):
        check.options(options, keys, cls)


def _listed(name: str, node: Node) -> Node:
    """One basis may be written without the list around it."""
    if name == "basis" and isinstance(node, yamlfile.Mapping):
        return yamlfile.Sequence(node.file, node.spot, (node,), node.size)
    return node


def _kind(node: Node, faults: Faults) -> Kind | None:
    name = node.text if isinstance(node, Scalar) else ""
    if name in KINDS:
        return kind(name)
    faults.add(node.file, node.spot, unknown("检查的种类", name, sorted(KINDS)))
    return None


def _needed(cls: Any) -> Iterator[Any]:
    return (item for item in fields(cls) if required(item))


def _complete(entry: Entry, keys: Entries, classes: Iterable[Any], faults: Faults, meant: Collection[str]) -> None:
    """Reports keys that are missing; not those `meant` by keys that are reported as misspelt."""
    wanted = dict.fromkeys(item.name for cls in classes for item in _needed(cls))
    missing = [name for name in wanted if name not in keys and name not in meant]
    if missing:
        known = entry.keys["id"][1]
        faults.add(known.file, known.spot, f"规则“{known.value}”缺少必须有的键：{'、'.join(missing)}。")


def _filled(keys: Entries, values: Mapping[str, Any], cls: Any, faults: Faults) -> None:
    """Reports keys that must be there and say nothing."""
    for item in _needed(cls):
        if values.get(item.name, INVALID) in ("", (), {}):
            node = keys[item.name][1]
            faults.add(node.file, node.spot, f"“{item.name}”是空的，必须写内容。")


def _sense(options: Mapping[str, Any], keys: Entries, module: Kind, faults: Faults) -> None:
    """Reports options that a kind says make no sense."""
    flaws = getattr(module, "flaws", None)
    if flaws is None or INVALID in options.values() or any(f.name not in options for f in _needed(module.Options)):
        return
    for name, message in flaws(module.Options(**options)):
        node = keys[name][1] if name in keys else keys["id"][1]
        faults.add(node.file, node.spot, message)


def _words(keys: Entries, values: Mapping[str, Any], faults: Faults) -> None:
    """The forms of id and name."""
    for name, (pattern, form) in FORMS.items():
        word = values.get(name, INVALID)
        if word is not INVALID and not pattern.fullmatch(word):
            node = keys[name][1]
            faults.add(node.file, node.spot, f"“{name}”应为{form}，而不是“{word}”。")


def _texts(keys: Entries, module: Kind, faults: Faults) -> None:
    """Message and advice may only use facts that there are."""
    allowed = {**module.FACTS, **COMMON_FACTS}
    for name in ("message", "advice"):
        node = keys[name][1] if name in keys else None
        if not isinstance(node, Scalar):
            continue
        try:
            used = variables(node.text)
        except MessageError as error:
            where = f"第{error.line}行" if "\n" in node.text.strip() else ""
            faults.add(node.file, node.spot, f"“{name}”{where}有误：{of_template(str(error))}。")
            continue
        for word in sorted(used - set(allowed)):
            found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", node.text)
            spot = node.within(found.start(), len(word)) if found else node.spot
            faults.add(node.file, spot, unknown(f"“{name}”中的变量", word, allowed))


def _governs(when: When, template: Template) -> bool:
    """Whether a rule can meet a report of this edition."""
    start = max(when.years[0] or 0, template.years[0] or 0)
    return start <= min(when.years[1] or 9999, template.years[1] or 9999)


def _data(head: Head, options: Mapping[str, Any]) -> dict[str, Any]:
    """What `ruleset.build` reads; without what is empty."""
    data = {
        "id": head.id, "name": head.name, "title": head.title, "level": head.level.name, "kind": head.kind,
        "basis": [[basis.document, basis.clause] for basis in head.basis],
        "message": head.message, "advice": head.advice,
        "settings": {name: encode(value) for name, value in options.items()},
        "when": _when(head.when.years, head.when.organs),
        "examples": [[example.good, example.bad] for example in head.examples],
        "levels": [[_when(item.years, item.organs), item.level.name] for item in head.levels],
        "status": "" if head.status == "stable" else head.status,
    }
    return {name: value for name, value in data.items() if value or name == "advice"}


def _when(years: tuple[int | None, int | None], organs: tuple[str, ...]) -> list[Any]:
    return [list(years), list(organs)] if organs or years != (None, None) else []
