"""What lines of text are made of: pieces with their place, put together to Text and Grid."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..figures import FigureKind, read_figure
from ..limits import LIMITS, Limits
from ..model import Cell, Grid, Line, Origin, Segment, Text
from ..patterns import compiled
from ..records import dataclass
from .bounds import guarded_lines

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad\0"
WHITE = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + INVISIBLE + "".join(
    map(chr, range(0x2000, 0x200B)))
"""What is stripped from the ends of lines and cells: all white space, and characters of no width."""

BLANK = WHITE.replace("\t", "")
"""White space other than the tab, which separates cells."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand side by side in one line of the file; `line` and `column` count from 1."""

    line: int
    column: int
    text: str


RawCell = list[Piece]  # pieces on different lines are parts of one cell with a line break between them
RawRow = list[RawCell]
Render = Callable[[Sequence[Piece]], Text]


def physical_lines(text: str, limits: Limits = LIMITS) -> list[str]:
    """The lines of a file without their ends; a last line end begins no line. Raises ReadError for too many."""
    lines = guarded_lines(text, limits)
    if not lines[-1]:
        lines.pop()
    return lines


def piece(line: int, column: int, raw: str) -> Piece:
    """`raw`, which begins at `column`, without the white space around it; blank: empty, at `column`."""
    text = raw.lstrip(WHITE)
    if not text:
        return Piece(line, column, "")
    return Piece(line, column + len(raw) - len(text), text.rstrip(WHITE))


def plain(pieces: Sequence[Piece]) -> Text:
    """The pieces as they are, a line break between pieces of different lines."""
    if len(pieces) == 1:
        only = pieces[0]
        return Text(only.text, (Segment(0, only.line, only.column),))
    return joined(pieces)


def joined(pieces: Iterable[Piece]) -> Text:
    """Pieces put together; those of one line without, those of different lines with a line break between."""
    value: list[str] = []
    segments: list[Segment] = []
    length, last = 0, 0
    for part in pieces:
        line, column, text = part.line, part.column, part.text
        if not text:
            last = last or line
            segments = segments or [Segment(0, line, column)]
            continue
        if length and line != last:
            value.append("\n")
            length += 1
        if segments and not length:
            segments.clear()
        segments.append(Segment(length, line, column))
        value.append(text)
        length, last = length + len(text), line
    return Text("".join(value), tuple(segments))


def line_of(number: int, raw: str, chrome: bool = False) -> Line:
    """A line of the file as a block of its own."""
    return Line(plain((piece(number, 1, raw),)), 0, chrome)


def grid(rows: Sequence[RawRow], number: int, render: Render) -> Grid:
    """Rows as found, each cell in one slot."""
    made = tuple([
        tuple([Cell(render(cell), r, c) for c, cell in enumerate(row)]) for r, row in enumerate(rows)])
    first, last = made[0][0].text, made[-1][-1].text.origin()
    start = first.segments[0]
    return Grid(made, number, Origin(start.line, start.column, last.end_line, last.end_column, table=number))


def words(cell: RawCell) -> str:
    """What stands in a cell, without line breaks."""
    return cell[0].text if len(cell) == 1 else "".join(part.text for part in cell)


_SECTION = compiled(
    r"(?:第?[〇零一二三四五六七八九十]{1,3}[、.．，,：:]|第[一二三四五六七八九十]{1,3}[章节部]|[（(][一二三四五六七八九十]{1,3}[）)])")
_SENTENCE_END = ("。", "；", "：", ";", ":", "！", "？")


def section_like(text: str) -> bool:
    """Whether a line begins as numbered headings do: 一、 （一） 第一部分."""
    return bool(_SECTION.match(text))


def prose_like(text: str) -> bool:
    """Whether words are sentences rather than a label or a figure."""
    return len(text) > 30 and (len(text) > 80 or "。" in text)


def sentence(text: str) -> bool:
    """Whether a line is, or ends, a sentence, however short."""
    return prose_like(text) or text.endswith(_SENTENCE_END) or "。" in text


def complete(text: str) -> bool:
    """Whether a cell holds a whole figure or mark, so that words after it hardly go on with it."""
    if len(text) > 20 or _SECTION.match(text):
        return False
    figure = read_figure(text)
    if figure.kind is FigureKind.REMARKED:
        return figure.unit[:1] not in "、)" and len(figure.unit) <= 12
    return figure.kind in (FigureKind.NUMBER, FigureKind.MARK)


def blank_or_complete(cell: RawCell) -> bool:
    text = words(cell)
    return not text or complete(text)
