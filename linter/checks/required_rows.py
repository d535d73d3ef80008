"""Every row of a table is there, once, in the form's order, with all its cells.

A table that is not there at all is one problem; so is a group of which no row is there.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Holds, Level, NotJudged, Outcome, Place, Problem, Related
from ..records import dataclass
from ..terms import BoundRow, BoundTable, GroupTerm, RowTerm, View
from . import option
from .section_order import swapped
from .unmatched import copies, elsewhere, misspelt, stand_ins, told


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    no_section: str = option("表所在的部分缺失时，由哪条规则报告", "", names="rule")
    twice: str = option("表所在的部分重复出现时，由哪条规则报告", "", names="rule")
    turning: str = option("互换了就成了另一行、另一列的字，竖线后面的多了、少了也是；写错其他字的只作提示", "")


FACTS = {
    "fault": "absent 没有这张表；missing 缺行；group 整组缺行；repeated 重复；moved 顺序不对；"
             "short 单元格个数不对；shorts 多数行单元格个数不对；unlabelled 没有行名；"
             "copy 整张表重复；wording 行名写错（instead 为写成的）；swapped 两行互换（previous 为另一行）；"
             "grouped 分组名写错；elsewhere 放在了别的部分（label 为那个部分的标题）；none 没有一行认得出",
    "title": "表的名称",
    "label": "行名",
    "group_label": "所在分组的名称，没有则为空",
    "count": "缺的行数，或该行缺的格数",
    "rows": "缺的各行",
    "previous": "顺序不对时，它前面的行；缺行时，它应排在其后的行",
    "instead": "缺行时，在该处的别的行名，没有则为空",
}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None:
        return
    if not table.present:
        yield _absent(view, table, options)
        return
    if table.strange:
        yield Problem(table.place, _facts("none", table, ""))
        return
    problems = [*_missing(table), *_repeated(table), *_moved(table), *_short(table), *_unlabelled(table),
                *told(table, _misspelt(table, options.turning))]
    yield from problems
    if other := elsewhere(view, table):
        place = Place(table.place.origin, other.place.section, table.term.title)
        yield Problem(place, _facts("elsewhere", table, other.section.heading.text.value.strip()))
    for item in copies(view, table, options.twice):
        yield item if isinstance(item, NotJudged) else Problem(item[0], _facts("copy", table, ""), item[1])
    yield Holds(max(0, len(table.term.rows) - len(problems)))


def _absent(view: View, table: BoundTable, options: Options) -> Outcome:
    if table.unreadable:
        reason = f"{table.term.title}的{table.unreadable}"
        return NotJudged(reason, "", len(table.term.rows), table.place)
    if view.section(table.term.section) is None:
        return NotJudged("所在部分缺失", options.no_section, len(table.term.rows), table.place)
    return Problem(table.place, _facts("absent", table, table.term.title))


def _facts(fault: str, table: BoundTable, label: str, group: str = "", count: int = 1,
           rows: tuple[str, ...] = (), previous: str = "", instead: str = "") -> dict[str, object]:
    return {"fault": fault, "title": table.term.title, "label": label, "group_label": group, "count": count,
            "rows": rows, "previous": previous, "instead": instead}


def _group_label(table: BoundTable, term: RowTerm) -> str:
    name = term.group[-1] if term.group else ""
    return next((g.label for g in table.term.groups if g.name == name), "")


def _missing(table: BoundTable) -> Iterator[Problem]:
    gone = table.missing_rows
    groups = {term.group[-1] for term in gone if term.group}
    instead = stand_ins(table)
    whole = {name for name in groups if _all_gone(table, name)} - {
        term.group[-1] for term in gone if term.group and term.name in instead}
    for term in gone:
        if term.group and term.group[-1] in whole:
            continue
        previous, other = _previous(table, term), instead.get(term.name)
        place = (other or previous or table).place
        facts = _facts("missing", table, term.label, _group_label(table, term),
                       previous=previous.label if previous else "", instead=other.label if other else "")
        yield Problem(_at(place, term.label), facts, evidence=term.name)
    for name in sorted(whole):
        yield _whole_group(table, tuple(term for term in gone if term.group[-1:] == (name,)))


def _all_gone(table: BoundTable, group: str) -> bool:
    members = [term for term in table.term.rows if term.group[-1:] == (group,)]
    return len(members) > 1 and all(term in table.missing_rows for term in members)


def _whole_group(table: BoundTable, terms: tuple[RowTerm, ...]) -> Problem:
    name = terms[0].group[-1]
    own = next((row for row in table.rows if row.key == name), None) or _previous(table, terms[0])
    label = _group_label(table, terms[0])
    return Problem(_at(own.place if own else table.place, label), _facts(
        "group", table, label, label, len(terms), tuple(term.label for term in terms)), evidence=name)


def _at(place: Place, label: str) -> Place:
    return Place(place.origin, place.section, place.table, label)


def _previous(table: BoundTable, term: RowTerm) -> BoundRow | None:
    """The nearest row above in the form that is there: where the missing one should follow."""
    names = [row.name for row in table.term.rows]
    above = names[:names.index(term.name)]
    return next((table.by_name[name] for name in reversed(above) if name in table.by_name), None)


def _repeated(table: BoundTable) -> Iterator[Problem]:
    standing = [id(row) for row in stand_ins(table).values()]
    for row in table.rows:
        if row.repeats and row.term and id(row) not in standing:
            first = table.by_name[row.term.name]
            yield Problem(row.place, _facts("repeated", table, row.label, _group_label(table, row.term)),
                          (Related(first.place, f"“{first.label}”第一次出现"),), row.key)


def _moved(table: BoundTable) -> Iterator[Problem]:
    """Rows that stand out of order: all but the longest run of rows in the form's order."""
    order = {row.name: index for index, row in enumerate(table.term.rows)}
    rows = [row for row in table.rows if row.term and not row.repeats]
    standing = [order[row.key] for row in rows]
    if swap := swapped(standing):
        one, two = (rows[index] for index in swap)
        yield Problem(one.place, _facts("swapped", table, one.label, _group_label(table, one.term) if one.term else "",
                                        previous=two.label), (Related(two.place, two.label),), one.key)
        return
    kept = _longest_rising(standing)
    for index, row in enumerate(rows):
        if index not in kept and row.term:
            previous = rows[index - 1].label if index else ""
            yield Problem(row.place, _facts("moved", table, row.label, _group_label(table, row.term),
                                            previous=previous), evidence=row.key)


