"""A report in any format as a Word file of its own, with the findings as comments: what was read, not its looks.

For files that comments cannot be put into (.doc, .wps, pages, text). Headings, paragraphs and tables as the
reader had them; headers, footers and navigation stay out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..errors import ReadError
from ..findings import Finding
from ..model import Document, Grid, Heading, Line, Text
from ..records import dataclass, field
from . import DATE, NO_CLAUSES, Annotated, Noted, spoken
from .docx import Mark, Styled, package, paragraph, table
from .evening import evened
from .spots import Spot, Spots, cells, spot_key

_DEEPEST = 3  # level of heading that has a style


@dataclass(slots=True)
class _Notes:
    """What is noted where: by the text it stands in, by characters (a cell is noted as a whole)."""

    found: dict[tuple[int, int, int], list[Noted]] = field(default_factory=dict)
    texts: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    keys: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def add(self, spot: Spot, finding: Finding, placed: bool) -> None:
        key = (spot.text, spot.start, spot.end)
        if key not in self.found:
            self.texts.setdefault(spot.text, []).append(key)
        self.found.setdefault(key, []).append((finding, placed))

    def marks(self, text: int) -> tuple[Mark, ...]:
        """The marks of a text; comments are numbered in the order in which they are asked for."""
        made = []
        for key in sorted(self.texts.get(text, ())):
            self.keys[key] = len(self.keys)
            made.append(Mark(key[1], key[2], self.keys[key]))
        return tuple(made)


def annotated_copy(document: Document, findings: Iterable[Finding], clauses: Mapping[str, str] = NO_CLAUSES,
                   date: str = DATE) -> Annotated:
    """The report as .docx with each finding as a comment. The same report and findings give the same bytes.
    Raises ReadError where there is no word that could carry a comment."""
    blocks = tuple(evened(block) if isinstance(block, Grid) else block for block in document.source.blocks
                   if isinstance(block, Grid) or not block.chrome)
    spots = Spots(blocks)
    notes = _Notes()
    for finding in findings:
        own = spots.of(finding.place.origin)
        spot = own or spots.heading(finding.place.section)
        if spot is None:
            raise ReadError("文件中没有可以加批注的段落")
        notes.add(spot, finding, own is not None)
    body = "".join(_body(blocks, _styles(document), notes))
    said = [tuple(spoken(notes.found[key], clauses)) for key in notes.keys]
    return Annotated(package(body, said, date), len(said))


def _body(blocks: Sequence[Line | Grid], styles: Mapping[object, Styled], notes: _Notes) -> Iterator[str]:
    """The blocks, the texts in them numbered as in Spots. Between tables stands a paragraph, as behind the last:
    Word would make one of them."""
    number = 0
    for block in blocks:
        if isinstance(block, Grid):
            marks = [notes.marks(number + n) for n, _ in enumerate(cells(block))]
            yield table(block, marks) + paragraph("")
            number += len(marks)
        else:
            yield paragraph(block.text.value, _style(block, styles), notes.marks(number))
            number += 1


def _styles(document: Document) -> dict[object, Styled]:
    """By where a text begins: its style and its words."""
    found: dict[object, Styled] = {}
    content = (*document.preface, *(item for section in document.sections for item in section.content))
    headings = (*(section.heading for section in document.sections),
                *(item for item in content if isinstance(item, Heading)))
    for heading in headings:
        found[spot_key(heading.text.origin())] = Styled(f"Heading{min(max(heading.level, 1), _DEEPEST)}",
                                                        heading.text.value.strip())
    for line in document.title.lines if document.title else ():
        found[spot_key(line.origin())] = Styled("Title", line.value.strip())
    return found


def _style(line: Line, styles: Mapping[object, Styled]) -> str:
    text = _stripped(line.text)
    style = styles.get(spot_key(text.origin()))
    return style.name if style and style.words == text.value else ""


def _stripped(text: Text) -> Text:
    lead = len(text.value) - len(text.value.lstrip())
    return text.slice(lead, max(lead, len(text.value.rstrip())))
