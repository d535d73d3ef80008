"""A TrueType font of one glyph, a square, for any character: so that a PDF file carries its font.

Only what a PDF reader asks of an embedded font (ISO 32000-1 §9.9): no names, no table of characters.
"""

from __future__ import annotations

import struct

_EM = 1000


def font() -> bytes:
    """The font's file. Glyph 1 is the square, glyph 0 nothing."""
    square = struct.pack(">hhhhh", 1, 0, -140, _EM, 860) + struct.pack(">HH", 3, 0) + bytes([1, 1, 1, 1]) + \
        struct.pack(">4h", 0, _EM, 0, -_EM) + struct.pack(">4h", -140, 0, _EM, 0)
    square += b"\0" * (-len(square) % 4)
    tables = {
        b"glyf": square,
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, -140, _EM, 860,
                             0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhh8xhH", 0x10000, 860, -140, 0, _EM, 0, 0, _EM, 1, 0, 0, 0, 2),
        b"hmtx": struct.pack(">HhHh", _EM, 0, _EM, 0),
        b"loca": struct.pack(">III", 0, 0, len(square)),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _assembled(tables)


def _assembled(tables: dict[bytes, bytes]) -> bytes:
    place = 12 + 16 * len(tables)
    head, body = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32), b""
    for tag, data in sorted(tables.items()):
        padded = data + b"\0" * (-len(data) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}I", padded)) & 0xFFFFFFFF
        head += tag + struct.pack(">III", total, place + len(body), len(data))
        body += padded
    return head + body
