"""Guards PDFium against streams that unpack to far more than they are (decompression bombs).

PDFium unpacks a page's content whole and keeps all that it draws; so the size is looked at first.
"""

from __future__ import annotations

import re
import zlib

from ..errors import ReadError

MAX_STREAM = 48 * 1024 * 1024
"""The largest unpacked stream, in bytes; a report's pages have some 50 KB, a scanned page 26 MB."""
MAX_TOTAL = 400 * 1024 * 1024
"""The largest sum of all unpacked streams that are looked at."""
_LOOKED_AT = 20_000    # packed bytes from which on a stream could unpack to something large (1032:1)
_STEP = 1 << 20
_STREAM = re.compile(rb"stream\r?\n")
_BOMB = "文件解压后异常庞大，为安全起见没有读取；请重新导出 PDF，或提供 Word 原稿"


def guard_streams(data: bytes) -> None:
    """Raises ReadError if a compressed stream unpacks to more than the bounds above."""
    total, position = 0, 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(b"endstream", start)
        if end < 0:
            end = len(data)
        if end - start >= _LOOKED_AT and data[start:start + 1] in (b"\x78", b"\x68", b"\x48", b"\x58"):
            total += _unpacked(memoryview(data)[start:end], total)
        position = end


def _unpacked(packed: memoryview, total: int) -> int:
    """The unpacked size of a stream, as far as it is deflated and whole."""
    unpacking, size, rest = zlib.decompressobj(), 0, bytes(packed)
    try:
        while rest and not unpacking.eof:
            size += len(unpacking.decompress(rest, _STEP))
            rest = unpacking.unconsumed_tail
            if size > MAX_STREAM or total + size > MAX_TOTAL:
                raise ReadError(_BOMB)
    except zlib.error:
        pass  # damaged or encrypted: PDFium will say
    return size
