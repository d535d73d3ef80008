"""What a PDF page draws besides its text, by PDFium: paths as ruled lines, pictures, where its text is painted."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint

from ...limits import LIMITS, Limits
from ...typenames import Any
from ..paged.sheet import DARK, PICTURE, Box, Matrix, Sheet
from ..paged.strokes import RULE_THICKNESS, Strokes
from .library import numbers_back

_PLAIN = (2, 5)     # segments of a single stroke, and of a rectangle
_DEPTH = 8          # forms within forms
_INVISIBLE = 3      # text rendering mode (ISO 32000-1, table 106)
_TOO_LARGE = "文件内容过多（超过 {most} 个对象），不像一份年度报告；请只保留报告本身再检查"


class Drawn:
    """Walks through the objects of pages; `pieces` are the last page's pieces of text, `dark` its areas on
    which pale text can be seen."""

    def __init__(self, raw: Any, limits: Limits = LIMITS) -> None:
        self._raw, self._limits = raw, limits
        self._parts, (self._to_space, *_) = numbers_back(c_float, 6)    # a to f
        self._levels, self._to_levels = numbers_back(c_uint, 4)         # red, green, blue, alpha
        self._bounds, self._to_edges = numbers_back(c_float, 4)
        self._modes, self._to_modes = numbers_back(c_int, 2)            # whether filled, whether stroked
        self._objects = 0
        self.pieces: list[Any] = []
        self.dark: list[Box] = []

    def on(self, page: Any, sheet: Sheet, view: Matrix) -> None:
        """Gives the sheet its rules and pictures. Raises ReadError for more objects than the bound."""
        raw, strokes = self._raw, Strokes()
        count = raw.FPDFPage_CountObjects(page)
        self._count(count)
        self.pieces.clear()
        self.dark.clear()
        object_at, kind_of, text, pieces = (
            raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT, self.pieces)
        for index in range(count):
            item = object_at(page, index)
            kind = kind_of(item)
            if kind == text:  # as most are
                pieces.append(item)
            else:
                self._object(item, kind, sheet, strokes, view, 0)
        sheet.level, sheet.upright, sheet.areas = strokes.level(), strokes.upright(), strokes.areas

    def _object(self, item: Any, kind: int, sheet: Sheet, strokes: Strokes, view: Matrix, depth: int) -> None:
        raw = self._raw
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            self.pieces.append(item)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            self._path(item, strokes, view, depth == 0)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            self._picture(item, sheet, view)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = self._matrix(item).within(view)
            count = raw.FPDFFormObj_CountObjects(item)
            self._count(count)
            for index in range(count):
                part = raw.FPDFFormObj_GetObject(item, index)
                self._object(part, raw.FPDFPageObj_GetType(part), sheet, strokes, inner, depth + 1)

    def _count(self, objects: int) -> None:
        self._objects += objects
        if self._objects > (most := self._limits.pdf_objects):
            raise self._limits.refused("pdf_objects", _TOO_LARGE.format(most=most))

    def _matrix(self, item: Any) -> Matrix:
        if not self._raw.FPDFPageObj_GetMatrix(item, self._to_space):
            return Matrix()
        return Matrix(*self._parts)

    def _path(self, item: Any, strokes: Strokes, view: Matrix, top: bool) -> None:
        raw = self._raw
        if not raw.FPDFPath_GetDrawMode(item, *self._to_modes):
            return
        fill, stroke = self._modes
        if stroke and self._white(item, raw.FPDFPageObj_GetStrokeColor):
            stroke = 0
        if not stroke and not fill:
            return
        if not stroke and self._white(item, raw.FPDFPageObj_GetFillColor):
            if top and strokes.areas and raw.FPDFPageObj_GetBounds(item, *self._to_edges):
                strokes.paper(self._box(view))
            return
        count = raw.FPDFPath_CountSegments(item)
        if top and count in _PLAIN and self._plain(item, strokes, view, bool(stroke)):
            return
        shapes = self._subpaths(item, count, self._matrix(item).within(view))
        if stroke:
            for points, closed in shapes:
                strokes.outline(points, closed)
        else:
            strokes.fill([points for points, _ in shapes])

    def _plain(self, item: Any, strokes: Strokes, view: Matrix, stroked: bool) -> bool:
        """Takes a path of so few segments that it is one stroke or one rectangle from its box alone, if that
        is as thin as a ruled line or only filled: a fifth of the calls."""
        if not self._raw.FPDFPageObj_GetBounds(item, *self._to_edges):
            return False
        left, bottom, right, top = self._bounds
        if stroked and right - left > RULE_THICKNESS < top - bottom:
            return False
        box = self._box(view)
        dark = not stroked and min(self._levels[:3]) < DARK
        strokes.box(*box, dark)
        if dark:
            self.dark.append(box)
        return True

    def _box(self, view: Matrix) -> Box:
        """The bounds that were last asked for, on the page."""
        left, bottom, right, top = self._bounds
        return left + view.e, view.f - top, right + view.e, view.f - bottom

    def _white(self, item: Any, colour: Any) -> bool:
        """Whether a colour can't be seen on paper."""
        if not colour(item, *self._to_levels):
            return False
        red, green, blue, alpha = self._levels
        return alpha == 0 or (red >= 250 and green >= 250 and blue >= 250)

    def _subpaths(self, item: Any, count: int, view: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
        """The points of each subpath, and whether it is closed. Curves count as straight from end to end."""
        raw = self._raw
        a, b, c, d, e, f = view
        x, y = c_float(), c_float()
        points: list[tuple[float, float]] = []
        closed, steering = False, 0
        self._count(count)
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, index)
            if not segment or not raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
                continue
            kind = raw.FPDFPathSegment_GetType(segment)
            steering = (steering + 1) % 3 if kind == raw.FPDF_SEGMENT_BEZIERTO else 0
            if steering:
                continue
            if kind == raw.FPDF_SEGMENT_MOVETO:
                if points:
                    yield points, closed
                points, closed = [], False
            points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
            closed = closed or bool(raw.FPDFPathSegment_GetClose(segment))
        if points:
            yield points, closed

    def _picture(self, item: Any, sheet: Sheet, view: Matrix) -> None:
        """The box of a picture, and the share of the page that it covers."""
        across, down = self._matrix(item).within(view), (sheet.width, sheet.height)
        width = abs(across.a) + abs(across.c)
        height = abs(across.b) + abs(across.d)
        sheet.pictured += min(width / down[0], 1.0) * min(height / down[1], 1.0)
        left, top = min(0, across.a) + min(0, across.c) + across.e, min(0, across.b) + min(0, across.d) + across.f
        sheet.pictures.append((left, top, left + width, top + height))

    def hidden(self, pictured: float) -> bool:
        """Whether the page's text is not painted, as under a scan: none of it, or, where there are pictures, most."""
        mode = self._raw.FPDFTextObj_GetTextRenderMode
        if pictured > PICTURE:
            return bool(2 * sum(mode(piece) == _INVISIBLE for piece in self.pieces) > len(self.pieces))
        return bool(self.pieces) and all(mode(piece) == _INVISIBLE for piece in self.pieces)
