"""The body of a Word document by expat, in one pass: what its reader sees, in order, as passages and tables.

Tracked insertions are in, deletions out; fields show their results; of alternative contents one is taken;
hidden text is not there. Elements that are not known are looked through (content controls, smart tags,
hyperlinks). ISO/IEC 29500-1 §17, -3 for alternative content.
"""

from __future__ import annotations

from ...limits import LIMITS, Limits
from ..pictures import emu, large, stated_size
from .names import number, switched_on
from .numbering import Numbering, labelled
from .story import Band, Lattice, OpenParagraph, Passage, Slot, Story
from .styles import Styles
from .symbols import symbol
from .walk import WALKED, Attributes, End, Start, Walk, passing

_MAX_FIELDS = 30
_MAX_SPAN = 1_000
_LONGEST_RUN_ON = 20_000


class Body(Walk):
    """One walk through the body `data`. `story` is what it found, `embedded` whether text of other files
    is embedded that was not read. Raises ReadError."""

    def __init__(self, data: bytes, styles: Styles, numbering: Numbering, limits: Limits = LIMITS) -> None:
        super().__init__(_STARTS, _ENDS)
        self._limits = limits
        self.story: Story = []
        self.embedded = False
        self._size = 0.0, 0.0   # of the drawing being read, in points
        self._styles, self._numbering = styles, numbering
        self._plain = styles[styles.default]
        self._here = self.story
        self._open = OpenParagraph(self._plain, [])
        self._outer: list[tuple[Story, Passage | None, bool | None, str]] = []
        self._paragraphs: list[OpenParagraph] = []
        self._pending: Passage | None = None    # ends in a mark that is not seen, goes on in the next
        self._tables: list[tuple[Lattice, Band, Slot]] = []
        self._table, self._row, self._cell = Lattice(), Band(), Slot()
        self._within = ""           # properties being read: "p", "r", "row" or none
        self._around: list[str] = []    # what was being read before each of the open properties
        self._hidden: bool | None = None    # whether the run is hidden, None for as its paragraph is
        self._fields: list[bool] = []   # for each open field: still in its instruction
        self.walk(data)
        self._settle()
        if self._open.parts or self._open.boxes:  # words and boxes that stand in no paragraph
            self.story.append(Passage("".join(self._open.parts), boxes=self._open.boxes))

    # ── what is left out ──

    def _deletion(self, attributes: Attributes) -> None:
        match self._within:
            case "p":
                self._open.deleted = True
            case "r":
                self._hidden = True
            case "row":
                self._row.deleted = True
            case _:
                self.skip(attributes)

    def _embedded(self, _: Attributes) -> None:
        self.embedded = True

    # ── paragraphs ──

    def _paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(self._open)
        pending, self._pending = self._pending, None
        self._open = OpenParagraph(self._plain, [pending.text] if pending and pending.text else [])
        if pending:
            self._open.boxes = pending.boxes
            self._open.outline = pending.level - 1 if pending.level and pending.text else None

    def _paragraph_end(self) -> None:
        paragraph, self._open = self._open, self._paragraphs.pop()
        if self._fields:  # an instruction never goes on in another paragraph
            self._fields = [False] * len(self._fields)
        level = 0 if paragraph.deleted else paragraph.heading
        passage = Passage(self._text(paragraph), level, paragraph.style.contents, paragraph.boxes, paragraph.pictured)
        if (paragraph.deleted or paragraph.vanished) and len(passage.text) < _LONGEST_RUN_ON:
            self._pending = passage
        else:
            self._here.append(passage)

    def _text(self, paragraph: OpenParagraph) -> str:
        """The words with the label that Word would put before them; counts the paragraph if it is seen."""
        text = "".join(paragraph.parts)
        unseen = paragraph.deleted or self._row.deleted or (paragraph.vanished and not text)
        if unseen or (self._cell.vertical == "continue" and not text):
            return text
        if paragraph.number is None and not paragraph.style.numbering:
            return text
        return labelled(self._numbering.label(paragraph.number, paragraph.level, paragraph.style), text)

    def _settle(self) -> None:
        """Nothing comes behind a paragraph that would run on: it stands by itself."""
        if self._pending:
            self._here.append(self._pending)
            self._pending = None

    def _paragraph_properties(self, _: Attributes) -> None:
        self._properties("p")

    def _run_properties(self, _: Attributes) -> None:
        self._properties(self._within or "r")

    def _row_properties(self, _: Attributes) -> None:
        self._properties("row")

    def _properties(self, within: str) -> None:
        self._around.append(self._within)
        self._within = within

    def _properties_end(self) -> None:
        self._within = self._around.pop()

    def _paragraph_style(self, attributes: Attributes) -> None:
        self._open.style = self._styles[attributes.get("w:val", "")]
        self._open.hidden = self._open.style.hidden

    def _number_id(self, attributes: Attributes) -> None:
        self._open.number = attributes.get("w:val", "")

    def _number_level(self, attributes: Attributes) -> None:
        self._open.level = number(attributes)

    def _outline(self, attributes: Attributes) -> None:
        self._open.outline = number(attributes)

    # ── runs ──

    def _run(self, _: Attributes) -> None:
        self._hidden = None

    def _run_style(self, attributes: Attributes) -> None:
        if self._within == "r" and self._styles[attributes.get("w:val", "")].hidden:
            self._hidden = True

    def _vanish(self, attributes: Attributes) -> None:
        if self._within == "r":
            self._hidden = switched_on(attributes)
        elif self._within == "p":
            self._open.vanished = switched_on(attributes)

    def _words(self, _: Attributes) -> None:
        if not (self._open.hidden if self._hidden is None else self._hidden) and True not in self._fields:
            self.parser.CharacterDataHandler = self._characters

    def _words_end(self) -> None:
        self.parser.CharacterDataHandler = None

    def _characters(self, text: str) -> None:
        self._open.parts.append(text if "\n" not in text else text.replace("\n", " "))

    def _put(self, text: str) -> None:
        hidden = self._open.hidden if self._hidden is None else self._hidden
        if not self._within and not hidden and True not in self._fields:
            self._open.parts.append(text)

    def _tab(self, _: Attributes) -> None:
        self._put("\t")

    def _break(self, _: Attributes) -> None:
        self._put("\n")

    def _hyphen(self, _: Attributes) -> None:
        self._put("-")

    def _symbol(self, attributes: Attributes) -> None:
        self._put(symbol(attributes.get("w:font", ""), attributes.get("w:char", "")))

    def _field(self, attributes: Attributes) -> None:
        match attributes.get("w:fldCharType"):
            case "begin" if len(self._fields) < _MAX_FIELDS:
                self._fields.append(True)
            case "separate" if self._fields:
                self._fields[-1] = False
            case "end" if self._fields:
                self._fields.pop()

    # ── pictures ──

    def _extent(self, attributes: Attributes) -> None:
        self._size = emu(attributes.get("cx", "")), emu(attributes.get("cy", ""))

    def _shape(self, attributes: Attributes) -> None:
        self._size = stated_size(attributes.get("style", ""))

    def _image(self, _: Attributes) -> None:
        self._open.pictured = self._open.pictured or large(*self._size)

    # ── boxes of text ──

    def _box(self, _: Attributes) -> None:
        self._enter()
        self._here = []
        self._open.boxes.append(self._here)
        self._paragraphs.append(self._open)
        self._open = OpenParagraph(self._plain, [])

    def _box_end(self) -> None:
        self._leave()
        self._open = self._paragraphs.pop()

    def _enter(self) -> None:
        if len(self._outer) >= self._limits.word_depth:
            raise self._limits.refused("word_depth", "文档中的表格或文本框嵌套过深，无法读取，请简化排版后再检查")
        self._outer.append((self._here, self._pending, self._hidden, self._within))
        self._hidden, self._within = None, ""

    def _leave(self) -> None:
        self._settle()
        self._here, self._pending, self._hidden, self._within = self._outer.pop()

    # ── tables ──

    def _begin_table(self, _: Attributes) -> None:
        self._settle()
        self._tables.append((self._table, self._row, self._cell))
        self._table, self._row, self._cell = Lattice(), Band(), Slot()
        self._here.append(self._table)

    def _end_table(self) -> None:
        self._table, self._row, self._cell = self._tables.pop()

    def _column(self, attributes: Attributes) -> None:
        self._table.widths.append(max(0, number(attributes, "w:w")))

    def _begin_row(self, _: Attributes) -> None:
        self._row = Band()
        self._table.bands.append(self._row)

    def _gap_before(self, attributes: Attributes) -> None:
        self._row.before = _span(attributes, 0)

    def _gap_after(self, attributes: Attributes) -> None:
        self._row.after = _span(attributes, 0)

    def _begin_cell(self, _: Attributes) -> None:
        self._enter()
        self._cell = Slot()
        self._row.slots.append(self._cell)
        self._here = self._cell.story

    def _end_cell(self) -> None:
        self._leave()
        self._cell = Slot()

    def _grid_span(self, attributes: Attributes) -> None:
        self._cell.span = _span(attributes, 1)

    def _vertical(self, attributes: Attributes) -> None:
        self._cell.vertical = "restart" if attributes.get("w:val") == "restart" else "continue"

    def _horizontal(self, attributes: Attributes) -> None:
        self._cell.horizontal = "restart" if attributes.get("w:val") == "restart" else "continue"


