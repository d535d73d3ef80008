"""What Word notes of comments beside them: replies, whether done, lasting ids ([MS-DOCX] 2.5.1.28 and following).

Where our comments are taken out, their entries go too; a reply to one of them stays, as a comment of its own.
"""

from __future__ import annotations

import re
from collections.abc import Set

from ..readers.docx.package import Package, guarded_parser, run_parser
from ..readers.docx.places import is_empty_tag, tag_end
from .marks import demand_utf8
from .package import Edit, spliced

_PARENT = re.compile(rb"""\s(?:[\w.-]+:)?paraIdParent\s*=\s*(?:"[^"]*"|'[^']*')""")


def unlinked(package: Package, main: str, paragraphs: Set[str]) -> dict[str, bytes]:
    """The parts that change when comments go that consist of these paragraphs, by name. Raises ReadError."""
    if not paragraphs:
        return {}
    changed: dict[str, bytes] = {}
    durable: set[str] = set()
    for kind, key, gone in (("commentsExtended", "paraId", paragraphs), ("commentsIds", "paraId", paragraphs),
                            ("commentsExtensible", "durableId", durable)):
        part = package.related(main, kind)
        data = package.read(part) if part else None
        if part and data:
            demand_utf8(data)
            entries = _Entries(data, key, gone)
            durable |= entries.durable
            if entries.edits:
                changed[part] = spliced(data, entries.edits)
    return changed


class _Entries:
    """One walk through such a part: `edits` take out the entries whose `key` is one of those that go, and the
    parent of replies to them; `durable` are the lasting ids of the entries taken out."""

    def __init__(self, data: bytes, key: str, gone: Set[str]) -> None:
        self.edits: list[Edit] = []
        self.durable: set[str] = set()
        self._data, self._key, self._gone = data, key, gone
        self._open: list[int] = []  # where an entry began that is taken out, -1 for any other element
        self._parser = guarded_parser(False)
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._start, self._end
        run_parser(self._parser, data)

    def _start(self, _: str, attributes: dict[str, str]) -> None:
        facts = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        start = self._parser.CurrentByteIndex
        going = facts.get(self._key) in self._gone
        self._open.append(start if going else -1)
        if going and (lasting := facts.get("durableId")):
            self.durable.add(lasting)
        answered = not going and facts.get("paraIdParent") in self._gone
        if answered and (found := _PARENT.search(self._data, start, tag_end(self._data, start))):
            self.edits.append((*found.span(), b""))

    def _end(self, _: str) -> None:
        start = self._open.pop()
        if start >= 0:
            end = tag_end(self._data, start)
            if not is_empty_tag(self._data, end):
                end = tag_end(self._data, self._parser.CurrentByteIndex)
            self.edits.append((start, end, b""))
