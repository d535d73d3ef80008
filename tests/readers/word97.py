"""Small Word 97–2003 files written by hand: compound file, FIB, piece table, properties ([MS-DOC], [MS-CFB])."""

from __future__ import annotations

import struct

CELL, PARAGRAPH = "\x07", "\r"
IN_TABLE = b"\x16\x24\x01"          # sprmPFInTable
ROW_END = b"\x17\x24\x01"           # sprmPFTtp
DELETED, HIDDEN = b"\x00\x08\x01", b"\x3c\x08\x01"   # sprmCFRMarkDel, sprmCFVanish


def depth(level):
    return struct.pack("<HI", 0x6649, level)          # sprmPItap


def in_list(number, level=0):
    return struct.pack("<HHHB", 0x460B, number, 0x260A, level)


def table_definition(edges, flags=()):
    """sprmTDefTable; `flags` a TCGRF for each cell."""
    count = len(edges) - 1
    cells = b"".join(struct.pack("<H", flag) + bytes(18) for flag in (*flags, *[0] * count)[:count])
    operand = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    return struct.pack("<HH", 0xD608, len(operand) + 1) + operand


def row(cells, edges=None, flags=(), level=1):
    """The paragraphs of a table row: its cells, then the mark behind it."""
    edges = edges or [1000 * i for i in range(len(cells) + 1)]
    inside = IN_TABLE + (depth(level) if level > 1 else b"")
    if level > 1:
        ends = [(text, PARAGRAPH, inside + b"\x4b\x24\x01", 0) for text in cells]
        return [*ends, ("", PARAGRAPH, inside + b"\x4c\x24\x01" + table_definition(edges, flags), 0)]
    ends = [(text, CELL, inside, 0) for text in cells]
    return [*ends, ("", CELL, inside + ROW_END + table_definition(edges, flags), 0)]


