"""`template.yaml` of an edition: a whole template, or what differs from the edition it `extends`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ..records import dataclass, field, replace
from ..regex import Regex
from ..terms import BlockTerm, OrganTerm, RowTerm, SectionTerm, TableTerm, Template
from ..typenames import Any
from . import yamlfile
from .faults import Faults, unknown
from .fields import INVALID, read


@dataclass(frozen=True)
class Insert:
    """A row put before the row named."""

    before: str
    row: RowTerm


@dataclass(frozen=True)
class RowsChange:
    """Rows taken out and a row put in."""

    remove: tuple[str, ...] = ()
    insert: Insert | None = None


@dataclass(frozen=True)
class GroupsChange:
    """Groups taken out."""

    remove: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableChange:
    """What differs in one table of the extended edition."""

    name: str
    rows: RowsChange = field(default_factory=RowsChange)
    groups: GroupsChange = field(default_factory=GroupsChange)


@dataclass(frozen=True)
class Amendment:
    """What differs from the edition named by `extends`; None: nothing. Tables are read apart."""

    id: str
    title: str
    years: tuple[int | None, int | None]
    extends: str
    subject: str | None = None
    sections: tuple[SectionTerm, ...] | None = None
    organs: tuple[OrganTerm, ...] | None = None
    obsolete: tuple[str, ...] | None = None
    aliases: tuple[str, ...] | None = None
    unsaid: Regex | None = None
    seat: Regex | None = None


def read_template(node: yamlfile.Node, known: Mapping[str, Template], faults: Faults) -> Template | None:
    """The template a file states, by itself or on top of one of those `known` by id; None with faults."""
    extending = isinstance(node, yamlfile.Mapping) and node.get("extends") is not None
    template = _amended(node, known, faults) if extending else read(node, Template, faults, "表样")
    if template in (None, INVALID):
        return None
    for message in _inconsistencies(template):
        faults.add(node.file, node.spot, message)
    return template if isinstance(template, Template) else None


def _amended(node: Any, known: Mapping[str, Template], faults: Faults) -> Template | None:
    rest = tuple((key, value) for key, value in node.entries if key.text != "tables")
    amendment = read(replace(node, entries=rest), Amendment, faults, "表样")
    if amendment is INVALID:
        return None
    base = known.get(amendment.extends)
    if base is None:
        extends = node.get("extends")
        faults.add(node.file, extends.spot, unknown("版式", amendment.extends, known))
        return None
    names = ("subject", "sections", "organs", "obsolete", "aliases", "unsaid", "seat")
    kept = {name: getattr(amendment, name) for name in names}
    changes = {name: value for name, value in kept.items() if value is not None}
    tables = _tables(node.get("tables"), base, faults)
    own = {"id": amendment.id, "title": amendment.title, "years": amendment.years, "tables": tables}
    return replace(base, **own, **changes)


def _tables(node: yamlfile.Node | None, base: Template, faults: Faults) -> tuple[TableTerm, ...]:
    """The base's tables, those named anew replaced, those with changes changed, new ones behind."""
    tables = {table.name: table for table in base.tables}
    for item in node.items if isinstance(node, yamlfile.Sequence) else ():
        whole = isinstance(item, yamlfile.Mapping) and item.get("blocks") is not None
        term = read(item, TableTerm if whole else TableChange, faults, "tables")
        if term is INVALID:
            continue
        if whole:
            tables[term.name] = term
        elif term.name in tables:
            tables[term.name] = _changed(tables[term.name], term, item, faults)
        else:
            faults.add(item.file, item.spot, unknown("表", term.name, tables))
    return tuple(tables.values())


def _changed(table: TableTerm, change: TableChange, node: yamlfile.Node, faults: Faults) -> TableTerm:
    rows = [row.name for row in table.rows]
    groups = [group.name for group in table.groups]
    before = (change.rows.insert.before,) if change.rows.insert else ()
    for what, words, allowed in (
        ("行", (*change.rows.remove, *before), rows), ("组", change.groups.remove, groups),
    ):
        for word in words:
            if word not in allowed:
                faults.add(node.file, node.spot, unknown(what, word, allowed))
    return replace(
        table,
        blocks=tuple(_block(block, change.rows) for block in table.blocks),
        groups=tuple(group for group in table.groups if group.name not in change.groups.remove),
    )


def _block(block: BlockTerm, change: RowsChange) -> BlockTerm:
    return replace(block, rows=tuple(_rows(block.rows, change)))


def _rows(rows: tuple[RowTerm, ...], change: RowsChange) -> Iterator[RowTerm]:
    for row in rows:
        if change.insert and row.name == change.insert.before:
            yield change.insert.row
        if row.name not in change.remove:
            yield row


def _inconsistencies(template: Template) -> Iterator[str]:
    """Names used but not there, and names used twice."""
    sections = [section.name for section in template.sections]
    yield from _twice("部分", sections)
    yield from _twice("表", [table.name for table in template.tables])
    for table in template.tables:
        groups = [group.name for group in table.groups]
        if table.section and table.section not in sections:
            yield f"{table.title}：" + unknown("部分", table.section, sections)
        yield from _twice(f"{table.title}的行", [row.name for row in table.rows])
        yield from _unlabelled(table)
        for name in {name: None for row in table.rows for name in row.group if name not in groups}:
            yield f"{table.title}：" + unknown("组", name, groups)


def _unlabelled(table: TableTerm) -> Iterator[str]:
    """Columns that nothing tells apart."""
    if len(table.columns) > 1 and any(not column.label for column in table.columns):
        yield f"{table.title}：有几列的表，每列都要写 label；只有一列的可以写 label: ''。"
    if table.layout == "pairs" and len(table.columns) > 1:
        yield f"{table.title}：layout: pairs（项目后面就是填写的内容）的表只能有一列。"


def _twice(what: str, names: list[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{what}“{name}”重复。"
