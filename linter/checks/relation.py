"""A sum relation between figures of one table, exact, for every row, every column or once.

Blank cells count as 0 in a sum, and the message says so; a blank sum (a figure that stands alone on one
side) says nothing, so the relation is then not judged. Figures that are not whole counts are not reckoned
with when the relation fails: the rule about the form of cells already reports them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..entries import Entry
from ..figures import FigureKind
from ..findings import Balance, Holds, Level, NotJudged, Outcome, Place, Problem, Related, Share
from ..formula import Formula, Operand
from ..records import dataclass
from ..survey.past import Past
from ..terms import BoundCell, BoundRow, BoundTable, View
from ..typenames import Literal
from . import option
from .conditions import condition
from .conditions import ground as condition_of
from .equations import Term, equation, meets, terms
from .table_lines import Lines


@dataclass(frozen=True)
class Options:
    table: str = option("关系所在的表", names="table")
    relation: Formula = option("关系式，如 新收 + 上年结转 = 办理总计 + 结转下年")
    each: Literal["row", "column", "table"] = option("逐行（row）、逐列（column）还是全表一次（table）", "table")
    rows: tuple[str, ...] = option("逐行时只看哪些行，空为所有行", (), names="row")
    main: str = option("逐列时最要紧的列，其余各列不符只算警告；空为一样要紧", "", names="column")
    given: Mapping[str, tuple[Entry, ...]] = option(
        "条件：这些行（逐行时为列）填了这些内容时才核对，如 {是否收费: [是]}、{收件: ['≥ 10']}", {}, names="line")
    no_table: str = option("表不在或读不出时，由哪条规则报告", "", names="rule")
    no_row: str = option("缺行时，由哪条规则报告", "", names="rule")
    no_column: str = option("缺列时，由哪条规则报告", "", names="rule")
    blank: str = option("合计格空白时，由哪条规则报告", "", names="rule")
    malformed: str = option("格内不是数字时，由哪条规则报告", "", names="rule")


FACTS = {
    "past": "上年报告的文件名，关系不涉及上年时为空",
    "left": "左边之和",
    "right": "右边之和",
    "difference": "左边减右边的绝对值",
    "left_terms": "左边各项及数值，如 新收28＋上年结转0",
    "right_terms": "右边各项及数值",
    "where": "逐行时为行名，逐列时为列名",
    "sign": "关系符号",
    "relation": "关系式原文",
    "condition": "条件，如 “是否收费”为“是”；没有条件则为空",
    "blanks": "按0计算的空白格个数",
    "note": "空白格按0计算时的说明，否则为空",
    "hint": "可能的原因",
    "also": "同一原因造成的其他不符",
    "suspect": "疑似填错的单元格",
    "inferred": "疑似填错的单元格按各式推算应有的数",
}


class HeldError(Exception):
    """A relation cannot be judged."""

    def __init__(self, reason: str, cause: str, place: Place) -> None:
        super().__init__(reason)
        self.outcome = NotJudged(reason, cause, 1, place)


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None:
        return
    instances = _instances(table, options)
    if not table.present or table.unreadable:
        reason = f"{table.term.title}没有单元格或读不出，无法核对" if table.unreadable else f"缺少{table.term.title}"
        cause = "" if table.unreadable and not table.present else options.no_table
        yield NotJudged(reason, cause, len(instances), table.place)
        return
    ground = Ground(table, options, view.past, Lines.of(table))
    for key in instances:
        yield _judge(ground, key)


def _instances(table: BoundTable, options: Options) -> tuple[str, ...]:
    """The rows or columns of the form that the relation is demanded of; extra rows of the report too."""
    if options.each == "column":
        return tuple(column.name for column in table.term.columns)
    if options.rows:
        return options.rows
    if options.each == "row":
        known = tuple(row.name for row in table.term.rows)
        stand_ins = {row.group for row in table.rows if row.key == row.group}
        gone = {t.name for t in table.missing_rows if set(t.group) & stand_ins}
        return tuple(n for n in known if n not in gone) + tuple(
            row.key for row in table.rows if row.key not in known and row.cells)
    return ("",)


@dataclass(frozen=True)
class Ground:
    """What a relation is reckoned on: the table, the rule's options, last year's report."""

    table: BoundTable
    options: Options
    past: Past | None
    lines: Lines


def _judge(ground: Ground, key: str) -> Outcome:
    relation = ground.options.relation
    if said := _conditional(ground, key):
        return said
    try:
        left = tuple(_resolve(ground, key, operand) for operand in relation.left)
        right = tuple(_resolve(ground, key, operand) for operand in relation.right)
        return _compare(ground, key, left, right)
    except HeldError as held:
        return held.outcome


def _conditional(ground: Ground, key: str) -> Outcome | None:
    """What is to be said where the relation is not asked for, or where that cannot be told."""
    table, options = ground.table, ground.options
    row, column = (key, "") if options.each == "row" else ("", key)
    told = condition_of(table, options.given, row, column)
    if told.met is None:
        return NotJudged(told.reason, options.no_row, 1, table.place)
    return None if told.met else Holds()


# ---- operands -------------------------------------------------------------------------------------


def _resolve(ground: Ground, key: str, operand: Operand) -> Term:
    table, options = ground.table, ground.options
    row, column = (key, operand.name) if options.each == "row" else (operand.name, key or operand.column)
    if operand.past:
        return _last_year(ground, row, column, operand)
    if options.each == "row":
        return Term(_printed(table, operand.name), operand.factor, (_cell(table, options, key, operand.name),))
    if not operand.every:
        return Term(operand.name, operand.factor, (_cell(table, options, operand.name, column),))
    rows = _group(table, ground.lines, options, operand.name)
    return Term(operand.name, operand.factor, tuple(_cell(table, options, row.key, column) for row in rows))


def _last_year(ground: Ground, row: str, column: str, operand: Operand) -> Term:
    """A figure of last year's report; it has no place in this file."""
    name = f"上年{_printed(ground.table, operand.name)}"
    if ground.past is None:
        raise HeldError("没有上年的年度报告", "", ground.table.place)
    value = ground.past.figures.get((ground.table.term.name, row, column))
    if value is None:
        raise HeldError(f"上年报告（{ground.past.name}）没有这项数字：{row}—{column}", "", ground.table.place)
    return Term(name, operand.factor, (), value)


