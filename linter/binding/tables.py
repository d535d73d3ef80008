"""Which grids of a report are which table of the form, and what is left unread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..figures import FigureKind
from ..findings import Place
from ..model import Document, Grid, Line, Section, Text
from ..patterns import compiled
from ..records import replace
from ..terms import BoundSection, BoundTable, TableTerm, Template
from ..wording import bare
from .across import bind_across
from .copies import without_copies
from .labels import unnumbered
from .loose import loose_grid
from .matrix import bind_matrix
from .pairs import bind_pairs
from .stacked import bind_stacked

_RUN_TOGETHER = 5
"""From this many of a table's labels in running text on, the text is a table without cells."""
_TOGETHER = "文字连成一片，没有单元格，数字无法对应到行和列"
_FIGURES = compiled(r"(?:[\d.,]{1,12}\s{1,9}){7}[\d.,\s]{1,200}")
"""So is text with as many figures in a row, and two of the table's labels before or behind them."""


def bind_tables(document: Document, template: Template,
                sections: tuple[BoundSection, ...]) -> Mapping[str, BoundTable]:
    """Every table of the form, those that are not there included."""
    homes = {bound.term.name: bound for bound in reversed(sections) if bound.term}
    shares = _assign(document, template, homes)
    captions = _captions(document)
    loose = {term.name: shares[term.name] or _loose_grids(term, homes.get(term.section), len(document.grids))
             for term in template.tables}
    found = {term.name: without_copies(term, loose[term.name]) for term in template.tables}
    return {term.name: replace(_bind(term, found[term.name][0], captions, homes.get(term.section), document),
                               copies=found[term.name][1]) for term in template.tables}


def _bind(term: TableTerm, grids: tuple[Grid, ...], captions: Mapping[int, str], home: BoundSection | None,
          document: Document) -> BoundTable:
    section = home.place.section if home else ""
    place = replace(home.place, table=term.title) if home else Place(table=term.title)
    unread = _unread(home, document)
    if not grids:
        reason, picture = unread or _loose_text(term, home, document), _picture(home)
        if reason or not picture:
            return BoundTable(term, place, unreadable=reason)
        return BoundTable(term, replace(place, origin=picture.origin), unreadable=picture.unread)
    bound = _bound(term, grids, captions, section)
    return BoundTable(term, place, unreadable=unread) if unread and not _whole(bound) else bound


def _bound(term: TableTerm, grids: tuple[Grid, ...], captions: Mapping[int, str], section: str) -> BoundTable:
    if term.layout == "across":
        names = tuple(captions.get(grid.number, "") for grid in grids)
        return bind_across(term, grids, names, section)
    if term.layout == "stacked":
        return bind_stacked(term, grids, section)
    if term.layout == "pairs":
        return bind_pairs(term, grids, section)
    return bind_matrix(term, grids, section)


def _unread(home: BoundSection | None, document: Document) -> str:
    """Why a table of that section, or of the file, could not be read; "" for none such."""
    blocks = [g for g in home.section.grids if g.rows] if home else [
        block for block in document.source.blocks if isinstance(block, Grid) or block.text.value]
    return next((block.unread for block in blocks if block.unread), "")


def _picture(home: BoundSection | None) -> Grid | None:
    """The first picture in a section."""
    return next((grid for grid in home.section.grids if not grid.rows), None) if home else None


def _whole(table: BoundTable) -> bool:
    """Whether all of a table is there, each figure in a cell of its own, and nothing else: then its cells are the
    author's all the same."""
    lacking = table.missing_rows or table.missing_columns or table.missing_blocks or table.unreadable or table.strange
    figures = [cell.cell for cell in table.cells.values()]
    return not lacking and len({*map(id, figures)}) == len(figures) and all(
        row.term and not row.short for row in table.rows) and all(
        cell.figure.kind not in (FigureKind.TEXT, FigureKind.BLANK) and cell.cell.rowspan == 1
        for cell in table.cells.values())


# ---- which grid is which table --------------------------------------------------------------------


def labels_of(term: TableTerm) -> frozenset[str]:
    """Every label of a table, bare, with and without its number."""
    printed = [label for row in term.rows for label in (row.label, *row.aliases)]
    printed += [label for group in term.groups for label in (group.label, *group.aliases)]
    for block in term.blocks:
        printed += [block.label, *block.aliases]
        printed += [label for c in block.columns for label in (c.label, c.parent, *c.aliases)]
    return frozenset(words for label in printed if label for words in (bare(label), unnumbered(label)))


def _assign(document: Document, template: Template,
            homes: Mapping[str, BoundSection]) -> Mapping[str, tuple[Grid, ...]]:
    words = {term.name: labels_of(term) for term in template.tables}
    shares: dict[str, list[Grid]] = {term.name: [] for term in template.tables}
    for grid in document.grids:
        if grid.unread and grid.width == 1:
            continue
        found = {bare(cell.text.value) for row in grid.rows for cell in row}
        scored = [(len(found & words[term.name]), _at_home(grid, homes.get(term.section)), -index)
                  for index, term in enumerate(template.tables)]
        best = max(scored, default=(0, False, 0))
        if best[0] >= 2 or (best[0] == 1 and best[1]):
            shares[template.tables[-best[2]].name].append(grid)
    return {name: tuple(grids) for name, grids in shares.items()}


def _at_home(grid: Grid, home: BoundSection | None) -> bool:
    return home is not None and any(grid is own for own in home.section.grids)


def _captions(document: Document) -> Mapping[int, str]:
    """Per number of a grid the line above it."""
    found: dict[int, str] = {}
    above = ""
    for block in document.source.blocks:
        if isinstance(block, Line):
            above = block.text.value if block.text.value.strip() else above
        else:
            found[block.number] = above
            above = ""
    return found


# ---- tables that have lost their cells ------------------------------------------------------------


def _loose_text(term: TableTerm, home: BoundSection | None, document: Document) -> str:
    """Why a table cannot be read whose labels stand in running text; "" for too few to be a table."""
    texts = home.section.texts if home else _all_texts(document)
    words = bare("".join(text.value for text in texts))
    labels = {bare(row.label) for row in term.rows} | {bare(c.label) for c in term.columns}
    hits = sum(1 for label in labels if len(label) > 2 and label in words)
    if hits >= min(_RUN_TOGETHER, len(labels)):
        return _TOGETHER
    rows = [found[0].split() for text in texts if (found := _FIGURES.search(text.value))]
    known = sum(1 for label in labels_of(term) if len(label) > 2 and label in words)
    return _TOGETHER if rows and known > 1 else ""


def _loose_grids(term: TableTerm, home: BoundSection | None, before: int) -> tuple[Grid, ...]:
    grid = loose_grid(term, tuple(_loose_texts(home.section)), before + 1) if home else None
    return (grid,) if grid else ()


def _loose_texts(section: Section) -> Iterator[Text]:
    """A section's prose and the lines of tables without cells."""
    for item in section.content:
        if not isinstance(item, Grid):
            yield item.text
        elif item.unread and item.width == 1:
            yield from (row[0].text for row in item.rows)


def _all_texts(document: Document) -> tuple[Text, ...]:
    return tuple(b.text for b in document.source.blocks if isinstance(b, Line) and not b.chrome)
