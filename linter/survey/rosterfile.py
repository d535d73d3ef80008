"""A roster as written (YAML) → Roster, with every fault at its place; and a first roster from reports.

    years: [2023, 2024]                 # report years asked for; left out: those that reports are there of
    units:
      - {name: 青山县人民政府, kind: 政府, rank: 县级}
      - name: 青山县水利局
        aliases: [县水利局]
        kind: 部门                       # left out: told from the name
        parent: 青山县人民政府            # whose report includes this unit's figures
        years: {from: 2021, to: 2023}
        due: 2-15                       # its own last day of publication, in the year after
        published: {2023: 2024-01-20}   # when a report came out, where the file does not say
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from ..errors import RosterError, RulesError
from ..limits import LIMITS, Limits
from ..records import dataclass, field
from ..rulefiles import yamlfile
from ..rulefiles.faults import Faults, Spot, unknown
from ..rulefiles.fields import INVALID, Years, read
from ..rulefiles.yamlfile import Node
from ..wording import bare
from .roster import Roster, Unit

_DAY = re.compile(r"(1[0-2]|0?[1-9])-(3[01]|[12]\d|0?[1-9])")
_DATE = re.compile(r"\d{4}-(1[0-2]|0?[1-9])-(3[01]|[12]\d|0?[1-9])")


@dataclass(frozen=True)
class Entry:
    """One unit as written."""

    name: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    rank: str = ""
    years: Years = (None, None)
    due: str = ""
    published: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A roster as written."""

    units: tuple[Entry, ...]
    years: tuple[int, ...] = ()


def roster(name: str, text: str, kinds: Iterable[str], ranks: Iterable[str], limits: Limits = LIMITS) -> Roster:
    """The roster of a file. Raises RosterError with every fault."""
    faults = Faults()
    node = yamlfile.load(name, text, faults, limits)
    sheet = read(node, Sheet, faults, "名册") if node else INVALID
    if node is None and not faults.found:
        raise RosterError((f"{name}: 名册是空的，应为 units: 加单位的列表。",))
    items = _items(node)
    _names(items, faults)
    _words(items, {"kind": tuple(kinds), "rank": tuple(ranks)}, faults)
    _days(items, faults)
    try:
        faults.stop()
    except RulesError as error:
        raise RosterError(error.faults) from None
    spots = [(item.get("name") or item).spot for item in items]
    units = tuple(_unit(entry, spot) for entry, spot in zip(sheet.units, spots, strict=True))
    return Roster(units, sheet.years, name, node.file.lines if node else ())


def _unit(entry: Entry, spot: Spot) -> Unit:
    return Unit(entry.name, entry.kind, entry.aliases, entry.parent, entry.rank, entry.years, entry.due,
                entry.published, spot.line, spot.column)


def _items(node: Node | None) -> list[yamlfile.Mapping]:
    units = node.get("units") if isinstance(node, yamlfile.Mapping) else None
    found = units.items if isinstance(units, yamlfile.Sequence) else ()
    return [item for item in found if isinstance(item, yamlfile.Mapping)]


def _leaves(item: yamlfile.Mapping, key: str) -> Iterator[yamlfile.Scalar]:
    node = item.get(key)
    for leaf in node.items if isinstance(node, yamlfile.Sequence) else (node,):
        if isinstance(leaf, yamlfile.Scalar):
            yield leaf


def _names(items: list[yamlfile.Mapping], faults: Faults) -> None:
    """Each name means one unit; a parent is a unit, and nobody's own descendant."""
    first: dict[str, int] = {}
    for leaf in (leaf for item in items for key in ("name", "aliases") for leaf in _leaves(item, key)):
        if not bare(leaf.text):
            faults.add(leaf.file, leaf.spot, "单位名称不能是空的。")
            continue
        line = first.setdefault(bare(leaf.text), leaf.spot.line)
        if line != leaf.spot.line:
            faults.add(leaf.file, leaf.spot, f"单位“{leaf.text}”重复，第{line}行已经写过。")
    parents = {name.text: parent for item in items for name in _leaves(item, "name")
               for parent in _leaves(item, "parent")}
    known = [name.text for item in items for name in _leaves(item, "name")]
    for name, parent in parents.items():
        if parent.text not in set(known):
            faults.add(parent.file, parent.spot, unknown("上级单位", parent.text, known))
        elif _circular(name, parents):
            faults.add(parent.file, parent.spot, f"“{name}”的上级单位绕回了它自己。")


def _circular(name: str, parents: Mapping[str, yamlfile.Scalar]) -> bool:
    seen: set[str] = set()
    above = name
    while above in parents and above not in seen:
        seen.add(above)
        above = parents[above].text
    return above == name


def _words(items: list[yamlfile.Mapping], allowed: Mapping[str, tuple[str, ...]], faults: Faults) -> None:
    for key, words in allowed.items():
        for leaf in (leaf for item in items for leaf in _leaves(item, key)):
            if words and leaf.text not in words:  # without rules about ranks any will do
                faults.add(leaf.file, leaf.spot, unknown(f"“{key}”的值", leaf.text, words))


def _days(items: list[yamlfile.Mapping], faults: Faults) -> None:
    for leaf in (leaf for item in items for leaf in _leaves(item, "due")):
        if not _DAY.fullmatch(leaf.text):
            faults.add(leaf.file, leaf.spot, f"“due”应为月-日，如 2-15，而不是“{leaf.text}”。")
    nodes = (item.get("published") for item in items)
    for key, date in (pair for node in nodes if isinstance(node, yamlfile.Mapping) for pair in node.entries):
        if not re.fullmatch(r"\d{4}", key.text):
            faults.add(key.file, key.spot, f"“published”的键应为报告年份，如 2024，而不是“{key.text}”。")
        if isinstance(date, yamlfile.Scalar) and not _DATE.fullmatch(date.text):
            faults.add(date.file, date.spot, f"发布日期应为年-月-日，如 2025-01-20，而不是“{date.text}”。")


# ---- a first roster -----------------------------------------------------------------------------------


def written(units: Iterable[Unit]) -> str:
    """A roster file of these units, to be corrected by hand."""
    lines = ["# 名册：应当报送年度报告的单位。请核对种类（kind）和上级（parent），补上没有报送的单位。", "units:"]
    for unit in units:
        aliases = f"[{', '.join(map(_quoted, unit.aliases))}]" if unit.aliases else ""
        parts = {"name": _quoted(unit.name), "aliases": aliases, "kind": unit.kind, "parent": _quoted(unit.parent)}
        lines.append(f"  - {{{', '.join(f'{key}: {word}' for key, word in parts.items() if word not in ('', _NONE))}}}")
    return "\n".join(lines) + "\n"


_NONE = "''"


def _quoted(word: str) -> str:
    return word if re.fullmatch(r"[^\W\d_][\w·()（）]*", word) else "'" + word.replace("'", "''") + "'"