def _printed(table: BoundTable, column: str) -> str:
    return next((term.label for term in table.term.columns if term.name == column), column)


def _group(table: BoundTable, lines: Lines, options: Options, group: str) -> tuple[BoundRow, ...]:
    """Every row of a group, unknown ones included. A row that carries the group's own label and figures
    stands for all of the group."""
    whole = next((row for row in table.rows if row.key == group), None)
    missing = [t for t in table.missing_rows if group in t.group]
    wanted = [t for t in table.term.rows if group in t.group]
    if whole and len(missing) == len(wanted):
        return (whole,)
    if missing:
        raise HeldError(f"缺少“{missing[0].label}”行", options.no_row, table.place)
    return tuple(row for row in table.rows
                 if (group in row.term.group if row.term else row.group == group and row.key not in lines.subtotals)
                 and not row.repeats)


def _cell(table: BoundTable, options: Options, row: str, column: str) -> BoundCell:
    bound = table.by_name.get(row)
    if bound is None:
        label = next((t.label for t in table.term.rows if t.name == row), row)
        raise HeldError(f"缺少“{label}”行", options.no_row, table.place)
    if bound.short:
        raise HeldError(f"“{bound.label}”行的单元格个数不对，数字对不上列", options.no_row, bound.place)
    if not bound.cells:
        raise HeldError("数据比列名多，数字对不上列", options.no_column, bound.place)
    cell = table.cells.get((bound.key, column))
    if cell is None:
        raise HeldError(f"缺少“{_printed(table, column)}”列",
                        options.no_row if table.strange else options.no_column, bound.place)
    if cell.figure.kind is FigureKind.TEXT:
        raise HeldError(f"“{bound.label}—{_printed(table, column)}”填写的不是数字", options.malformed, cell.place)
    return cell


# ---- the comparison -------------------------------------------------------------------------------