def _span(attributes: Attributes, least: int) -> int:
    return max(least, min(_MAX_SPAN, number(attributes, default=least)))


_STARTS: dict[str, Start[Body]] = {
    "w:p": Body._paragraph, "w:pPr": Body._paragraph_properties, "w:pStyle": Body._paragraph_style,
    "w:numId": Body._number_id, "w:ilvl": Body._number_level, "w:outlineLvl": Body._outline,
    "w:r": Body._run, "m:r": Body._run, "w:rPr": Body._run_properties, "w:rStyle": Body._run_style,
    "w:vanish": Body._vanish, "w:t": Body._words, "m:t": Body._words, "w:tab": Body._tab, "w:ptab": Body._tab,
    "w:br": Body._break, "w:cr": Body._break, "w:noBreakHyphen": Body._hyphen, "w:sym": Body._symbol,
    "w:fldChar": Body._field, "w:del": Body._deletion, "w:moveFrom": Body._deletion,
    "w:altChunk": Body._embedded, "w:subDoc": Body._embedded, "w:txbxContent": Body._box,
    "wp:extent": Body._extent, "v:shape": Body._shape, "a:blip": Body._image, "v:imagedata": Body._image,
    "w:tbl": Body._begin_table, "w:gridCol": Body._column, "w:tr": Body._begin_row,
    "w:trPr": Body._row_properties, "w:gridBefore": Body._gap_before, "w:gridAfter": Body._gap_after,
    "w:tc": Body._begin_cell, "w:gridSpan": Body._grid_span, "w:vMerge": Body._vertical,
    "w:hMerge": Body._horizontal,
    **dict.fromkeys(
        ("w:rt", "w:rubyPr", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:pPrChange", "w:rPrChange",
         "w:tblPrChange", "w:tblPrExChange", "w:trPrChange", "w:tcPrChange", "w:tblGridChange",
         "w:numberingChange", "m:ctrlPr"), Body.skip),
    "w:tabs": passing("w:tabs"),
}

_ENDS: dict[str, End[Body]] = {
    "w:p": Body._paragraph_end, "w:pPr": Body._properties_end, "w:rPr": Body._properties_end,
    "w:trPr": Body._properties_end, "w:t": Body._words_end, "m:t": Body._words_end,
    "w:txbxContent": Body._box_end,
    "w:tbl": Body._end_table, "w:tc": Body._end_cell,
}

HANDLED = frozenset({*_STARTS, *_ENDS, *WALKED})
"""The elements that a walk through a body handles; it looks through all others."""
