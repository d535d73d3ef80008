"""Every column of a table is there, in the form's order; with `rows: true` every block's rows as well.

For tables of blocks (one below the other, or side by side) a block that is not there is one problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from ..findings import Holds, Level, NotJudged, Outcome, Place, Problem, Related
from ..records import dataclass, replace
from ..terms import BlockTerm, BoundColumn, BoundTable, ColumnTerm, RowTerm, View
from ..wording import bare
from . import option
from .unmatched import copies, elsewhere, misspelt, stand_ins, told

Key = tuple[str, str, str]
"""Table, row ("" for all), column."""


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    rows: bool = option("是否也要求各块的行", False)
    absent: bool = option("整张表没有时是否由本规则报告", True)
    no_table: str = option("整张表没有时，由哪条规则报告", "", names="rule")
    no_section: str = option("表所在的部分缺失时，由哪条规则报告", "", names="rule")
    obsolete: str = option("用了旧格式的列名时，由哪条规则报告", "", names="rule")
    twice: str = option("表所在的部分重复出现时，由哪条规则报告", "", names="rule")
    copies: bool = option("整张表重复时是否由本规则报告", True)
    turning: str = option("互换了就成了另一行、另一列的字，竖线后面的多了、少了也是；写错其他字的只作提示", "")


FACTS = {
    "fault": "absent 没有这张表；block 整块缺失；column 缺列；row 缺行；repeated 行重复；moved 列顺序不对；"
             "extra 多出的列；more 多出数据行；shape 数据行格数与表头不符；empty 没有数据行；short 行格数不对；"
             "copy 整张表重复；wording 列名写错，rowname 行名写错（instead 为写成的）；"
             "rowmoved 行的顺序不对（instead 为该处应有的行）；"
             "elsewhere 放在了别的部分（label 为那个部分的标题）；heading 条目名不对；"
             "none 没有一块认得出",
    "title": "表的名称",
    "block": "块的名称",
    "label": "缺的列名或行名",
    "found": "已有的列名",
    "count": "缺几项",
    "instead": "缺行时在该处的别的行名，条目名不对时写成的条目名，没有则为空",
}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None:
        return
    wanted = sum(len(b.columns) + (len(b.rows) if options.rows else 0) for b in table.term.blocks)
    if not table.present:
        yield _absent(view, table, options, wanted)
        return
    if table.strange or len(table.missing_blocks) == len(table.term.blocks) > 1:
        yield _none(table, options, wanted)
        return
    problems = list(_problems(view, table, options))
    yield from problems
    if (other := elsewhere(view, table)) and options.absent:
        place = Place(table.place.origin, other.place.section, table.term.title)
        yield Problem(place, _facts("elsewhere", table, "", other.section.heading.text.value.strip()))
    for item in copies(view, table, options.twice) if options.copies else ():
        yield item if isinstance(item, NotJudged) else Problem(item[0], _facts("copy", table, "", ""), item[1])
    failed = sum(1 for item in problems if isinstance(item, Problem))
    yield Holds(max(0, wanted - failed))


def _absent(view: View, table: BoundTable, options: Options, wanted: int) -> Outcome:
    if table.unreadable:
        reason = f"{table.term.title}的{table.unreadable}"
        return NotJudged(reason, "", wanted, table.place)
    if view.section(table.term.section) is None:
        return NotJudged("所在部分缺失", options.no_section, wanted, table.place)
    if not options.absent:
        return NotJudged(f"缺少{table.term.title}", options.no_table, wanted, table.place)
    return Problem(table.place, _facts("absent", table, "", table.term.title))


def _none(table: BoundTable, options: Options, wanted: int) -> Outcome:
    """A table of which nothing can be told, turned round for instance."""
    if not options.absent:
        return NotJudged("没有一行与格式相符", options.no_table, wanted, table.place)
    return Problem(table.place, _facts("none", table, "", table.unreadable))


def _facts(fault: str, table: BoundTable, block: str, label: str, found: tuple[str, ...] = (),
           count: int = 1, instead: str = "") -> dict[str, object]:
    return {"fault": fault, "title": table.term.title, "block": block, "label": label,
            "found": "、".join(found), "count": count, "instead": instead}


def _problems(view: View, table: BoundTable, options: Options) -> Iterator[Outcome]:
    if table.unreadable and not table.missing_columns and not table.missing_blocks:
        fault = "empty" if table.unreadable.endswith("/0") else "shape"
        yield Problem(table.place, _facts(fault, table, "", table.unreadable), evidence=table.unreadable)
    for block in table.missing_blocks:
        yield Problem(_near(table, block), _facts("block", table, _name(block), _name(block)), evidence=block.name)
    yield from _columns(view, table, options)
    yield from _order(table)
    yield from _extra(table)
    if options.rows:
        yield from _rows(table)
        yield from told(table, _headings(table))
        yield from _shuffled(table)
    yield from told(table, _misspelt(table, options))
    yield from _more(table)


def _misspelt(table: BoundTable, options: Options) -> Iterator[Problem]:
    """Rows and columns of the form told by most of their words, with others among them; columns of one wrong
    name once."""
    terms = {column.name: column for column in table.term.columns}
    named = {(column.name, column.label): column for column in reversed(table.columns) if column.name}
    found: list[tuple[str, RowTerm | ColumnTerm, str, Place]] = [
        ("wording", terms[name], column.label, column.place) for (name, _), column in named.items()]
    found += [("rowname", row.term, row.label, row.place) for row in table.rows
              if options.rows and row.term and not row.repeats]
    for block, _, cell in table.misheaded if table.term.layout == "across" else ():
        text = " ".join(cell.text.value.split())
        place = Place(cell.text.origin(), table.place.section, table.term.title, text)
        found.append(("rowname", block.rows[0], text, place))
    for fault, term, label, place in found:
        if slip := misspelt(label, term, options.turning):
            yield Problem(place, _facts(fault, table, "", term.label, instead=label), evidence=label,
                          level=None if slip == "sense" else Level.INFO)


def _headings(table: BoundTable) -> Iterator[Problem]:
    """A line above a block with the number of another one."""
    for block, row, cell in table.misheaded:
        raw = " ".join(cell.text.value.split())
        place = Place(cell.text.origin(), table.place.section, table.term.title, raw)
        yield Problem(place, _facts("heading", table, _name(block), row.label, instead=raw), evidence=raw)


def _name(block: BlockTerm) -> str:
    return block.label or block.rows[0].label


def _near(table: BoundTable, block: BlockTerm) -> Place:
    """The last row above the block that is there, else the table."""
    names = [row.name for b in table.term.blocks[:table.term.blocks.index(block)] for row in b.rows]
    place = next((table.by_name[n].place for n in reversed(names) if n in table.by_name), table.place)
    return Place(place.origin, place.section, place.table, _name(block))


def _columns(view: View, table: BoundTable, options: Options) -> Iterator[Outcome]:
    """Missing columns, one problem a block; nothing where the form's older columns explain it."""
    old = {bare(label) for label in view.template.obsolete}
    outdated = any(bare(column.label) in old for column in table.columns if not column.name)
    by_block: dict[str, list[ColumnTerm]] = {}
    blocks = {block.name: block for block, _ in table.missing_columns}
    for block, column in table.missing_columns:
        by_block.setdefault(block.name, []).append(column)
    alike: dict[object, list[BlockTerm]] = {}
    for name, columns in by_block.items():  # side by side, one label wrong in every block is one slip
        alike.setdefault(tuple(columns) if table.term.layout == "across" else name, []).append(blocks[name])
    for same in alike.values():
        columns = by_block[same[0].name]
        if outdated and options.obsolete:
            yield NotJudged("表格用的是旧格式的列", options.obsolete, len(columns), table.place)
        else:
            yield _missing(table, same, columns)