def _compare(ground: Ground, key: str, left: tuple[Term, ...], right: tuple[Term, ...]) -> Outcome:
    table, options = ground.table, ground.options
    sides = tuple(sum((t.factor * t.value for t in side), Decimal(0)) for side in (left, right))
    cells = [cell for term in (*left, *right) for cell in term.cells]
    blanks = [cell for cell in cells if cell.figure.missing]
    if len(blanks) == len(cells) and all(cell.figure.missing for cell in table.cells.values()):
        return NotJudged(f"{table.term.title}没有填写数字", options.blank, 1, table.place)
    balance = Balance(tuple(_shares(table, left, 1)) + tuple(_shares(table, right, -1)), sides[0] - sides[1],
                      equation(left, right, sides, options.relation.sign), _main_cell(left, right).place)
    if meets(sides[0], options.relation.sign, sides[1]):
        return Holds(1, () if options.relation.past else (balance,))
    for side, value in ((right, sides[0]), (left, sides[1])):
        empty = _empty_sum(table, side)
        if empty and value:
            return NotJudged(f"“{_name(empty)}”没有填写", options.blank, 1, empty.place)
    unfilled = next((cell for cell in blanks if ground.lines.blank(cell)), None)
    if unfilled:
        return NotJudged(f"“{_name(unfilled)}”等整行或整列没有填写", options.blank, 1, unfilled.place)
    odd = next((cell for cell in cells if _malformed(cell)), None)
    if odd:
        return NotJudged(f"“{_name(odd)}”填写的不是不小于0的整数", options.malformed, 1, odd.place)
    return _problem(ground, key, left, right, sides, balance, len(blanks))


def _empty_sum(table: BoundTable, side: tuple[Term, ...]) -> BoundCell | None:
    """A blank cell on a side that holds no figure at all, or is a sum of its own (a whole column of sums
    may be left blank)."""
    cells = [cell for term in side for cell in term.cells]
    if cells and all(cell.figure.missing for cell in cells):
        return cells[0]
    return next((cell for cell in cells if cell.figure.missing and _row_filled(table, cell)), None)


def _row_filled(table: BoundTable, cell: BoundCell) -> bool:
    """Whether a blank cell is the last of a row whose other figures do not add up to nothing: a sum."""
    row = table.by_name.get(cell.row)
    if row is None or not row.cells or row.cells[-1].column != cell.column:
        return False
    return any(other.figure.value for other in row.cells[:-1])


def _malformed(cell: BoundCell) -> bool:
    value = cell.figure.value
    return value is not None and (value < 0 or value != value.to_integral_value())


def _shares(table: BoundTable, side: tuple[Term, ...], sign: int) -> Iterator[Share]:
    for term in side:
        for cell in term.cells:
            value = cell.figure.value or Decimal(0)
            yield Share(table.term.name, cell.row, cell.column, sign * term.factor, value, cell.place)


def _problem(ground: Ground, key: str, left: tuple[Term, ...], right: tuple[Term, ...],
             sides: tuple[Decimal, ...], balance: Balance, blanks: int) -> Problem:
    options, cell = ground.options, _main_cell(left, right)
    where = {"row": cell.place.row, "column": cell.place.column}.get(options.each, "")
    facts = {
        "past": ground.past.name if ground.past and options.relation.past else "",
        "left": sides[0], "right": sides[1], "difference": abs(sides[0] - sides[1]),
        "left_terms": terms(left), "right_terms": terms(right), "where": where or key,
        "sign": options.relation.sign, "relation": options.relation.text, "blanks": blanks,
        "condition": condition(ground.table, options.given),
        "note": "（空白格按0计算）" if blanks else "", "hint": (), "also": (), "suspect": (),
        "inferred": "",
    }
    related = tuple(Related(share.place, f"{_title(share)} {share.value}") for share in balance.shares
                    if share.place.origin != cell.place.origin and (share.value or len(balance.shares) <= 7))
    evidence = f"{options.relation.text}|{key}|{cell.figure.raw.strip()}"
    lesser = Level.WARNING if options.main and key != options.main else None
    return Problem(cell.place, facts, related, evidence, None if options.relation.past else balance, lesser)


def _main_cell(left: tuple[Term, ...], right: tuple[Term, ...]) -> BoundCell:
    """Where a broken relation is shown: the figure that stands alone, the right one first."""
    sides = [side for side in (right, left) if len(side) == 1 and side[0].cells]
    terms = sides[0] if sides else tuple(term for term in (*right, *left) if term.cells)
    return terms[0].cells[-1]


def _title(share: Share) -> str:
    return "—".join(part for part in (share.place.row, share.place.column) if part)


def _name(cell: BoundCell) -> str:
    return "—".join(part for part in (cell.place.row, cell.place.column) if part)
