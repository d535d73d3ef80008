"""The command `parse`: a report as the program understood it, for finding out why it judged as it did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from .. import engine
from ..configuration.governing import STDIN, Governor, rules_for
from ..configuration.selection import edition_known
from ..display import ljust, printable, safe_name, width
from ..errors import ReadError, UsageError
from ..model import Content, Document, Grid, Heading, Origin, Paragraph, Period
from ..reporters.json import encode, plain
from ..terms import BoundRow, BoundTable, View
from ..typenames import TYPE_CHECKING, Any
from . import console
from .examiner import content

if TYPE_CHECKING:
    from argparse import Namespace

_SHOWN = 60  # columns of a paragraph


def parse(options: Namespace) -> int:
    """Writes the tree, as text or JSON. Raises UsageError for a file that cannot be read."""
    ruleset, known = rules_for(options, options.path)
    edition = options.edition or known.settings.edition
    edition_known(ruleset, edition)
    name = (options.stdin_filename or "stdin") if options.path == STDIN else options.path
    limits = Governor(options).limits(options.path)
    try:
        document, view = engine.understand(name, content(options.path, limits), ruleset, edition, limits)
    except ReadError as error:
        raise UsageError(f"{safe_name(name)}: {error.reason}") from None
    if options.format == "json":
        console.emit(encode(as_data(name, document, view)))
    else:
        console.emit("".join(f"{line}\n" for line in as_text(name, document, view)))
    return 0


# ---- text ------------------------------------------------------------------------------------------


def as_text(name: str, document: Document, view: View | None) -> Iterator[str]:
    """The tree, indented; at the left the line, or the paragraph of a file without lines."""
    source = document.source
    encoding = f"，编码 {source.encoding}" if source.encoding else ""
    yield f"{safe_name(name)}（{source.format}{encoding}）"
    yield from (f"  说明：{printable(remark)}" for remark in (*source.remarks, *document.remarks))
    if document.title:
        title = document.title
        year = title.year or "未识别"
        yield _line(title.origin, 1, f"标题：{title.text}（机关：{title.agency or '未识别'}，年份：{year}）")
    else:
        yield "  没有识别出标题"
    if view:
        yield f"  按{view.template.title}理解" + (f"，机关类型：{view.organ}" if view.organ else "")
    yield from (_line(period.origin, 1, f"统计期限：{period.raw}") for period in document.periods)
    tables = _tables(view)
    yield from _contents("前言", document.preface, tables)
    for index, section in enumerate(document.sections):
        yield _line(section.heading.text.origin(), 1, _heading(section.heading) + _term(view, index))
        yield from (line for item in section.content for line in _content(item, tables))
    yield from _elsewhere(document, tables)


def _contents(name: str, items: tuple[Content, ...], tables: dict[int, BoundTable]) -> Iterator[str]:
    if items:
        yield _line(Origin(), 1, name)
        yield from (line for item in items for line in _content(item, tables))


def _elsewhere(document: Document, tables: dict[int, BoundTable]) -> Iterator[str]:
    """Tables of the form that stand in no section."""
    placed = {
        item.number
        for items in (document.preface, *(section.content for section in document.sections))
        for item in items
        if isinstance(item, Grid)
    }
    for grid in document.grids:
        if grid.number in tables and grid.number not in placed:
            yield from _content(grid, tables)


def _term(view: View | None, index: int) -> str:
    bound = view.sections[index] if view and index < len(view.sections) else None
    if bound is None:
        return ""
    return f"  [{bound.term.name}]" if bound.term else "  [格式中没有这个部分]"


def _content(item: Content, tables: dict[int, BoundTable]) -> Iterator[str]:
    if isinstance(item, Heading):
        yield _line(item.text.origin(), 1 + item.level, _heading(item))
    elif isinstance(item, Paragraph):
        yield _line(item.text.origin(), 2, _short(item.text.value))
    elif item.number in tables:
        yield from _table(tables[item.number], item)
    elif not item.rows:
        yield _line(item.origin, 2, "图片：没有读取")
    elif not item.number:
        yield _line(item.origin, 2, f"读不出的表（{len(item.rows)}行文字）：{item.unread}")
    else:
        yield _line(item.origin, 2, f"第{item.number}个表：{len(item.rows)}行{item.width}列，不是格式中的表")


def _table(table: BoundTable, grid: Grid) -> Iterator[str]:
    if grid is not table.grids[0] and grid.number != table.grids[0].number:
        yield _line(grid.origin, 2, f"第{grid.number}个表：{table.term.title}的后续部分")
        return
    yield _line(grid.origin, 2, f"{table.term.title}（{table.term.name}）")
    if table.unreadable:
        yield _line(Origin(), 3, f"无法核对：{table.unreadable}")
    longest = max((width(_label(row)) for row in table.rows), default=0)
    rows = [[f"{cell.column}={_short(cell.figure.raw) or '空'}" for cell in row.cells] for row in table.rows]
    widths = [max(map(width, column)) for column in zip_longest(*rows, fillvalue="")]
    for row, cells in zip(table.rows, rows, strict=True):
        aligned = "  ".join(ljust(cell, columns) for cell, columns in zip(cells, widths, strict=False))
        yield _line(row.place.origin, 3, f"{ljust(_label(row), min(longest, 24))}  {aligned}")
    missing = [
        *(f"行“{term.label}”" for term in table.missing_rows),
        *(f"列“{column.label}”" for _, column in table.missing_columns),
    ]
    if missing:
        yield _line(Origin(), 3, f"缺少：{'、'.join(missing)}")


def _label(row: BoundRow) -> str:
    return row.key if row.term else f"“{printable(row.label)}”（格式中没有）"


def _heading(heading: Heading) -> str:
    return _short(heading.text.value)


def _short(text: str) -> str:
    """The text in one line, cut at some columns."""
    line = " ".join(printable(text).split())
    if width(line) <= _SHOWN:
        return line
    kept = line[:_SHOWN]
    while width(kept) > _SHOWN - 1:
        kept = kept[:-1]
    return f"{kept}…（共{len(line)}字）"


def _line(origin: Origin, depth: int, words: str) -> str:
    number = str(origin.line or origin.paragraph or "")
    return f"{number:>6}  {'  ' * depth}{words}".rstrip()


def _tables(view: View | None) -> dict[int, BoundTable]:
    """The form's tables by the numbers of the grids that they were found in."""
    found = view.tables.values() if view else ()
    return {grid.number: table for table in found for grid in table.grids}


