"""Reports without what no format shows of them, so that thousands fit into memory."""

from __future__ import annotations

from collections.abc import Iterator

from .findings import Report
from .model import Block, Source
from .records import replace


def slim(report: Report, drawn: bool = False) -> Report:
    """The report without the text that no format shows: thousands of them fit into memory. `drawn`: with the
    paragraphs and tables that findings point at, for a format that draws them."""
    needed = set(_lines_shown(report))
    lines = tuple(line if number in needed else "" for number, line in enumerate(report.source.lines, 1))
    source = report.source
    blocks = _blocks_shown(report) if drawn else ()
    kept = Source(source.name, source.format, blocks, source.encoding, lines, remarks=source.remarks)
    return replace(report, source=kept)


def _blocks_shown(report: Report) -> tuple[Block, ...]:
    from .reporters.html_places import shown_blocks

    return shown_blocks(report)


def _lines_shown(report: Report) -> Iterator[int]:
    for finding in report.findings:
        for place in (finding.place, *(related.place for related in finding.related)):
            yield from range(place.origin.line, max(place.origin.line, place.origin.end_line) + 1)
