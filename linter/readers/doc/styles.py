"""The style sheet of a Word 97–2003 file ([MS-DOC] §2.9.271 STSH, §2.9.260 STD): heading levels, numbering."""

from __future__ import annotations

import struct
from contextlib import suppress
from struct import unpack_from

from ...records import dataclass
from ..docx.styles import Resolved
from .file import WordFile
from .properties import sprms

_PARAGRAPH = 1               # stk: a paragraph style
_NONE = 0xFFF                # istdBase: based on nothing
_HEADINGS = range(1, 10)     # sti of the built-in styles "heading 1" to "heading 9"
_CONTENTS = range(19, 28)    # … of "toc 1" to "toc 9"
_LONGEST_CHAIN = 32


@dataclass(frozen=True, slots=True)
class _Style:
    kind: int
    base: int
    outline: int | None
    list_id: int | None
    list_level: int | None


class StyleSheet:
    """Styles by their index, resolved when first asked for."""

    def __init__(self, opened: WordFile) -> None:
        self._styles: dict[int, _Style] = {}
        self._resolved: dict[int, Resolved] = {}
        with suppress(struct.error, IndexError, ValueError):  # costs heading levels, not the text
            self._read(opened.part(1))

    def __getitem__(self, index: int) -> Resolved:
        if index not in self._resolved:
            self._resolved[index] = self._resolve(index)
        return self._resolved[index]

    def _read(self, sheet: bytes) -> None:
        length, count, base = unpack_from("<HHH", sheet, 0)
        place = 2 + length
        for index in range(count):
            size, = unpack_from("<H", sheet, place)
            if size:
                self._styles[index] = _style(sheet[place + 2:place + 2 + size], base)
            place += 2 + size + size % 2

    def _resolve(self, index: int) -> Resolved:
        chain: list[_Style] = []
        while index in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[index])
            index = chain[-1].base
        outline = next((style.outline for style in chain if style.outline is not None), None)
        number = next((style for style in chain if style.list_id is not None), None)
        level = next((style.list_level for style in chain if style.list_level is not None), 0)
        return Resolved(
            heading=outline + 1 if outline is not None and outline < 9 else 0,
            numbering=str(number.list_id) if number else "", level=level,
            contents=any(style.kind in _CONTENTS for style in chain[:1]))


def _style(raw: bytes, base_size: int) -> _Style:
    """One STD: its fixed part, its name, its paragraph properties."""
    kind, based, parts = unpack_from("<HHH", raw, 0)
    sti, base = kind & 0xFFF, based >> 4
    name = base_size + base_size % 2
    place = name + 2 + 2 * unpack_from("<H", raw, name)[0] + 2
    found: dict[int, int] = {}
    if based & 0xF == _PARAGRAPH and parts & 0xF and place + 4 <= len(raw):
        size, = unpack_from("<H", raw, place)
        found = {code: int.from_bytes(operand, "little")
                 for code, operand in sprms(raw[place + 4:place + 2 + size])}
    outline = sti - 1 if sti in _HEADINGS else None
    return _Style(sti, base if base != _NONE else -1, found.get(0x2640, outline), found.get(0x460B),
                  found.get(0x260A))
