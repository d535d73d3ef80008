"""Guards PDFium against forms that draw forms that draw forms: each twice the next makes a million of twenty, all of
which PDFium keeps; and when memory runs out it ends the process, with every other file of the run."""

from __future__ import annotations

import re
import zlib

from ...limits import LIMITS, Limits

_FORM = b"/Form"
_DRAWS = re.compile(rb"/[^\s/<>\[\]()]+\s+Do\b")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 20_000      # bytes of an object in which its dictionary is looked for
_DEEPEST = 30       # forms in each other that PDFium draws
_UNPACKED = 1 << 20  # bytes of a form's content in which it is looked for what it draws
_BOMB = "文件中的图形层层套用，展开后异常庞大，为安全起见没有读取；请重新导出 PDF，或提供 Word 原稿"


def guard_forms(data: bytes, limits: Limits = LIMITS) -> None:
    """Raises ReadError where a form draws more than the bound of objects when all that it draws is counted."""
    if data.count(_FORM) < 2:
        return
    draws, leads = _forms(data, limits)
    if not any(leads.values()):
        return
    costs = dict.fromkeys(draws, 1)
    for _ in range(_DEEPEST):
        costs = {form: 1 + draws[form] * max((costs[inner] for inner in leads[form]), default=0) for form in draws}
        if max(costs.values()) > limits.pdf_objects:
            raise limits.refused("pdf_objects", _BOMB)


def _forms(data: bytes, limits: Limits) -> tuple[dict[bytes, int], dict[bytes, list[bytes]]]:
    """Of each form, by its number, how often it draws something, and to which other forms its resources lead."""
    objects = {found[1]: found.end() for found in _OBJECT.finditer(data)}
    heads: dict[bytes, bytes] = {}
    draws: dict[bytes, int] = {}
    total = 0
    for number, place in objects.items():
        part = data[place:place + _HEAD]
        begin = _STREAM.search(part)
        head = part[:begin.start()] if begin else b""
        if begin and _FORM in head and b"endobj" not in head:
            heads[number] = head
            content = _content(data, place + begin.end(), head)
            draws[number] = len(_DRAWS.findall(content))
            total += len(content)
            if total > limits.pdf_total:
                raise limits.refused("pdf_total", _BOMB)
    return draws, {number: [inner for inner in _led(data, head, objects) if inner in heads and inner != number]
                   for number, head in heads.items()}


def _led(data: bytes, head: bytes, objects: dict[bytes, int]) -> list[bytes]:
    """The objects that a dictionary refers to, and those that these refer to."""
    first = _REFERENCE.findall(head)
    texts = [data[objects[number]:objects[number] + _HEAD].partition(b"endobj")[0].partition(b"stream")[0]
             for number in first[:200] if number in objects]
    return [*first, *(number for text in texts for number in _REFERENCE.findall(text))]


def _content(data: bytes, start: int, head: bytes) -> bytes:
    """The beginning of a stream's content, unpacked."""
    end = data.find(b"endstream", start)
    content = data[start:end if end > 0 else len(data)]
    if b"Decode" in head or b"/Fl" in head:
        try:
            content = zlib.decompressobj().decompress(content, _UNPACKED)
        except zlib.error:
            return b""
    return content[:_UNPACKED]
