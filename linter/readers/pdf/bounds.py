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
        if data[start:start + 1] in (b"\x78", b"\x68", b"\x48", b"\x58"):
            head = data[max(0, found.start() - _HEAD):found.start()]
            head = head[max(head.rfind(b" obj"), 0):]
            times = head.count(b"/FlateDecode")
            if end - start >= _LOOKED_AT or times > 1:
                bound = "pdf_picture" if b"/Image" in head else "pdf_stream"
                total += _unpacked(data[start:end], max(times, 1), bound, total, limits)
        position = end + len(_END)


def _unpacked(packed: bytes, times: int, bound: str, total: int, limits: Limits) -> int:
    """The unpacked size of a stream that was packed so many times, as far as it is deflated and whole."""
    size, parts = 0, [packed]
    for time in range(times):
        content, parts = b"".join(parts), []
        size = _once(content, parts if time < times - 1 else None, bound, total, limits)
    return size


def _once(packed: bytes, kept: list[bytes] | None, bound: str, total: int, limits: Limits) -> int:
    unpacking, size, rest = zlib.decompressobj(), 0, packed
    try:
        while rest and not unpacking.eof:
            part = unpacking.decompress(rest, _STEP)
            size += len(part)
            if kept is not None:
                kept.append(part)
            rest = unpacking.unconsumed_tail
            if size > getattr(limits, bound):
                raise limits.refused(bound, _BOMB)
            if total + size > limits.pdf_total:
                raise limits.refused("pdf_total", _BOMB)
    except zlib.error:
        pass  # damaged or encrypted: PDFium will say
    return size