def _missing(table: BoundTable, blocks: list[BlockTerm], columns: list[ColumnTerm]) -> Problem:
    block, named = blocks[0], "、".join(map(_name, blocks))
    found = _shown(table)
    head = next((row for row in table.rows if row.term in block.rows), None)
    strange = [column for column in table.columns if not column.name and column.label]
    standing = strange if len(strange) == len(columns) else table.columns
    place = standing[0].place if len(table.term.blocks) == 1 and standing else head.place if head else table.place
    label = "、".join(column.label for column in columns)
    where = Place(place.origin, place.section, place.table, "" if len(table.term.blocks) == 1 else _name(block),
                  label)
    return Problem(where, _facts("column", table, named, label, found, len(columns)),
                   evidence=",".join(column.name for column in columns))


def _order(table: BoundTable) -> Iterator[Problem]:
    """Columns out of order: for tables with one set of columns, and blocks side by side (once)."""
    if len(table.term.blocks) != 1 and (table.term.layout != "across" or table.missing_columns):
        return
    order = {column.name: index for index, column in enumerate(table.term.columns)}
    known = [column for column in table.columns if column.name]
    if table.term.layout == "across" and (found := _blocks_moved(table, known)):
        yield found
        return
    for one, two in pairwise(known):
        row = one.place.row
        if order[one.name] > order[two.name] and row == two.place.row:
            beside = [column for column in known if column.place.row == row]
            facts = _facts("moved", table, row, two.label, tuple(column.label for column in beside))
            wrong = _displaced(table, row, [column.name for column in beside], order)
            yield Problem(two.place, {**facts, "displaced": wrong},
                          (Related(one.place, f"“{one.label}”排在它前面"),), two.name)
            return


