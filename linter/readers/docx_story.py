"""What a Word document's body holds, as written: paragraphs and tables, one in the other.

Built by docx_body while it reads, used up by docx_blocks.
"""

from __future__ import annotations

from ..records import dataclass, field


@dataclass(slots=True, eq=False)
class Passage:
    """A paragraph: its words as seen (label included), heading level (0 for none), and the boxes of text
    that are anchored in it. `contents` is true of an entry of a table of contents."""

    text: str = ""
    level: int = 0
    contents: bool = False
    boxes: list[Story] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Slot:
    """A w:tc. `span` counts columns of w:tblGrid; `vertical` and `horizontal` are the state of a merge:
    "" none, "restart" first, "continue" covered by the cell above or at the left."""

    span: int = 1
    vertical: str = ""
    horizontal: str = ""
    story: Story = field(default_factory=list)


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