def _longest_rising(values: list[int]) -> frozenset[int]:
    """The positions of a longest rising subsequence (at most a few dozen values)."""
    best: list[tuple[int, ...]] = []
    empty: tuple[int, ...] = ()
    for index, value in enumerate(values):
        shorter = [run for run in best if values[run[-1]] < value]
        longest = max([empty, *shorter], key=len)
        best.append((*longest, index))
    chosen = max([empty, *best], key=len)
    return frozenset(chosen)



def _short(table: BoundTable) -> Iterator[Problem]:
    """Rows with too few cells; where most rows have too few, the table has lost a column's figures."""
    rows = [row for row in table.rows if row.term and not row.repeats and row.short]
    if len(rows) > max(3, len(table.rows) // 2):
        facts = _facts("shorts", table, rows[0].label, "", len(rows), tuple(row.label for row in rows))
        yield Problem(rows[0].place, facts, evidence=str(len(rows)))
        return
    for row in table.rows:
        if row.term and not row.repeats and row.short:
            yield Problem(row.place, _facts("short", table, row.label, _group_label(table, row.term), row.short),
                          evidence=row.key)


def _unlabelled(table: BoundTable) -> Iterator[Problem]:
    """Rows told only by where they stand: the figures are there, the label is not."""
    for row in table.rows:
        if row.term and not row.label:
            facts = _facts("unlabelled", table, row.term.label, _group_label(table, row.term))
            yield Problem(_at(row.place, row.term.label), facts, evidence=row.key)


def _misspelt(table: BoundTable, turning: str) -> Iterator[Problem]:
    """Rows of the form told by most of their words, with others among them."""
    for row in table.rows:
        if row.term and not row.repeats and (fault := misspelt(row.label, row.term, turning)):
            facts = _facts("wording", table, row.term.label, _group_label(table, row.term), instead=row.label)
            yield Problem(row.place, facts, evidence=row.label, level=None if fault == "sense" else Level.INFO)
    for _, row, cell in table.misheaded:
        text = " ".join(cell.text.value.split())
        group = _meant(table, row, text)
        if group and (fault := misspelt(text, group, turning)):
            place = Place(cell.text.origin(), table.place.section, table.term.title, group.label)
            facts = _facts("grouped", table, group.label, instead=text)
            yield Problem(place, facts, evidence=text, level=None if fault == "sense" else Level.INFO)


def _meant(table: BoundTable, row: BoundRow, text: str) -> GroupTerm | None:
    """The group of a row that a label most likely means: one with at least half of its letters."""
    names = row.term.group if row.term else ()
    found = [(sum(sign in group.label for sign in set(text)), group.name, group)
             for group in table.term.groups if group.name in names]
    best = max(found, default=None)
    return best[2] if best and best[0] * 2 >= len(set(text)) else None
