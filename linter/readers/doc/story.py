"""The main text of a Word 97–2003 file as paragraphs and tables, one in the other.

[MS-DOC] §2.4.1 (text), §2.4.3 (tables), §2.8.25 (fields); the result is what .docx files give, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...limits import LIMITS
from ...patterns import compiled
from ...records import dataclass, field
from ..docx.numbering import labelled
from ..docx.story import Passage, Story
from .file import WordFile, words
from .lists import ListTables
from .properties import Paragraph, Properties
from .rows import Row, lattice
from .styles import StyleSheet

_MARK = compiled("[\r\x07\x0c]")
_BEGIN, _SEPARATE, _END = "\x13", "\x14", "\x15"     # of a field: code, result
_SHOWN = str.maketrans({
    "\x0b": "\n", "\x1e": "-", "\x1f": "",
    **dict.fromkeys(map(chr, (*range(0, 9), *range(0x0E, 0x13), *range(0x16, 0x1E))), ""),
})
"""Line breaks and hyphens as they are seen; anchors of pictures, notes and the like are no characters."""
_UNLIKE = compiled("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff]")
"""Characters that are seen otherwise than they are written."""
_PICTURE = "\x01"            # a picture or an embedded object stands here
_DRAWN = "\x08"              # a drawing, maybe a box of text, is anchored here


@dataclass(slots=True)
class _Open:
    """A table while its end is not reached: whole rows, cells of the row at hand, paragraphs of the cell."""

    rows: list[Row] = field(default_factory=list)
    cells: list[Story] = field(default_factory=list)
    story: Story = field(default_factory=list)


class Reading:
    """One walk through the text of a file."""

    def __init__(self, opened: WordFile, lists: int = LIMITS.doc_lists) -> None:
        self._file = opened
        self._properties = Properties(opened)
        self._styles = StyleSheet(opened)
        self.lists = ListTables(opened, lists)

    def main(self) -> Story:
        """The main text, with the text of boxes behind the first paragraph that a drawing is anchored in."""
        story, anchor = self._story(0, self._file.lengths[0])
        boxes = self._boxes()
        if boxes:
            if anchor is None:
                anchor = Passage()
                story.insert(0, anchor)
            anchor.boxes.append(boxes)
        return story

    def _boxes(self) -> Story:
        """The text of all boxes (§2.3.6): behind main text, notes, headers, comments and endnotes."""
        lengths = [max(length, 0) for length in self._file.lengths]
        start = sum(lengths[:6])
        if not lengths[6] or start + lengths[6] > len(self._file.text):
            return []
        story, _ = self._story(start, start + lengths[6])
        return [item for item in story if not isinstance(item, Passage) or item.text.strip()]

    def _story(self, start: int, end: int) -> tuple[Story, Passage | None]:
        root: Story = []
        stack: list[_Open] = []
        anchor: Passage | None = None
        drawn = _DRAWN in self._file.text
        for low, high, mark in self._paragraphs(start, end):
            known = self._properties.at(high)
            depth = known.depth if mark != "\x0c" else 0
            if depth != len(stack):
                while len(stack) > depth:
                    _close(stack, root)
                stack.extend(_Open() for _ in range(depth - len(stack)))
            if stack:
                passage = self._in_table(stack[-1], low, high, mark, known)
            else:
                passage = self._passage(low, high, known)
                root.append(passage)
            if drawn and anchor is None and _DRAWN in self._file.text[low:high]:
                anchor = passage
        while stack:
            _close(stack, root)
        return root, anchor

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Start, place of the mark, and mark of each paragraph; a text cut off has none at its end."""
        text = self._file.text
        end = min(end, len(text))
        for found in _MARK.finditer(text, start, end):
            yield start, found.start(), found[0]
            start = found.end()
        if start < end:
            yield start, end, "\r"

    def _in_table(self, table: _Open, low: int, high: int, mark: str, known: Paragraph) -> Passage | None:
        if known.row_end:
            if table.story:
                table.cells.append(table.story)
            table.rows.append(Row(table.cells, known.table))
            table.cells, table.story = [], []
            return None
        passage = self._passage(low, high, known)
        table.story.append(passage)
        if mark == "\x07" or known.cell_end:
            table.cells.append(table.story)
            table.story = []
        return passage

    def _passage(self, low: int, high: int, known: Paragraph) -> Passage:
        style = self._styles[known.style]
        text = shown(self._properties.seen(low, high))
        level = style.heading if known.outline is None else (known.outline + 1) % 10
        if (known.list_id is not None or style.numbering) and text.strip():
            key = None if known.list_id is None else str(known.list_id)
            text = labelled(self.lists.label(key, known.list_level, style), (text,))
        return Passage(text, level, style.contents, [], _PICTURE in self._file.text[low:high] and not text.strip())


def _close(stack: list[_Open], root: Story) -> None:
    """Puts the innermost table into what it stands in."""
    table = stack.pop()
    if table.story:
        table.cells.append(table.story)
    if table.cells:
        table.rows.append(Row(table.cells, ()))
    if table.rows:
        (stack[-1].story if stack else root).append(lattice(table.rows))


def shown(text: str) -> str:
    """The characters of a paragraph as they are seen: of fields only the results."""
    if not _UNLIKE.search(text):
        return text
    if _BEGIN in text or _SEPARATE in text or _END in text:
        text = "".join(_results(text))
    return words(text.translate(_SHOWN))


def _results(text: str) -> Iterator[str]:
    codes = 0  # how many fields' codes we are in
    open_codes: list[bool] = []
    for char in text:
        if char == _BEGIN:
            open_codes.append(True)
            codes += 1
        elif char == _SEPARATE:
            if open_codes and open_codes[-1]:
                open_codes[-1] = False
                codes -= 1
        elif char == _END:
            if open_codes and open_codes.pop():
                codes -= 1
        elif not codes:
            yield char
