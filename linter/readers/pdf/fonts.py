"""Whether PDFium lost text for want of a font.

A PDF need not carry its fonts, and a Western one that PDFium puts in its place has no Chinese characters. Their
boxes have no height then; PDFium leaves out single characters, and takes words that stand twice below each other for
one word painted twice (as old printers' bold is). What is left reads well and lacks labels and figures: it must not
be judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ctypes import byref, c_double, c_float, c_void_p

from ...typenames import Any
from .squares import ours

_THIN = 0.004       # of its width: the height of a box without a shape; 一 has more than 0.03
_NEAR = 2           # points between a word and itself painted again
_EMPTY = 2          # octets of the NUL behind a text

Place = tuple[int, int]


def loses_text(raw: Any, text: Any, pieces: Iterable[Any]) -> bool:
    """Whether some of a page's pieces of text are missing from its text layer, and nothing else stands there.

    Blanks have no shape either: where all characters that are there have one, nothing was lost.
    """
    seen: set[Place] = set()
    missing: list[Place] = []
    for piece in _not_carried(raw, pieces):
        left, bottom, right, top = _box(raw, piece)
        place = round(left / _NEAR), round(bottom / _NEAR)
        if raw.FPDFTextObj_GetText(piece, text, None, 0) > _EMPTY:
            seen.add(place)
        elif top - bottom <= _THIN * (right - left):
            missing.append(place)
    lost = [place for place in missing if not seen.intersection(_around(*place))]
    return bool(lost) and _shapeless(raw, text, len(lost) > len(seen))


def _not_carried(raw: Any, pieces: Iterable[Any]) -> Iterator[Any]:
    """The pieces in fonts that the file does not carry, and that have no shape for every character."""
    font_of = raw.FPDFTextObj_GetFont
    carried: dict[int | None, bool] = {None: False}
    for piece in pieces:
        font = font_of(piece)
        if font not in carried:
            handle = c_void_p(font)
            carried[font] = raw.FPDFFont_GetIsEmbedded(handle) == 1 or ours(raw, handle)
        if not carried[font]:
            yield piece


def _shapeless(raw: Any, text: Any, unknown: bool) -> bool:
    """Whether a letter, figure or Chinese character of the page has no shape; `unknown` if it has none such."""
    codes = ((index, chr(raw.FPDFText_GetUnicode(text, index))) for index in range(raw.FPDFText_CountChars(text)))
    thin = [_flat(raw, text, index) for index, code in codes if code.isalnum()]
    return any(thin) if thin else unknown


def _flat(raw: Any, text: Any, index: int) -> bool:
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    found = raw.FPDFText_GetCharBox(text, index, byref(left), byref(right), byref(bottom), byref(top))
    return bool(found) and top.value - bottom.value <= _THIN * (right.value - left.value)


def _around(across: int, down: int) -> set[Place]:
    return {(across + right, down + up) for right in (-1, 0, 1) for up in (-1, 0, 1)}


def _box(raw: Any, piece: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetBounds(piece, byref(left), byref(bottom), byref(right), byref(top))  # else all are zero
    return left.value, bottom.value, right.value, top.value