def _blocks_moved(table: BoundTable, known: list[BoundColumn]) -> Problem | None:
    """Blocks side by side that do not stand in the form's order."""
    blocks = list(dict.fromkeys(column.place.row for column in known))
    due = [block.name for block in table.term.blocks if block.name in blocks]
    moved = next((one for one, other in zip(blocks, due, strict=False) if one != other), "")
    place = next((column.place for column in known if column.place.row == moved), table.place)
    return Problem(place, _facts("moved", table, "", moved, tuple(blocks)), evidence=moved) if moved else None


def _displaced(table: BoundTable, row: str, names: list[str], order: Mapping[str, int]) -> frozenset[Key]:
    """The columns that stand in another's place, of one row or of all ("")."""
    due = sorted(names, key=order.__getitem__)
    return frozenset((table.term.name, row, one) for one, other in zip(names, due, strict=True) if one != other)


def _shuffled(table: BoundTable) -> Iterator[Problem]:
    """Columns of a block out of order, where blocks stand one below the other: by where their figures stand."""
    if table.term.layout != "stacked":
        return
    for block in table.term.blocks:
        row = table.by_name.get(block.rows[0].name)
        order = [column.name for column in block.columns]
        cells = sorted(row.cells, key=lambda cell: cell.cell.column) if row else []
        moved = [(one, two) for one, two in pairwise(cells) if order.index(one.column) > order.index(two.column)]
        if moved:
            label = next(column.label for column in block.columns if column.name == moved[0][1].column)
            found = tuple(cell.place.column for cell in cells)
            names = [cell.column for cell in cells]
            wrong = _displaced(table, "", names, {name: order.index(name) for name in names})
            yield Problem(moved[0][1].place, {**_facts("moved", table, _name(block), label, found),
                                              "displaced": wrong}, evidence=label)


def _more(table: BoundTable) -> Iterator[Problem]:
    """Rows of figures beyond the one that blocks side by side have."""
    more = [row for row in table.rows if row.term is None] if table.term.layout == "across" else []
    if more:
        facts = _facts("more", table, "", "", count=1 + len(more))
        yield Problem(more[0].place, facts, tuple(Related(row.place, "多出的数据") for row in more[1:]))


def _extra(table: BoundTable) -> Iterator[Problem]:
    """A column that the form does not have: only for tables with one set of columns, and where none is
    missing (an unknown column is else the missing one by another name)."""
    if len(table.term.blocks) != 1 or table.missing_columns:
        return
    found = _shown(table)
    extra = [column for column in table.columns if not column.name and column.label]
    if extra:
        label = "、".join(dict.fromkeys(column.label for column in extra))
        yield Problem(extra[0].place, _facts("extra", table, "", label, found, len(extra)), evidence=bare(label))


def _shown(table: BoundTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(column.label or "（空白）" for column in table.columns))


def _rows(table: BoundTable) -> Iterator[Problem]:
    gone, instead = {block.name for block in table.missing_blocks}, stand_ins(table)
    for block in table.term.blocks:
        for term in block.rows:
            if term.name not in table.by_name and block.name not in gone:
                other = instead.get(term.name)
                place = _near(table, block) if other is None else replace(other.place, row=_name(block))
                facts = _facts("row", table, _name(block), term.label, instead=other.label if other else "")
                yield Problem(place, facts, evidence=term.name)
    headless = {block.name for block in table.term.blocks
                if all((block, column) in table.missing_columns for column in block.columns)}
    yield from _moved(table)
    standing = [id(row) for row in instead.values()]
    for row in table.rows:
        if row.repeats and row.term and id(row) not in standing:
            first = table.by_name[row.term.name]
            yield Problem(row.place, _facts("repeated", table, row.group, row.label),
                          (Related(first.place, "第一次出现"),), row.key)
        elif row.term and row.short and row.group not in headless:
            yield Problem(row.place, _facts("short", table, row.group, row.label, count=row.short),
                          evidence=row.key)


def _moved(table: BoundTable) -> Iterator[Problem]:
    """Rows out of order, or whole blocks: one problem, at the first row that is not in its place."""
    order = {term.name: index for index, term in enumerate(table.term.rows)}
    rows = [row for row in table.rows if row.term and not row.repeats]
    due = sorted(rows, key=lambda row: order[row.key])
    wrong = next((pair for pair in zip(rows, due, strict=True) if pair[0] is not pair[1]), None)
    if wrong:
        row, other = wrong
        yield Problem(row.place, _facts("rowmoved", table, row.group, row.label, instead=other.label),
                      (Related(other.place, other.label),), row.key)
