"""No figure of a table is left blank or given as a mark for none; one problem a table. Words are another
kind's business (`cell_value`)."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import FigureKind
from ..findings import Holds, Outcome, Problem, Related
from ..records import dataclass
from ..terms import BoundCell, BoundTable, View
from . import option


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表", names="table")
    shown: int = option("消息中举几个例子", 3)


FACTS = {
    "title": "表的名称",
    "count": "没有填数字的格数",
    "blank": "其中空白的格数",
    "marked": "其中填了“/”“-”“无”一类的格数",
    "total": "应填数字的格数",
    "examples": "前几个格的行名、列名和内容",
}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present:
        return
    cells = [cell for cell in table.cells.values()
             if table.term.values(cell.row, cell.column) != "word"]
    empty = [cell for cell in cells if cell.figure.missing]
    yield Holds(len(cells) - len(empty))
    if empty:
        yield _problem(table, empty, len(cells), options.shown)


def _problem(table: BoundTable, empty: list[BoundCell], total: int, shown: int) -> Problem:
    blank = sum(1 for cell in empty if cell.figure.kind is FigureKind.BLANK)
    facts = {
        "title": table.term.title, "count": len(empty), "blank": blank, "marked": len(empty) - blank,
        "total": total, "examples": "、".join(_example(cell) for cell in empty[:shown]),
    }
    related = tuple(Related(cell.place, _example(cell)) for cell in empty[1:10])
    return Problem(empty[0].place, facts, related, ",".join(f"{c.row}.{c.column}" for c in empty[:20]))


def _example(cell: BoundCell) -> str:
    raw = "".join(cell.figure.raw.split())
    return f"“{cell.place.row}—{cell.place.column}”" + (f"为“{raw}”" if raw else "空白")
