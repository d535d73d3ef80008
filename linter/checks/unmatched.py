"""What checks of a table's rows share: copies of a table, and rows under another name. Not a kind.

A label is forgiven what is left out of it or added to it; other letters in it are told (`misspelt`).

One cause gives one finding: a row of another name in a missing row's place is that row's fault, and a table
in a section that stands there twice is that section's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..findings import NotJudged, Outcome, Place, Problem, Related
from ..model import Grid
from ..patterns import compiled
from ..terms import BoundRow, BoundSection, BoundTable, ColumnTerm, GroupTerm, RowTerm, View
from ..wording import bare

_REMARK = compiled(r"[（(][^（）()]{2,}[）)]\s*$")
_NUMBER = compiled(r"^[一二三四五六七八九十]+")
_NUMERALS = str.maketrans("123456789", "一二三四五六七八九")
_WORD = 2          # letters of a word whose loss turns the sense
_REMARKED = 3      # letters that may be added behind a label


def copies(view: View, table: BoundTable, twice: str) -> Iterator[tuple[Place, tuple[Related, ...]] | NotJudged]:
    """The place of each copy of a table with the first one related; not judged where `twice` reports the
    section that it stands in."""
    for grid in table.copies:
        place = Place(grid.origin, table.place.section, table.term.title)
        if twice and _in_repeated_section(view, grid):
            yield NotJudged(f"{table.term.title}所在的部分重复出现，没有核对", twice, 0, place)
        else:
            yield place, (Related(table.place, "第一次出现"),)


def _in_repeated_section(view: View, grid: Grid) -> bool:
    seen: set[str] = set()
    for bound in view.sections:
        again = bound.term is not None and bound.term.name in seen
        if any(grid is own for own in bound.section.grids):
            return again
        if bound.term:
            seen.add(bound.term.name)
    return False


def elsewhere(view: View, table: BoundTable) -> BoundSection | None:
    """The section with another table of the form by right that this table stands in, while its own section is
    there, in its order, and has none of it."""
    tabled = {term.section for term in view.template.tables}
    home = view.section(table.term.section)
    sections = [bound for bound in view.sections if any(grid is own for grid in table.grids
                                                        for own in bound.section.grids)]
    if home is None or not sections or any(bound.term is home.term for bound in sections):
        return None
    return next((bound for bound in sections if bound.term and bound.term.name in tabled
                 and _in_order(view, home, bound)), None)


def _in_order(view: View, *bounds: BoundSection) -> bool:
    """Whether these sections stand as their numbers say."""
    standing = [bound.term.ordinal for bound in view.sections if bound.term and any(bound is own for own in bounds)]
    return standing == sorted(standing)


def stand_ins(table: BoundTable) -> Mapping[str, BoundRow]:
    """Missing rows of the form by name, each with the row of another name (an unknown one, or that of a row
    above once more) that stands in its place: as many such rows between two known ones as are missing between
    them, in the same group."""
    order = {term.name: index for index, term in enumerate(table.term.rows)}
    terms, found = table.term.rows, dict[str, BoundRow]()
    last, unknown = -1, list[BoundRow]()
    for row in (*table.rows, None):
        if row is not None and (row.term is None or row.repeats):
            unknown.append(row)
            continue
        here = order[row.term.name] if row and row.term else len(terms)
        missing = [term for term in terms[last + 1:here] if term.name not in table.by_name]
        if unknown and len(unknown) == len(missing):
            groups = _groups(table)
            if all(not old.group or old.group in groups[term.name] for old, term in zip(unknown, missing, strict=True)):
                found.update((term.name, old) for old, term in zip(unknown, missing, strict=True))
        last, unknown = max(last, here) if here < len(terms) else last, []
    return found


def _groups(table: BoundTable) -> Mapping[str, tuple[str, ...]]:
    """Per row the names of the groups and of the block it stands in."""
    return {row.name: (*row.group, block.name) for block in table.term.blocks for row in block.rows}


def misspelt(label: str, term: RowTerm | ColumnTerm | GroupTerm, turning: str) -> str:
    """What is wrong in the printed label of a row or column: "sense" where one of the letters `turning` stands for
    another of them (本年 for 上年), or one of those behind its bar is lost or added (掌握 for 不掌握), "letter" where
    other letters stand or the number is another; "" where it is the form's but for what is left out or added."""
    words = bare(label)
    if not words or words in map(bare, (term.label, *term.aliases)):
        return ""
    printed = _plain(label)
    wanted = min(map(_plain, (term.label, *term.aliases)), key=lambda known: _apart(printed, known))
    return _slip(printed, _plain(term.label), turning) and _slip(printed, wanted, turning)


def _apart(one: str, two: str) -> int:
    """How many letters two labels do not share."""
    return len(one) + len(two) - 2 * sum(min(one.count(sign), two.count(sign)) for sign in set(one))


def _plain(label: str) -> str:
    """A label's words without the remark in brackets behind them, digits as Chinese numerals."""
    return bare(_REMARK.sub("", label)).translate(_NUMERALS)


def _slip(printed: str, wanted: str, turning: str) -> str:
    from difflib import SequenceMatcher  # most labels are the form's

    one, two = _NUMBER.sub("", printed), _NUMBER.sub("", wanted)
    if one == two:
        return "letter" if one != printed and two != wanted and printed != wanted else ""
    found = "letter" if len(one) == len(two) and sorted(one) != sorted(two) else ""
    for tag, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag != "equal" and _turned(one[a:b], two[c:d], *turning.split("|", 1)):
            return "sense"
        doubled = b - a > 1 and one[a:b] == one[2 * a - b:a]
        added = tag == "delete" and c and (doubled or b - a > _REMARKED)
        found = "letter" if tag == "replace" or added else found
    return found


def _turned(printed: str, wanted: str, changing: str, negating: str = "") -> bool:
    """Whether letters that stand for others, or for none, turn the sense."""
    if not printed or not wanted:
        return len(printed + wanted) <= _WORD and any(sign in negating for sign in printed + wanted)
    here, there = ({sign for sign in part if sign in changing + negating} for part in (printed, wanted))
    return bool(here and there) and not here | there <= set(negating)


def told(table: BoundTable, slips: Iterable[Problem]) -> Iterator[Outcome]:
    """Slips in labels; in a table that is read though the reader doubts its cells they may be its own: not judged."""
    if not any(grid.unread for grid in table.grids):
        yield from slips
    elif count := sum(1 for _ in slips):
        yield NotJudged(f"{table.term.title}的框线不全，行名、列名的用字没有核对", "", count, table.place)
