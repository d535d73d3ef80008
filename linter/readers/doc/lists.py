"""Automatic numbering of a Word 97–2003 file: lists, their levels, and their use.

[MS-DOC] §2.9.201 PlfLst, §2.9.147 LSTF, §2.9.149 LVL, §2.9.150 LVLF, §2.9.200 PlfLfo, §2.9.131 LFO,
§2.9.133 LFOLVL. Numbers are counted and written as in .docx.
"""

from __future__ import annotations

import struct
from struct import unpack_from

from ...limits import LIMITS
from ..docx.numbering import Abstract, Instance, Level, Numbering
from .file import WordFile, words

_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet",
    26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 57: "numberInDash", 255: "none",
}
"""MSONFC ([MS-OSHARED] §2.2.1.3) as the names of ST_NumberFormat."""

_LIST, _LEVEL, _USE = 28, 28, 16    # bytes of an LSTF, LVLF, LFO
_BEYOND = 1 << 20                   # the levels stand behind the list table, not counted in its length


class ListTables(Numbering):
    """The lists of one file; `label` counts and writes, a list's key being its number from 1 in decimal."""

    def __init__(self, opened: WordFile, most: int = LIMITS.doc_lists) -> None:
        super().__init__()
        self.damaged = self.crowded = False
        self._most = most
        try:
            self._read_lists(opened.part(73, _BEYOND))
            self._read_uses(opened.part(74))
        except (struct.error, IndexError, ValueError):
            self.damaged = True

    def _read_lists(self, table: bytes) -> None:
        if not table:
            return
        count, = unpack_from("<H", table, 0)
        place = 2 + _LIST * count
        self.crowded = count > self._most
        for index in range(min(count, self._most)):
            head = table[2 + _LIST * index:2 + _LIST * (index + 1)]
            abstract = self._abstracts[str(unpack_from("<i", head)[0])] = Abstract()
            for level in range(1 if head[26] & 1 else 9):
                abstract.levels[level], place = _level(table, place)

    def _read_uses(self, table: bytes) -> None:
        if not table:
            return
        count, = unpack_from("<I", table, 0)
        place = 4 + _USE * count
        self.crowded = self.crowded or count > self._most
        for index in range(min(count, self._most)):
            list_id, _, _, changed = unpack_from("<iIIB", table, 4 + _USE * index)
            use = self._instances[str(index + 1)] = Instance(str(list_id))
            if not changed:
                place += 4
                continue
            place += 4
            for _ in range(min(changed, 9)):
                place = _override(use, table, place)


def _override(use: Instance, table: bytes, place: int) -> int:
    start, flags = unpack_from("<iI", table, place)
    level, place = flags & 0xF, place + 8
    if flags & 0x20:
        use.levels[level], place = _level(table, place)
        start = use.levels[level].start
    if flags & 0x10:
        use.starts[level] = start
    return place


def _level(table: bytes, place: int) -> tuple[Level, int]:
    """An LVL, and the place behind it."""
    start, form, flags = unpack_from("<iBB", table, place)
    spots = table[place + 6:place + 15]
    characters, paragraphs, limit = table[place + 24], table[place + 25], table[place + 26]
    place += _LEVEL + characters + paragraphs
    length, = unpack_from("<H", table, place)
    raw = table[place + 2:place + 2 + 2 * length]
    text = words(raw.decode("utf-16-le", "replace"))
    shown = "".join(
        f"%{ord(char) + 1}" if index + 1 in spots and ord(char) < 9 else char for index, char in enumerate(text))
    restart = limit if flags & 0x8 else None
    return Level(max(start, 0), _FORMS.get(form, "decimal"), shown[:64], restart, bool(flags & 0x4)), (
        place + 2 + 2 * length)
