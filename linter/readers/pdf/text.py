"""The characters of a PDF page by PDFium: what each means, where it stands, how it is turned."""

from __future__ import annotations

from ctypes import byref, c_double, c_float, c_uint, c_ushort
from math import atan2, hypot, inf, isfinite, pi

from ...patterns import compiled
from ...typenames import Any
from ..paged.sheet import CLEAR, FAR, PALE, Box, Glyph, Matrix
from ..paged.typeset import character
from .library import numbers_back

_LARGE = 20.0       # points by which a character's box may be larger than two squares
_TIGHT = 0.2        # squares between characters that stand right behind each other, at most
_BELOW = 0.14       # the part of a character's square below its base line
_NONE: list[float] = []
_NOT_PLAIN = compiled("[^ -~\u2014-\u2026\u3001-\ud7ff\uff01-\uff5e]")  # what may not mean itself
_LEAN = 0.1         # quarters of a circle that a character may lean and still stand straight
_LEVEL = 0.0002     # … that nobody sees: a millimetre on the length of three pages


def _run(words: str, lefts: list[float], end: float, under: float, square: float, dx: float) -> Glyph:
    """Characters that stand upright right behind each other, the first of `words`."""
    if len(lefts) == 1:
        return Glyph(words[0], lefts[0] + dx, under - square, end + dx, under)
    places = tuple([left + dx for left in lefts] if dx else lefts)
    return Glyph(words[:len(lefts)], places[0], under - square, end + dx, under, places)


def _glyph(char: str, box: Box, view: Matrix) -> Glyph:
    return Glyph(char, box[0] + view.e, view.f - box[3], box[2] + view.e, view.f - box[1])