def doc_of(paragraphs, unseen=(), lists=b"", uses=b"", styles=b"", packed=False, flags=0, version=0xC1,
           boxes="", name="WordDocument", cut_pieces=False, huge=False):
    """`paragraphs`: (text, mark, sprms, style index); `unseen`: (start, end, sprms) in characters."""
    text = "".join(words + mark for words, mark, _, _ in paragraphs)
    units = list(text + boxes)
    start, width = 1024, 1 if packed else 2
    body = (text + boxes).encode("cp1252" if packed else "utf-16-le")
    count = len(body) // width
    main = bytearray(start) + body
    main += bytes(-len(main) % 512)
    extra = bytearray(4)
    pages, ends, place = [], [], start
    for words, mark, sprms, style in paragraphs:
        length = len((words + mark).encode("utf-16-le")) // 2 * width
        if huge and len(sprms) > 40:
            at = len(extra)
            extra += struct.pack("<H", len(sprms)) + sprms
            sprms = struct.pack("<HI", 0x6646, at)
        pages.append(_page(place, place + length, struct.pack("<H", style) + sprms))
        ends.append(place)
        place += length
    ends.append(place)
    papx = _bin_table(ends, len(main) // 512)
    main += b"".join(pages)
    chpx = b""
    if unseen:
        chpx = _bin_table([start, place], len(main) // 512)
        main += _characters(start, place, [(start + a * width, start + b * width, s) for a, b, s in unseen])
    table = bytearray(16)
    pairs = {}
    pieces = [0, count // 2, count] if cut_pieces else [0, count]
    clx = _pieces(pieces, start, width)
    for index, part in ((33, clx), (13, papx), (12, chpx), (1, styles), (74, uses), (73, lists)):
        if part:
            size = 2 + 28 * struct.unpack_from("<H", part)[0] if index == 73 else len(part)
            pairs[index] = (len(table), size)
            table += part
    struct.pack_into("<HH", main, 0, 0xA5EC, version)
    struct.pack_into("<H", main, 10, 0x200 | flags)
    struct.pack_into("<H", main, 32, 14)
    struct.pack_into("<H", main, 62, 22)
    struct.pack_into("<8i", main, 64 + 12, count - len(boxes), 0, 0, 0, 0, 0, len(boxes), 0)
    struct.pack_into("<H", main, 152, 93)
    for index, pair in pairs.items():
        struct.pack_into("<II", main, 154 + 8 * index, *pair)
    assert len(units) <= count
    return compound({name: bytes(main), "1Table": bytes(table), "Data": bytes(extra)})


def _page(start, end, properties):
    """A page of one paragraph (PapxFkp)."""
    page = bytearray(512)
    struct.pack_into("<II", page, 0, start, end)
    properties += bytes(len(properties) % 2 == 0)
    place = (510 - len(properties)) // 2 * 2
    page[8] = place // 2
    page[place] = (len(properties) + 1) // 2
    page[place + 1:place + 1 + len(properties)] = properties
    page[511] = 1
    return bytes(page)


def _characters(start, end, runs):
    """A page of runs of characters (ChpxFkp), those between plain."""
    places, offsets, page, free = [start], [], bytearray(512), 510
    for low, high, sprms in runs:
        if low > places[-1]:
            places.append(low)
            offsets.append(0)
        free = (free - 1 - len(sprms)) // 2 * 2
        page[free] = len(sprms)
        page[free + 1:free + 1 + len(sprms)] = sprms
        places.append(high)
        offsets.append(free // 2)
    if places[-1] < end:
        places.append(end)
        offsets.append(0)
    struct.pack_into(f"<{len(places)}I", page, 0, *places)
    page[4 * len(places):4 * len(places) + len(offsets)] = bytes(offsets)
    page[511] = len(offsets)
    return bytes(page)


def _bin_table(ends, first):
    return struct.pack(f"<{len(ends)}I", *ends) + struct.pack(
        f"<{len(ends) - 1}I", *range(first, first + len(ends) - 1))


def _pieces(places, start, width):
    parts = []
    for at in places[:-1]:
        fc = start + at * width
        parts.append(struct.pack("<HIH", 0, fc * 2 | 0x40000000 if width == 1 else fc, 0))
    table = struct.pack(f"<{len(places)}I", *places) + b"".join(parts)
    return b"\x02" + struct.pack("<I", len(table)) + table


def list_level(text, form, start=1):
    """An LVL: "%1、" in a number format."""
    raw, spots = "", []
    index = 0
    while index < len(text):
        if text[index] == "%":
            spots.append(len(raw) + 1)
            raw += chr(int(text[index + 1]) - 1)
            index += 2
        else:
            raw += text[index]
            index += 1
    return struct.pack("<iBB", start, form, 0) + bytes((*spots, *[0] * 9)[:9]) + bytes(13) + struct.pack(
        "<H", len(raw)) + raw.encode("utf-16-le")


def list_tables(levels):
    """One list of nine levels and one use of it."""
    head = struct.pack("<i", 77) + bytes(24)
    levels = [*levels, *[list_level("%1.", 0)] * 9][:9]
    uses = struct.pack("<I", 1) + struct.pack("<iIIBBH", 77, 0, 0, 0, 0, 0) + struct.pack("<I", 0xFFFFFFFF)
    return struct.pack("<H", 1) + head + b"".join(levels), uses


def style_sheet():
    """Style 0 is plain, style 1 the built-in "heading 2", style 2 is based on it."""
    head = struct.pack("<HH", 3, 10) + bytes(14)
    sheet = struct.pack("<H", len(head)) + head
    for sti, base in ((0, 0xFFF), (2, 0), (0xFFE, 1)):
        fixed = struct.pack("<HHHHH", sti, base << 4 | 1, 0 << 4 | 2, 0, 0)
        style = fixed + struct.pack("<H", 1) + "a".encode("utf-16-le") + b"\0\0" + struct.pack("<HH", 2, 0)
        sheet += struct.pack("<H", len(style)) + style + bytes(len(style) % 2)
    return sheet


def compound(streams):
    """A compound file of 512-byte sectors; streams are padded so that none is a small one."""
    body, starts, fat = b"", {}, []
    for name, content in streams.items():
        content += bytes(max(4096 - len(content), 0))
        starts[name] = (len(fat), len(content))
        content += bytes(-len(content) % 512)
        sectors = len(content) // 512
        fat += [*range(len(fat) + 1, len(fat) + sectors), 0xFFFFFFFE]
        body += content
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, 1)
    for index, (name, (first, size)) in enumerate(starts.items(), 1):
        directory += _entry(name, 2, first, size, -1, index + 1 if index < len(starts) else -1)
    directory += bytes(-len(directory) % 512)
    at, sectors = len(fat), len(directory) // 512
    fat += [*range(at + 1, at + sectors), 0xFFFFFFFE]
    tables = 1
    while (len(fat) + tables + 127) // 128 > tables:
        tables += 1
    first_table = len(fat)
    fat += [0xFFFFFFFD] * tables
    fat += [0xFFFFFFFF] * (-len(fat) % 128)
    head = struct.pack("<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                       b"", 0, tables, at, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *[*range(first_table, first_table + tables), *[0xFFFFFFFF] * 109][:109])
    return head + body + directory + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name, kind, first, size, child=-1, right=-1):
    raw = name.encode("utf-16-le") + b"\0\0"
    return raw.ljust(64, b"\0") + struct.pack(
        "<HBBiii16sIQQIQ", len(raw), kind, 1, -1, right, child, b"", 0, 0, 0, first, size)
