"""A table carries the remark that the form prints in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..terms import View
from ..wording import bare
from . import option


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表；要有的说明写在表样的 note 里", names="table")


FACTS = {"title": "表的名称", "note": "要有的说明"}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present or not table.term.note:
        return
    wanted = bare(table.term.note)
    home = view.section(table.term.section)
    texts = [cell.text.value for grid in table.grids for row in grid.rows for cell in row]
    texts += [text.value for text in home.section.texts] if home else []
    if any(wanted in bare(text) for text in texts):
        yield Holds()
    elif unread := next((grid.unread for grid in table.grids if grid.unread), ""):
        yield NotJudged(f"{table.term.title}的{unread}。")
    else:
        yield Problem(table.place, {"title": table.term.title, "note": table.term.note})
