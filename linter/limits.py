"""Every bound on what is read: no file, however made, may take more time or memory than these allow.

A report has some 10 KB to 5 MB, three tables, 420 slots, 100 to 400 paragraphs. A file beyond a bound is not
read further: one Chinese sentence says so and names the bound, the exit status is 2, and the other files are
checked. Whoever has such a report raises the bound: `--limit`, or `limits` of the settings; what these are
called and may be stands in `configuration.limiting`.
"""

from __future__ import annotations

from .errors import ReadError
from .typenames import NoReturn

MEGABYTE = 1024 * 1024

FILE_SIZE = 64 * MEGABYTE
"""Bytes of a file, and of a member of an archive."""
LARGEST = 1024 * MEGABYTE
"""What the size of a file may be set to at most: files are read into memory."""


class Limits:
    """The bounds of one run, frozen; those in SIZES are bytes, the others counts. An object holds what differs from
    the usual ones: there are more of these than a record has room for, and nearly always none differs."""

    file_size: int = FILE_SIZE
    text_size: int = 16 * MEGABYTE  # pages saved with their pictures inside them come to some 5 MB
    lines: int = 60_000
    marks: int = 400_000  # a page whose every letter Word put into its own tag has 60,000
    blocks: int = 20_000
    characters: int = 500_000
    rows: int = 2_000
    columns: int = 500
    slots: int = 40_000
    package_entries: int = 5_000
    archive_size: int = 1024 * MEGABYTE
    archive_members: int = 5_000
    archive_total: int = 4096 * MEGABYTE  # as the directory states them; each is held to its own size
    archive_ratio: int = 200  # text packs to a tenth, a .docx not at all
    small_member: int = 4 * MEGABYTE
    office_seconds: int = 120  # it usually takes two
    html_slots: int = 400_000
    html_columns: int = 2_000
    word_total: int = 1000 * MEGABYTE  # as the package's directory states them; pictures count
    word_part: int = 20 * MEGABYTE  # a report's text has about 300,000 bytes
    word_tags: int = 600_000  # an end tag another one; a report's text has about 20,000
    word_ratio: int = 200  # reports: below 40
    word_depth: int = 30  # real documents: 3 or 4
    word_slots: int = 500_000
    doc_stream: int = 64 * MEGABYTE
    doc_characters: int = 2_000_000  # a report has some 10,000
    doc_lists: int = 4_000
    page_rules: int = 1_200  # a report's page has some 50
    paged_rules: int = 20_000  # a report has some 300
    table_slots: int = 20_000  # the form's largest table has 300
    paged_slots: int = 100_000
    pdf_stream: int = 24 * MEGABYTE  # a report's pages have some 50 KB, a whole Chinese font 18 MB
    pdf_picture: int = 64 * MEGABYTE  # a scanned page in colour has 26 MB
    pdf_total: int = 400 * MEGABYTE
    pdf_pages: int = 300
    pdf_characters: int = 500_000
    pdf_objects: int = 300_000  # and path segments; a report has some 5,000
    ofd_part: int = 60 * MEGABYTE  # a page of a report has some 100,000 bytes
    ofd_total: int = 300 * MEGABYTE
    ofd_ratio: int = 300
    ofd_pages: int = 300
    ofd_characters: int = 500_000
    ofd_strokes: int = 300_000
    rule_characters: int = 4_000_000
    rule_nodes: int = 200_000
    rule_depth: int = 60

    def __init__(self, **changed: int) -> None:
        if strange := changed.keys() - Limits.__annotations__.keys():
            raise TypeError(f"no limits: {sorted(strange)}")
        self.__dict__.update((name, value) for name, value in changed.items() if value != getattr(Limits, name))

    def __setattr__(self, name: str, value: int) -> NoReturn:
        raise AttributeError(f"cannot change {name}")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(frozenset(self.__dict__.items()))

    def refused(self, name: str, said: str) -> ReadError:
        """The error of a file beyond the bound `name`: what is wrong, the bound, and how it is raised."""
        return ReadError(f"{said}（上限 {shown_name(name)}={self.shown(name)}，命令行可用 --limit 提高）")

    def shown(self, name: str) -> str:
        """A bound as it is written: sizes in MB."""
        value: int = getattr(self, name)
        return f"{round(value / MEGABYTE, 3):.10g}MB" if name in SIZES else str(value)


LIMITS = Limits()

SIZES = frozenset(("file_size", "text_size", "archive_size", "archive_total", "small_member", "word_total", "word_part",
                   "doc_stream", "pdf_stream", "pdf_picture", "pdf_total", "ofd_part", "ofd_total"))


def shown_name(name: str) -> str:
    """A bound's name as users write it."""
    return name.replace("_", "-")