class Characters:
    """Reads pages' characters; `unknown` counts those without a meaning or a place, `pale` are the upright ones of
    the last page that can hardly be seen on paper, `lean` the angle by which its lines lean, anticlockwise."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self._parts, (self._to_space, *_) = numbers_back(c_float, 6)    # a to f
        self._levels, self._to_levels = numbers_back(c_uint, 4)         # red, green, blue, alpha
        self.unknown = 0
        self.pale: list[Glyph] = []
        self._straight = 0              # sizes of the last page's characters that were asked for …
        self._leaning: list[float] = [] # … and by how much those lean that do

    @property
    def lean(self) -> float:
        leaning = sorted(self._leaning)
        return leaning[len(leaning) // 2] if len(leaning) > self._straight else 0.0

    def of(self, text: Any, count: int, view: Matrix) -> dict[int, list[Glyph]]:
        """The characters by the quarters of a circle that they are turned, anticlockwise. One loop, with
        as few calls as will do: here reading PDF spends its time."""
        raw = self._raw
        box_of, origin_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        edges, (to_box, *_) = numbers_back(c_float, 4)                  # left, top, right, bottom
        x, y = c_double(), c_double()
        to_x, to_y = byref(x), byref(y)
        dx, dy, near, far, under, widest, reach = view.e, view.f, -FAR, FAR, 0.0, 0.0, 1.0
        found: dict[int, list[Glyph]] = {0: []}
        upright, self.pale, known = found[0], [], self._known(self._codes(text, count))
        self._straight, self._leaning = 0, []
        first, lefts = 0, _NONE     # the run that is being read, and where its characters begin
        end, high, low, base, square, quarter, room = -inf, 0.0, 0.0, inf, 0.0, 0, 0.0
        for index, char in enumerate(known):
            if char == "\0" or not box_of(text, index, to_box):
                self.unknown += char != "\0"
                high = -inf  # what follows does not stand behind
                continue
            left, top, right, bottom = edges
            behind = -reach < left - end < reach and bottom < high and low < top
            if behind and lefts and char != " " and right < left + room:
                lefts.append(left)  # as most are
                end, high, low = right, top, bottom
                continue
            if char == " " and right <= left:
                high = -inf  # a space of PDFium's own making
                continue
            if lefts:
                upright.append(_run(known[first:index], lefts, end, under, square, dx))
                lefts = _NONE
            if not ((behind and not quarter) or origin_of(text, index, to_x, to_y)):
                self.unknown += 1
                continue
            if quarter or (not behind and y.value != base):  # base line and size may differ
                base = y.value
                square, quarter = self._size(text, index)
                upright = self.pale if self._is_pale(text, index) else found[0]
                under, widest, reach = dy - base + _BELOW * square, 2 * square + _LARGE, min(1.0, _TIGHT * square)
            end, high, low, room = right, top, bottom, 0.0 if char == " " else widest
            if not (near < left <= right < far and near < bottom <= top < far):
                continue
            if quarter == 0 and right - left < widest:
                first, lefts = index, [left]
            elif quarter >= 0:
                stood = self._box(text, index, quarter, square, (left, bottom, right, top), (x.value, base))
                found.setdefault(quarter, []).append(_glyph(char, stood, view))
        if lefts:
            upright.append(_run(known[first:], lefts, end, under, square, dx))
        return {quarter: glyphs for quarter, glyphs in found.items() if glyphs}

    def _known(self, codes: str) -> str:
        """What to read for each code, NUL for what has no meaning, which is counted."""
        known = codes
        for code in set(_NOT_PLAIN.findall(codes)):
            meaning = "" if code in "\r\n" else character(ord(code))
            if meaning == code:
                continue
            known = known.replace(code, meaning or "\0")
            if not meaning and (code in "\0\ufffe" or "\x7f" <= code < "\xa0" or "\ue000" <= code < "\uf000"):
                self.unknown += codes.count(code)
        return known

    def _codes(self, text: Any, count: int) -> str:
        """The characters as the text layer has them, by one call where each is one code unit."""
        raw = self._raw
        units = (c_ushort * (count + 1))()
        if raw.FPDFText_GetText(text, 0, count, units) == count + 1:
            codes = bytes(units)[:2 * count].decode("utf-16-le", "surrogatepass")
            if len(codes) == count:
                return codes
        return "".join(chr(min(raw.FPDFText_GetUnicode(text, index), 0x10FFFF)) for index in range(count))

    def _size(self, text: Any, index: int) -> tuple[float, int]:
        """The side of a character's square in points, and the quarters it is turned by; -1 for slanting
        ones: water marks and stamps."""
        if not self._raw.FPDFText_GetMatrix(text, index, self._to_space):
            return 0.0, 0
        a, b, c, d, _, _ = self._parts
        square = self._raw.FPDFText_GetFontSize(text, index) * hypot(c, d)
        if not (isfinite(square) and isfinite(a) and isfinite(b)):
            return 0.0, -1
        if not b and a > 0:
            self._straight += 1
            return square, 0
        turns = atan2(b, a) / (pi / 2)
        lean = turns - round(turns)
        if abs(lean) > _LEAN:
            return square, -1
        if abs(lean) < _LEVEL:
            self._straight += 1
        else:
            self._leaning.append(lean * pi / 2)
        return square, round(turns) % 4

    def _is_pale(self, text: Any, index: int) -> bool:
        if not self._raw.FPDFText_GetFillColor(text, index, *self._to_levels):
            return False
        red, green, blue, alpha = self._levels
        return alpha < CLEAR or (red > PALE and green > PALE and blue > PALE)

    def _box(self, text: Any, index: int, quarter: int, square: float, box: Box,
             origin: tuple[float, float]) -> Box:
        """A character's box: along the line what the font says; across it the square of its size, as fonts
        are often wrong about their height."""
        left, bottom, right, top = box
        if max(right - left, top - bottom) > 2 * square + _LARGE:
            return self._inked(text, index, box)
        below, above = _BELOW * square, (1 - _BELOW) * square
        if quarter % 2:
            before, behind = (above, below) if quarter == 1 else (below, above)
            return origin[0] - before, bottom, origin[0] + behind, top
        return left, origin[1] - above, right, origin[1] + below

    def _inked(self, text: Any, index: int, box: Box) -> Box:
        """The box that a character's ink takes up, where `box` is far too large for it: PDFium's boxes of
        fonts for vertical writing are."""
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        found = self._raw.FPDFText_GetCharBox(
            text, index, byref(left), byref(right), byref(bottom), byref(top))
        side = max(right.value - left.value, top.value - bottom.value)
        if not found or side <= 0 or max(box[2] - box[0], box[3] - box[1]) < 3 * side:
            return box
        return left.value, bottom.value, right.value, top.value
