"""A table carries the remark that the form prints in it."""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..terms import BoundTable, View
from ..wording import bare
from . import option

_CUT = 2
"""Letters that may be lost of a remark that is whole."""


@dataclass(frozen=True, slots=True)
class Options:
    table: str = option("哪张表；要有的说明写在表样的 note 里", names="table")
    wording: str = option("说明后面的话；写全了而字句不同的也报告", "")


FACTS = {"title": "表的名称", "note": "要有的说明", "raw": "字句不同的说明，没有则为空"}


def check(view: View, options: Options) -> Iterator[Outcome]:
    table = view.tables.get(options.table)
    if table is None or not table.present or not table.term.note:
        return
    wanted = bare(table.term.note)
    home = view.section(table.term.section)
    grids = (*table.grids, *(grid for grid in (home.section.grids if home else ()) if grid.unread))
    texts = [cell.text.value for grid in table.grids for row in grid.rows for cell in row]
    texts += [text.value for text in home.section.texts] if home else []
    if any(wanted in bare(text) for text in texts):
        raw = _altered([text for text in dict.fromkeys(texts) if wanted in bare(text)], wanted, bare(options.wording))
        yield Problem(table.place, {**_facts(table), "raw": raw}, evidence=raw) if raw else Holds()
    elif unread := next((grid.unread for grid in grids if grid.unread), ""):
        yield NotJudged(f"{table.term.title}的{unread}。")
    else:
        yield Problem(table.place, {**_facts(table), "raw": ""})


def _facts(table: BoundTable) -> dict[str, str]:
    return {"title": table.term.title, "note": table.term.note}


def _altered(notes: list[str], wanted: str, wording: str) -> str:
    """The remark where it is as long as the form's, but says something else; "" where it is right or cut off."""
    if any(wording in bare(note) for note in notes):
        return ""
    return next((" ".join(note.split()) for note in notes if len(bare(note)) + _CUT >= len(wanted) + len(wording)), "")
