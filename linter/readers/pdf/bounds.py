"""Guards PDFium against streams that unpack to far more than they are (decompression bombs).

PDFium unpacks a page's content whole and keeps all that it draws; so the size is looked at first.
"""

from __future__ import annotations

import zlib

from ...limits import LIMITS, Limits
from ...patterns import compiled

_LOOKED_AT = 20_000    # packed bytes from which on a stream could unpack to something large (1032:1)
_STEP = 1 << 20
_HEAD = 400             # bytes before a stream in which its dictionary is looked at
_STREAM = compiled(rb"stream\r?\n")
_END = b"endstream"
_BOMB = "文件解压后异常庞大，为安全起见没有读取；请重新导出 PDF，或提供 Word 原稿"


def guard_streams(data: bytes, limits: Limits = LIMITS) -> None:
    """Raises ReadError if a compressed stream unpacks to more than the bounds above."""
    total, position = 0, 0
    while found := _STREAM.search(data, position):
        start = found.end()
        end = data.find(_END, start)
        if end < 0:
            end = len(data)
        if end - start >= _LOOKED_AT and data[start:start + 1] in (b"\x78", b"\x68", b"\x48", b"\x58"):
            head = data[max(0, found.start() - _HEAD):found.start()]
            picture = b"/Image" in head[max(head.rfind(b" obj"), 0):]
            total += _unpacked(memoryview(data)[start:end], "pdf_picture" if picture else "pdf_stream", total, limits)
        position = end + len(_END)


def _unpacked(packed: memoryview, bound: str, total: int, limits: Limits) -> int:
    """The unpacked size of a stream, as far as it is deflated and whole."""
    unpacking, size, rest = zlib.decompressobj(), 0, bytes(packed)
    try:
        while rest and not unpacking.eof:
            size += len(unpacking.decompress(rest, _STEP))
            rest = unpacking.unconsumed_tail
            if size > getattr(limits, bound):
                raise limits.refused(bound, _BOMB)
            if total + size > limits.pdf_total:
                raise limits.refused("pdf_total", _BOMB)
    except zlib.error:
        pass  # damaged or encrypted: PDFium will say
    return size