# ---- data ------------------------------------------------------------------------------------------


def as_data(name: str, document: Document, view: View | None) -> dict[str, Any]:
    """The tree as JSON knows it, nothing shortened; figures as written and as numbers."""
    title = document.title
    return {
        "version": 1,
        "name": safe_name(name),
        "format": document.source.format,
        "encoding": document.source.encoding,
        "remarks": [*document.source.remarks, *document.remarks],
        "edition": view.template.id if view else "",
        "organ": view.organ if view else "",
        "year": document.year,
        "title": None
        if title is None
        else {
            "text": title.text,
            "agency": title.agency,
            "year": title.year,
            "wording": title.wording,
            "origin": plain(title.origin),
        },
        "periods": [_period(period) for period in document.periods],
        "preface": _items(document.preface),
        "sections": [
            {
                "heading": _item(section.heading),
                "term": _term_name(view, index),
                "content": _items(section.content),
            }
            for index, section in enumerate(document.sections)
        ],
        "tables": [_table_data(table) for table in (view.tables.values() if view else ())],
    }


def _term_name(view: View | None, index: int) -> str:
    bound = view.sections[index] if view and index < len(view.sections) else None
    return bound.term.name if bound and bound.term else ""


def _period(period: Period) -> dict[str, Any]:
    return {
        "raw": period.raw,
        "start": plain(period.start),
        "end": plain(period.end),
        "origin": plain(period.origin),
    }


def _items(items: Iterable[Content]) -> list[dict[str, Any]]:
    return [_item(item) for item in items]


def _item(item: Content) -> dict[str, Any]:
    if isinstance(item, Grid):
        rows = [[cell.text.value for cell in row] for row in item.rows]
        return {"kind": "table", "number": item.number, "rows": rows, "origin": plain(item.origin)}
    words = {"text": item.text.value, "origin": plain(item.text.origin())}
    if isinstance(item, Heading):
        return {
            "kind": "heading",
            "level": item.level,
            "number": item.number,
            "ordinal": item.ordinal,
            "title": item.title,
            **words,
        }
    return {"kind": "paragraph", **words}


def _table_data(table: BoundTable) -> dict[str, Any]:
    return {
        "name": table.term.name,
        "title": table.term.title,
        "grids": [grid.number for grid in table.grids],
        "unreadable": table.unreadable,
        "missing_rows": [term.name for term in table.missing_rows] if table.present else [],
        "missing_columns": [column.name for _, column in table.missing_columns],
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: BoundRow) -> dict[str, Any]:
    return {
        "name": row.term.name if row.term else "",
        "label": row.label,
        "group": row.group,
        "cells": [
            {
                "column": cell.column,
                "raw": cell.figure.raw,
                "kind": cell.figure.kind.value,
                "value": plain(cell.figure.value),
                "origin": plain(cell.place.origin),
            }
            for cell in row.cells
        ],
    }
