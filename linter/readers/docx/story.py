"""What a Word document's body holds, as written: paragraphs and tables, one in the other.

Built by `body` while it reads, used up by `blocks`.
"""

from __future__ import annotations

from ...records import dataclass, field
from .styles import Resolved


class Passage:
    """A paragraph: its words as seen (label included), heading level (0 for none), and the boxes of text
    that are anchored in it. `contents` is true of an entry of a table of contents, `pictured` of one with a
    picture that may be a table. Like `Slot` a plain class: a report has hundreds."""

    __slots__ = ("boxes", "contents", "level", "pictured", "text")

    def __init__(self, text: str = "", level: int = 0, contents: bool = False, boxes: list[Story] | None = None,
                 pictured: bool = False) -> None:
        self.text = text
        self.level = level
        self.contents = contents
        self.boxes: list[Story] = [] if boxes is None else boxes
        self.pictured = pictured


class Slot:
    """A w:tc. `span` counts columns of w:tblGrid; `vertical` and `horizontal` are the state of a merge:
    "" none, "restart" first, "continue" covered by the cell above or at the left."""

    __slots__ = ("horizontal", "span", "story", "vertical")

    def __init__(self, span: int = 1, vertical: str = "", horizontal: str = "", story: Story | None = None) -> None:
        self.span = span
        self.vertical = vertical
        self.horizontal = horizontal
        self.story: Story = [] if story is None else story


@dataclass(slots=True, eq=False)
class Band:
    """A w:tr. `before` and `after` count columns of w:tblGrid left out at its ends; `deleted` is true of a
    row whose removal was tracked."""

    before: int = 0
    after: int = 0
    deleted: bool = False
    slots: list[Slot] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Lattice:
    """A w:tbl. `widths` are those of w:tblGrid in twips, 0 where none is given."""

    widths: list[int] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)


Story = list["Passage | Lattice"]


class OpenParagraph:
    """A w:p being read: its words so far and its properties."""

    __slots__ = ("boxes", "deleted", "hidden", "level", "number", "outline", "parts", "pictured", "style",
                 "vanished")

    def __init__(self, style: Resolved, parts: list[str]) -> None:
        self.style = style
        self.parts = parts
        self.boxes: list[Story] = []
        self.number: str | None = None
        self.level: int | None = None
        self.outline: int | None = None
        self.hidden = style.hidden
        self.deleted = False    # its end was deleted: it runs on into the next paragraph
        self.vanished = False   # its end is hidden: the same
        self.pictured = False

    @property
    def heading(self) -> int:
        """Heading level: the paragraph's own outline level, else its style's."""
        if self.outline is None:
            return self.style.heading
        return self.outline + 1 if 0 <= self.outline < 9 else 0
