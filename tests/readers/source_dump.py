"""A source as lines of text, to compare with what is expected.

    M key = value                       metadata
    R words                             a remark
    L line:column words                 a line; `#2` before the words: heading of level 2, `~`: chrome, `?`: unread
    T 3 rows, 4 wide @ line:column-line:column
      row,column line:column-line:column words     ⏎ is a line break inside
"""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.model import Grid, Line, Origin, Source


def dump(source: Source) -> str:
    return "\n".join(_lines(source)) + "\n"


def _lines(source: Source) -> Iterator[str]:
    yield from (f"M {key} = {value}" for key, value in source.metadata)
    yield from (f"R {remark}" for remark in source.remarks)
    for block in source.blocks:
        if isinstance(block, Grid):
            yield from _grid(block)
        else:
            yield _line(block)


def _line(block: Line) -> str:
    place = block.text.origin()
    mark = f"#{block.level} " if block.level else "~ " if block.chrome else "? " if block.unread else ""
    return f"L {place.line}:{place.column} {mark}{_shown(block.text.value)}".rstrip()


def _grid(block: Grid) -> Iterator[str]:
    yield f"T {len(block.rows)} rows, {block.width} wide @ {_place(block.origin)}"
    for r, row in enumerate(block.rows):
        for c, cell in enumerate(row):
            yield f"  {r},{c} {_place(cell.text.origin())} {_shown(cell.text.value)}".rstrip()


def _place(place: Origin) -> str:
    return f"{place.line}:{place.column}-{place.end_line}:{place.end_column}"


def _shown(words: str) -> str:
    return words.replace("\n", "⏎").replace("\t", "⇥")
