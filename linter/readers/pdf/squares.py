"""The fonts that PDFium gets for those that a file does not carry: one narrow box for any character.

Where characters stand, and how wide they are, the file says. The shapes only tell PDFium that something is there, so
any will do: no machine's fonts are looked for, the same file reads the same everywhere (also where there are none, as
in a browser), and to measure a box takes a tenth of the time that a Chinese character does.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from ctypes import CFUNCTYPE, Structure, byref, c_char_p, c_int, c_size_t, c_uint, c_ulong, c_void_p, memmove
from functools import cache

from ...typenames import Any

_EM, _WIDE, _ASCENT, _DESCENT = 1000, 100, 860, -140
_GLYPHS = 65534     # any number that a file may have for a glyph
_CHINESE = (128, 129, 134, 136)     # character sets of East Asia: their widths are always in the file
_SYMBOLS = (1, 2)   # none known, or the font's own


@cache
def font(advance: int) -> bytes:
    """A TrueType font (ISO/IEC 14496-22) in which each glyph is the box and so far from the next."""
    box = struct.pack(">5h2H4B4h4h", 1, 0, 0, _WIDE, _ASCENT, 3, 0, 1, 1, 1, 1, 0, _WIDE, 0, -_WIDE, 0, 0, _ASCENT, 0)
    box += bytes(-len(box) % 4)
    return _assembled({
        b"cmap": struct.pack(">4HI2H6I", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1, 1, 0x10FFFF, 1),
        b"glyf": box * 2,   # every second glyph begins at the second box and ends at the end
        b"head": struct.pack(">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _EM, _ASCENT,
                             0, 8, 2, 0, 0),
        b"hhea": struct.pack(">I3hH6h8xhH", 0x10000, _ASCENT, _DESCENT, 0, advance, 0, 0, _WIDE, 1, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hh", advance, 0),
        b"loca": struct.pack(">2H", 0, len(box) // 2) * (_GLYPHS // 2 + 1),
        b"maxp": struct.pack(">I14H", 0x10000, _GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    })


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables; PDFium looks at no checksums."""
    place = 12 + 16 * len(tables)
    head, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64), b""
    for tag, data in sorted(tables.items()):
        head += tag + struct.pack(">3I", 0, place + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + body


def _chosen(_info: Any, _weight: int, _italic: int, charset: int, *_: Any) -> int | None:
    """MapFont: a font's handle, which is its advance; none where PDFium has one of its own, with the widths that
    everybody knows (ISO 32000-1, 9.6.2.2)."""
    return _WIDE if charset in _CHINESE else _EM if charset in _SYMBOLS else None


def _named(_info: Any, _name: bytes) -> int | None:
    return None


def _given(_info: Any, handle: int, table: int, buffer: int | None, size: int) -> int:
    """GetFontData: the size of a font's file (of a table: none), and its bytes where there is room for them."""
    data = font(handle) if not table else b""
    if buffer and len(data) <= size:
        memmove(buffer, data, len(data))
    return len(data)


def _nothing(*_: Any) -> int:
    return 0


_FUNCTIONS: dict[str, tuple[Callable[..., Any], Any]] = {
    "Release": (_nothing, CFUNCTYPE(None, c_void_p)),
    "EnumFonts": (_nothing, CFUNCTYPE(None, c_void_p, c_void_p)),
    "MapFont": (_chosen, CFUNCTYPE(c_void_p, c_void_p, c_int, c_int, c_int, c_int, c_char_p, c_void_p)),
    "GetFont": (_named, CFUNCTYPE(c_void_p, c_void_p, c_char_p)),
    "GetFontData": (_given, CFUNCTYPE(c_ulong, c_void_p, c_void_p, c_uint, c_void_p, c_ulong)),
    "GetFaceName": (_nothing, CFUNCTYPE(c_ulong, c_void_p, c_void_p, c_void_p, c_ulong)),
    "GetFontCharset": (_nothing, CFUNCTYPE(c_int, c_void_p, c_void_p)),
    "DeleteFont": (_nothing, CFUNCTYPE(None, c_void_p, c_void_p)),
}


class Fonts(Structure):
    """FPDF_SYSFONTINFO, version 1."""

    _fields_ = (("version", c_int), *((name, kind) for name, (_, kind) in _FUNCTIONS.items()))


FONTS = Fonts(1, *(kind(function) for function, kind in _FUNCTIONS.values()))
"""Kept as long as PDFium is."""


def give(raw: Any) -> None:
    """Gives the fonts to PDFium."""
    raw.FPDF_SetSystemFontInfo(byref(FONTS))



def ours(raw: Any, handle: Any) -> bool:
    """Whether a font of PDFium's (its handle) is one of these."""
    size = c_size_t()
    return bool(raw.FPDFFont_GetFontData(handle, None, c_size_t(0), byref(size))) and size.value == len(font(_EM))
