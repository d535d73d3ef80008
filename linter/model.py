"""A report as data: what was read, where each word of it stands, and how it is divided.

Imports nothing of ours but the type of what a document hands on. Lines, columns, paragraphs, tables, rows,
cells and pages count from 1, columns in code points; 0 means that the format has no such thing. Offsets into
a text count from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property

from .records import dataclass, field, replace
from .typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from .counts import Breakdown, Count


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something stands in its file.

    Text, Markdown and HTML: `line`, `column`, and `end_line`, `end_column` just behind the last
    character. Word and the like: `paragraph` (the how-manieth outside tables) or `table`, `row`,
    `cell` (grid row and grid column of the how-manieth table), with `offset` and `length` of the
    words within that paragraph's or cell's text. PDF and OFD: the same, with `page` and `box`
    (left, top, right, bottom in points from the page's upper left corner).
    """

    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    cell: int = 0
    offset: int = 0
    length: int = 0
    page: int = 0
    box: tuple[float, float, float, float] | None = None


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Segment:
    """From offset `start` of a text on, its characters stand one after the other from `line`, `column`."""

    start: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Text:
    """Words and where each of them stands.

    `segments` (text formats; sorted by `start`, the first at 0) say where runs of characters stand;
    without them all of the text stands at `base` (Word, PDF), from its `offset` on. A line break inside
    is one "\\n".
    """

    value: str
    segments: tuple[Segment, ...] = ()
    base: Origin = NOWHERE

    def origin(self, start: int = 0, end: int | None = None) -> Origin:
        """The place of the characters from `start` up to and without `end` (default: all)."""
        stop = len(self.value) if end is None else end
        if not self.segments:
            return replace(self.base, offset=self.base.offset + start, length=max(0, stop - start))
        line, column = self._position(start)
        offset = self.base.offset + start
        if stop <= start:
            return Origin(line, column, line, column, self.base.paragraph, self.base.table,
                          self.base.row, self.base.cell, offset, 0)
        end_line, end_column = self._position(stop - 1)
        return Origin(line, column, end_line, end_column + 1, self.base.paragraph, self.base.table,
                      self.base.row, self.base.cell, offset, stop - start)

    def slice(self, start: int, end: int | None = None) -> Text:
        """The characters from `start` up to and without `end` as a text of their own, where they stand."""
        stop = len(self.value) if end is None else min(end, len(self.value))
        base = replace(self.base, offset=self.base.offset + start)
        if not self.segments:
            return Text(self.value[start:stop], (), base)
        line, column = self._position(start)
        first = bisect_right(self.segments, start, key=lambda s: s.start)
        last = bisect_left(self.segments, stop, key=lambda s: s.start)
        rest = (Segment(s.start - start, s.line, s.column) for s in self.segments[first:last])
        return Text(self.value[start:stop], (Segment(0, line, column), *rest), base)

    def _position(self, offset: int) -> tuple[int, int]:
        found = self.segments[bisect_right(self.segments, offset, key=lambda s: s.start) - 1]
        return found.line, found.column + offset - found.start


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or one line of plain text.

    `level` is the heading level that the format itself states (Markdown #, HTML h1, Word "Heading 1"),
    0 for none. `chrome` is true of what the format marks as not of the text (page header, footer,
    navigation, a file's own metadata lines). `unread` says, of words in a table whose cells could not be told
    apart, why not; they are no prose. Without words it is a picture in the place of a table.
    """

    text: Text
    level: int = 0
    chrome: bool = False
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid, at its first row and column (from 0), covering `rowspan` × `colspan` slots."""

    text: Text
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A whole table. Each row lists the cell of every slot; a merged cell stands in all its slots.

    Rows may differ in width where the format does not say how cells are merged (`ragged`).
    `number` is the how-manieth table of the file. `unread` says why its cells may be others than the
    author's; a single column of lines with `number` 0 is a table of which no cell was read, no rows a picture.
    """

    rows: tuple[tuple[Cell, ...], ...]
    number: int
    origin: Origin = NOWHERE
    unread: str = ""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)

    @property
    def ragged(self) -> bool:
        return len({len(row) for row in self.rows}) > 1


Block = Line | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """One file as a reader understood it: blocks in reading order.

    `format` is one of "text", "markdown", "html", "word", "pdf", "ofd"; `encoding` the IANA name of a
    text format's encoding, "" for binary formats; `lines` the physical lines of a text format for
    showing them, without line ends; `metadata` what the file says of itself (title, PubDate …);
    `remarks` what the reader could not do, each a Chinese sentence.
    """

    name: str
    format: str
    blocks: tuple[Block, ...]
    encoding: str = ""
    lines: tuple[str, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def textual(self) -> bool:
        """Whether a place in the file is a line and a column."""
        return bool(self.encoding)


@dataclass(frozen=True, slots=True)
class Date:
    """A date as written, possible or not; `year` is None where it was left out."""

    year: int | None
    month: int | None
    day: int | None


@dataclass(frozen=True, slots=True)
class Period:
    """A statement of the statistical period (统计期限) as written.

    `start` is None for a single cut-off date ("核定时间点为12月31日").
    """

    raw: str
    start: Date | None
    end: Date | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Title:
    """The report's title: `text` joins its lines; `agency`, `year` and `wording` are its parts.

    `wording` is the tail that names the kind of document ("政府信息公开工作年度报告").
    """

    text: str
    agency: str
    year: int | None
    wording: str
    origin: Origin
    lines: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered or marked heading. `number` as written ("二、", "（一）", "" for none), `ordinal` its
    value (0 for none), `level` 1 for sections, 2 for （一）, 3 for 1., `title` the words behind it."""

    text: Text
    number: str
    ordinal: int
    level: int
    title: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: Text


Content = Heading | Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level part of the report and all that stands in it, in reading order."""

    heading: Heading
    content: tuple[Content, ...]

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(item for item in self.content if isinstance(item, Paragraph))

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(item for item in self.content if isinstance(item, Grid))

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(item for item in self.content if isinstance(item, Heading))

    @property
    def texts(self) -> tuple[Text, ...]:
        """All prose of the section, headings within it included, tables not."""
        return tuple(item.text for item in self.content if not isinstance(item, Grid))


@dataclass(frozen=True)
class Document:
    """A source divided into its parts. `preface` is what stands between title and first section.

    `counting` reads the counts out of the prose, `dividing` the breakdowns, once somebody asks for them.
    """

    source: Source
    title: Title | None
    preface: tuple[Content, ...]
    sections: tuple[Section, ...]
    periods: tuple[Period, ...] = ()
    remarks: tuple[str, ...] = field(default=())
    counting: Callable[[], tuple[Count, ...]] | None = field(default=None, compare=False, repr=False)
    dividing: Callable[[], tuple[Breakdown, ...]] | None = field(default=None, compare=False, repr=False)

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """Every count that the prose states, in reading order."""
        return self.counting() if self.counting else ()

    @cached_property
    def breakdowns(self) -> tuple[Breakdown, ...]:
        """Every number of the prose that is broken down into parts, in reading order."""
        return self.dividing() if self.dividing else ()

    @cached_property
    def grids(self) -> tuple[Grid, ...]:
        """Every table of the file, in reading order, wherever it stands."""
        return tuple(block for block in self.source.blocks if isinstance(block, Grid))

    @property
    def year(self) -> int | None:
        """The report year: the title's, else the period's."""
        if self.title and self.title.year:
            return self.title.year
        years = [date.year for p in self.periods for date in (p.start, p.end) if date and date.year]
        return years[0] if years else None
