"""PDF pages as sheets, by PDFium: where each character stands, which lines are ruled.

Coordinates come in the page's own space (origin lower left, y upwards) and leave as the page is read:
cropped, y downwards, turned so that its text stands, whatever its /Rotate says.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_int, c_uint, c_ushort
from math import atan2, hypot, inf, isfinite, pi
from typing import Any

from ..errors import ReadError
from .pdf_calls import Unchecked
from .pdf_fonts import loses_text
from .sheet import FAR, RULE_THICKNESS, Box, Glyph, Matrix, Sheet, Strokes, standing
from .typeset import character

MAX_PAGES = 300
MAX_CHARACTERS = 500_000
MAX_OBJECTS = 300_000
"""Objects (pieces of text, paths, pictures) and path segments of all pages; a report has some 5,000."""
_PLAIN = (2, 5)     # segments of a single stroke, and of a rectangle
_DEPTH = 8          # forms within forms
_PASSWORD = 4       # FPDF_ERR_PASSWORD
_INVISIBLE = 3      # text rendering mode (ISO 32000-1, table 106)
_LARGE = 20.0       # points by which a character's box may be larger than two squares
_TIGHT = 0.2        # squares between characters that stand right behind each other, at most
_BELOW = 0.14       # the part of a character's square below its base line
_LEAN = 0.1         # quarters of a circle that a character may lean and still stand straight

_DAMAGED = "文件已损坏或不完整，无法打开；请重新下载，或重新导出 PDF"
_LOCKED = "文件设有打开密码，无法读取；请取消密码后重新保存再检查"
_NO_FONT = ("第 {number} 页的字体没有嵌入文件，这里也没有这种字体，有文字读不出来；"
            "请重新导出并嵌入字体，或在装有中文字体的电脑上检查")
_TOO_LARGE = "文件内容过多（超过 {limit}），不像一份年度报告；请只保留报告本身再检查"

Metadata = tuple[tuple[str, str], ...]


def pages_of(data: bytes) -> tuple[list[Sheet], int, Metadata]:
    """The pages, the count of characters without a meaning, and what the file says of itself.

    Raises ReadError.
    """
    import pypdfium2  # type: ignore[import-untyped]
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(_LOCKED if error.err_code == _PASSWORD else _DAMAGED) from None
    try:
        if len(document) > MAX_PAGES:
            raise ReadError(_TOO_LARGE.format(limit=f"{MAX_PAGES} 页"))
        reading = _Reading(Unchecked(raw))
        sheets = [reading.sheet(document[index], index + 1) for index in range(len(document))]
        title = document.get_metadata_value("Title").replace("\0", "")
        return sheets, reading.unknown, (("Title", title),) if title else ()
    except (pypdfium2.PdfiumError, UnicodeError):
        raise ReadError(_DAMAGED) from None
    finally:
        document.close()


def _run(words: list[str], lefts: list[float], end: float, under: float, square: float, dx: float) -> Glyph:
    """Characters that stand upright right behind each other."""
    if len(words) == 1:
        return Glyph(words[0], lefts[0] + dx, under - square, end + dx, under)
    return Glyph("".join(words), lefts[0] + dx, under - square, end + dx, under, tuple([left + dx for left in lefts]))


def _glyph(char: str, box: Box, view: Matrix) -> Glyph:
    return Glyph(char, box[0] + view.e, view.f - box[3], box[2] + view.e, view.f - box[1])


class _Reading:
    """One walk through a document, and what it has met so far."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        space = raw.FS_MATRIX()
        self._to_space = byref(space)
        self._parts = memoryview(space).cast("B").cast("f")  # a to f, as the last call left them
        self._levels = c_uint(), c_uint(), c_uint(), c_uint()
        self._to_levels = tuple(map(byref, self._levels))
        edges = (c_float * 4)()
        self._bounds = memoryview(edges).cast("B").cast("f")
        self._to_edges = tuple(byref(edges, 4 * index) for index in range(4))
        self._modes = c_int(), c_int()
        self._to_modes = tuple(map(byref, self._modes))
        self.unknown = 0
        self._characters = 0
        self._objects = 0
        self._pieces: list[Any] = []

    def sheet(self, page: Any, number: int) -> Sheet:
        left, bottom, right, top = page.get_bbox()
        sheet = Sheet(number, max(right - left, 1.0), max(top - bottom, 1.0))
        view = Matrix(1, 0, 0, -1, -left, top)
        strokes = Strokes()
        self._objects_of(page.raw, sheet, strokes, view)
        sheet.level, sheet.upright = strokes.level(), strokes.upright()
        text = page.get_textpage()
        by_quarter = self._text(text.raw, view)
        sheet.hidden = bool(by_quarter) and self._all_hidden(page.raw)
        if loses_text(self._raw, text.raw, self._pieces):
            raise ReadError(_NO_FONT.format(number=number))
        text.close()
        page.close()
        return standing(sheet, by_quarter)

    # text

    def _text(self, text: Any, view: Matrix) -> dict[int, list[Glyph]]:
        """The characters of a page by the quarters of a circle that they are turned."""
        count = max(self._raw.FPDFText_CountChars(text), 0)
        self._characters += count
        if self._characters > MAX_CHARACTERS:
            raise ReadError(_TOO_LARGE.format(limit=f"{MAX_CHARACTERS // 10_000} 万字"))
        return self._glyphs(text, count, view)

    def _glyphs(self, text: Any, count: int, view: Matrix) -> dict[int, list[Glyph]]:
        """The characters by the quarters of a circle that they are turned, anticlockwise. One loop, with
        as few calls as will do: here reading PDF spends its time."""
        raw = self._raw
        box_of, origin_of = raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
        box, x, y = raw.FS_RECTF(), c_double(), c_double()
        to_box, to_x, to_y = byref(box), byref(x), byref(y)
        edges = memoryview(box).cast("B").cast("f")  # left, top, right, bottom, as the last call left them
        dx, dy, near, far, under, widest, reach = view.e, view.f, -FAR, FAR, 0.0, 0.0, 1.0
        found: dict[int, list[Glyph]] = {}
        upright = found.setdefault(0, [])
        words: list[str] = []       # the run that is being read, and where its characters begin
        lefts: list[float] = []
        end, high, low, base, square, quarter = -inf, 0.0, 0.0, inf, 0.0, 0
        for index, char in enumerate(self._known(self._codes(text, count))):
            if not char:
                continue
            if not box_of(text, index, to_box):
                self.unknown += 1
                continue
            left, top, right, bottom = edges
            behind = -reach < left - end < reach and bottom < high and low < top and not quarter
            if behind and words and char != " " and left <= right < left + widest:
                words.append(char)  # as most are
                lefts.append(left)
                end, high, low = right, top, bottom
                continue
            if char == " " and right <= left:
                continue  # a space of PDFium's own making
            if words:
                upright.append(_run(words, lefts, end, under, square, dx))
                words = []
            if not behind:  # base line and size may differ
                if not origin_of(text, index, to_x, to_y):
                    self.unknown += 1
                    continue
                if y.value != base or quarter:
                    base = y.value
                    square, quarter = self._size(text, index)
                    under, widest, reach = dy - base + _BELOW * square, 2 * square + _LARGE, min(1.0, _TIGHT * square)
            end, high, low = right, top, bottom
            if not (near < left <= right < far and near < bottom <= top < far):
                continue
            if quarter == 0 and right - left < widest:
                words, lefts = [char], [left]
                if char == " ":
                    upright.append(_run(words, lefts, end, under, square, dx))
                    words = []
            elif quarter >= 0:
                stood = self._box(text, index, quarter, square, (left, bottom, right, top), (x.value, base))
                found.setdefault(quarter, []).append(_glyph(char, stood, view))
        if words:
            upright.append(_run(words, lefts, end, under, square, dx))
        return {quarter: glyphs for quarter, glyphs in found.items() if glyphs}

    def _known(self, codes: str) -> list[str]:
        """What to read for each code, "" for what has no meaning, which is counted."""
        meanings = {code: "" if code in "\r\n" else character(ord(code)) for code in set(codes)}
        for code, meaning in meanings.items():
            if not meaning and (code in "\0\ufffe" or "\ue000" <= code < "\uf000"):
                self.unknown += codes.count(code)
        return [meanings[code] for code in codes]

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
            return square, 0
        turns = atan2(b, a) / (pi / 2)
        return square, round(turns) % 4 if abs(turns - round(turns)) <= _LEAN else -1

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

    # paths and pictures

    def _objects_of(self, page: Any, sheet: Sheet, strokes: Strokes, view: Matrix) -> None:
        raw = self._raw
        count = raw.FPDFPage_CountObjects(page)
        self._count(count)
        self._pieces.clear()
        for index in range(count):
            self._object(raw.FPDFPage_GetObject(page, index), sheet, strokes, view, 0)

    def _object(self, item: Any, sheet: Sheet, strokes: Strokes, view: Matrix, depth: int) -> None:
        raw = self._raw
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self._pieces.append(item)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, strokes, view, depth == 0)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            sheet.pictured += self._share(item, sheet, view)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = self._matrix(item).within(view)
            count = raw.FPDFFormObj_CountObjects(item)
            self._count(count)
            for index in range(count):
                self._object(raw.FPDFFormObj_GetObject(item, index), sheet, strokes, inner, depth + 1)

    def _count(self, objects: int) -> None:
        self._objects += objects
        if self._objects > MAX_OBJECTS:
            raise ReadError(_TOO_LARGE.format(limit=f"{MAX_OBJECTS // 10_000} 万个对象"))

    def _matrix(self, item: Any) -> Matrix:
        if not self._raw.FPDFPageObj_GetMatrix(item, self._to_space):
            return Matrix()
        return Matrix(*self._parts)

    def _path(self, item: Any, strokes: Strokes, view: Matrix, top: bool) -> None:
        raw = self._raw
        fill, stroke = self._modes
        if not raw.FPDFPath_GetDrawMode(item, *self._to_modes):
            return
        if stroke.value and self._white(item, raw.FPDFPageObj_GetStrokeColor):
            stroke.value = 0
        if not stroke.value and (not fill.value or self._white(item, raw.FPDFPageObj_GetFillColor)):
            return
        count = raw.FPDFPath_CountSegments(item)
        if top and count in _PLAIN and self._plain(item, strokes, view, bool(stroke.value)):
            self._count(count)
            return
        for points, closed in self._subpaths(item, count, self._matrix(item).within(view)):
            if stroke.value:
                ends = [*points[1:], points[0]] if closed else points[1:]
                for start, end in zip(points, ends, strict=False):
                    strokes.line(*start, *end)
            elif len(points) > 1:
                strokes.fill(points)

    def _plain(self, item: Any, strokes: Strokes, view: Matrix, stroked: bool) -> bool:
        """Takes a path of so few segments that it is one stroke or one rectangle from its box alone, if that
        is as thin as a ruled line or only filled: a fifth of the calls."""
        if not self._raw.FPDFPageObj_GetBounds(item, *self._to_edges):
            return False
        left, bottom, right, top = self._bounds
        if stroked and right - left > RULE_THICKNESS < top - bottom:
            return False
        strokes.box(left + view.e, view.f - top, right + view.e, view.f - bottom)
        return True

    def _white(self, item: Any, colour: Any) -> bool:
        """Whether a colour can't be seen on paper."""
        red, green, blue, alpha = self._levels
        if not colour(item, *self._to_levels):
            return False
        return alpha.value == 0 or min(red.value, green.value, blue.value) >= 250

    def _subpaths(self, item: Any, count: int, view: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The points of each subpath, and whether it is closed. Curves count as straight."""
        raw = self._raw
        a, b, c, d, e, f = view
        x, y = c_float(), c_float()
        points: list[tuple[float, float]] = []
        closed = False
        self._count(count)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            if not segment or not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                continue
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points, closed
                points, closed = [], False
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        if points:
            yield points, closed

    def _share(self, item: Any, sheet: Sheet, view: Matrix) -> float:
        """The share of the page that a picture covers."""
        across, down = self._matrix(item).within(view), (sheet.width, sheet.height)
        width = abs(across.a) + abs(across.c)
        height = abs(across.b) + abs(across.d)
        return min(width / down[0], 1.0) * min(height / down[1], 1.0)

    def _all_hidden(self, page: Any) -> bool:
        """Whether no text of the page is painted, as under a scan."""
        raw = self._raw
        found = False
        for index in range(raw.FPDFPage_CountObjects(page)):
            item = raw.FPDFPage_GetObject(page, index)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
                if raw.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE:
                    return False
                found = True
        return found
