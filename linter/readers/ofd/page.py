"""What an OFD page draws (GB/T 33190-2016 §8 to §11), as a sheet: text, paths, pictures.

Measures are millimetres there; an object's own space begins at the upper left corner of its Boundary and
goes through its CTM first.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, pi

from ...limits import LIMITS, Limits
from ...patterns import compiled
from ...records import dataclass, field
from ..paged.sheet import CLEAR, DARK, FAR, PALE, Box, Glyph, Matrix, Sheet, around, left_out, standing
from ..paged.strokes import Strokes
from ..paged.typeset import character
from .package import Attributes, Package, PagePart, numbers, parse

_POINT = 72 / 25.4
_BELOW = 0.14                # the part of a character's square below its base line
_LEAN = 0.1                  # quarters of a circle that a character may lean and still stand straight
_STEP = compiled(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_TAKEN = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_TOO_LARGE = "文件内容过多，不像一份年度报告；请只保留报告本身再检查"


@dataclass(slots=True)
class Budget:
    """How much of a file has been drawn."""

    limits: Limits = LIMITS
    characters: int = 0
    strokes: int = 0

    def spend(self, characters: int = 0, strokes: int = 0) -> None:
        self.characters += characters
        self.strokes += strokes
        if self.characters > self.limits.ofd_characters:
            raise self.limits.refused("ofd_characters", _TOO_LARGE)
        if self.strokes > self.limits.ofd_strokes:
            raise self.limits.refused("ofd_strokes", _TOO_LARGE)


@dataclass(slots=True)
class _Object:
    """An object while it is read: its space, its text or path as far as met."""

    kind: str
    matrix: Matrix
    attributes: Attributes
    white: bool = False
    pale: bool = False
    dark: bool = False


@dataclass(slots=True)
class Drawing:
    """One page while it is drawn."""

    package: Package
    budget: Budget
    templates: dict[str, str]
    size: tuple[float, ...]
    strokes: Strokes = field(default_factory=Strokes)
    by_quarter: dict[int, list[Glyph]] = field(default_factory=dict)
    pale: list[Glyph] = field(default_factory=list)
    dark: list[Box] = field(default_factory=list)
    pictured: float = 0.0
    pictures: list[Box] = field(default_factory=list)
    unknown: int = 0
    _object: _Object | None = None
    _code: Attributes | None = None
    _words: list[str] = field(default_factory=list)
    _area: bool = False

    def draw(self, part: str, template: bool = False) -> None:
        """Draws what a part holds; the templates of a page with it. Raises ReadError."""
        data = self.package.read(part)
        if not data:
            return
        used: list[str] = []

        def start(name: str, attributes: Attributes) -> None:
            if name == "Template" and not template:
                used.append(attributes.get("TemplateID", ""))
            self._start(name, attributes)

        parse(data, start, self._end, self._words.append)
        for key in used[:8]:
            if key in self.templates:
                self.draw(self.templates[key], template=True)

    def _start(self, name: str, attributes: Attributes) -> None:
        self._words.clear()
        if name in ("TextObject", "PathObject", "ImageObject"):
            self._object = _Object(name, _space(attributes), attributes)
            if name == "ImageObject":
                self._picture(attributes)
        elif name == "TextCode":
            self._code = attributes
        elif name == "Area":
            self._area = True
        elif name in ("StrokeColor", "FillColor") and self._object:
            levels = numbers(attributes.get("Value", ""))
            alpha = (numbers(attributes.get("Alpha", "")) or (255.0,))[0]
            self._object.white = not alpha or (len(levels) == 3 and min(levels) >= 250)
            self._object.pale = alpha < CLEAR or (len(levels) == 3 and min(levels) > PALE)
            self._object.dark = len(levels) == 3 and min(levels) < DARK

    def _end(self, name: str) -> None:
        if name == "TextCode" and self._object and self._code is not None:
            self._text("".join(self._words), self._code, self._object)
        elif name == "AbbreviatedData" and self._object:
            self._path("".join(self._words), self._object)
        elif name == "PhysicalBox" and self._area:
            stated = numbers("".join(self._words))
            self.size = stated if len(stated) == 4 else self.size
        elif name == "Area":
            self._area = False
        elif self._object and name == self._object.kind:
            self._object = None
        self._words.clear()

    def _text(self, text: str, code: Attributes, item: _Object) -> None:
        self.budget.spend(characters=len(text))
        turns = atan2(item.matrix.b, item.matrix.a) / (pi / 2)
        if abs(turns - round(turns)) > _LEAN:
            return  # slanting: a water mark
        quarter = -round(turns) % 4
        size = (numbers(item.attributes.get("Size", "")) or (0.0,))[0]
        narrowing = (numbers(item.attributes.get("HScale", "")) or (1.0,))[0]
        steps = zip(_steps(code, "DeltaX", len(text)), _steps(code, "DeltaY", len(text)), strict=True)
        x, y = ((numbers(code.get(key, "")) or (0.0,))[0] for key in ("X", "Y"))
        for char, (across, down) in zip(text, steps, strict=True):
            natural = size * narrowing * (1.0 if char >= "\u2000" else 0.5)
            width = min(natural, across) if across and across > 0 else natural
            self._glyph(char, (x, y - (1 - _BELOW) * size, x + width, y + _BELOW * size), item.matrix, quarter)
            x += natural if across is None and down is None else across or 0.0
            y += down or 0.0

    def _glyph(self, raw: str, box: tuple[float, float, float, float], matrix: Matrix, quarter: int) -> None:
        char = character(ord(raw))
        if not char:
            self.unknown += raw >= " "
            return
        x0, y0 = _through(matrix, box[0], box[1])
        x1, y1 = _through(matrix, box[2], box[3])
        glyph = Glyph(char, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        if -FAR < glyph.left <= glyph.right < FAR and -FAR < glyph.top <= glyph.bottom < FAR:
            pale = self._object is not None and self._object.pale and not quarter
            (self.pale if pale else self.by_quarter.setdefault(quarter, [])).append(glyph)

    def _path(self, data: str, item: _Object) -> None:
        stroked = item.attributes.get("Stroke", "true") != "false"
        filled = item.attributes.get("Fill", "false") == "true"
        if not (stroked or filled) or (item.white and stroked):
            return
        shapes: list[list[tuple[float, float]]] = []
        for points in _subpaths(data):
            self.budget.spend(strokes=len(points))
            shapes.append([_through(item.matrix, x, y) for x, y in points])
        if stroked:
            for shape in shapes:
                round_about = len(shape) > 2 and shape[0] == shape[-1]
                self.strokes.outline(shape[:-1] if round_about else shape, round_about)
            return
        bounds = [around(shape) for shape in shapes if len(shape) > 1]
        if item.white:
            for box in bounds:
                self.strokes.paper(box)
            return
        self.strokes.fill(shapes)
        if item.dark:
            self.dark += bounds

    def _picture(self, attributes: Attributes) -> None:
        box = numbers(attributes.get("Boundary", ""))
        if len(box) == 4 and len(self.size) == 4 and self.size[2] > 0 and self.size[3] > 0:
            self.pictured += min(box[2] / self.size[2], 1.0) * min(box[3] / self.size[3], 1.0)
            left, top = (box[0] - self.size[0]) * _POINT, (box[1] - self.size[1]) * _POINT
            self.pictures.append((left, top, left + box[2] * _POINT, top + box[3] * _POINT))


def sheet_of(package: Package, page: PagePart, number: int, budget: Budget) -> tuple[Sheet, int]:
    """A page as a sheet, and the count of its characters without a meaning. Raises ReadError."""
    drawing = Drawing(package, budget, page.templates, page.size)
    drawing.draw(page.part)
    _, _, width, height = drawing.size
    sheet = Sheet(number, max(width * _POINT, 1.0), max(height * _POINT, 1.0), pictured=drawing.pictured,
                  pictures=drawing.pictures, limits=budget.limits)
    sheet.pale = left_out(drawing.pale, drawing.dark, drawing.by_quarter)
    strokes = drawing.strokes
    sheet.level, sheet.upright, sheet.areas = strokes.level(), strokes.upright(), strokes.areas
    return standing(sheet, drawing.by_quarter), drawing.unknown


def _space(attributes: Attributes) -> Matrix:
    """From an object's own space to points on the page."""
    ctm = numbers(attributes.get("CTM", ""))
    left, top = (*numbers(attributes.get("Boundary", "")), 0.0, 0.0)[:2]
    own = Matrix(*ctm) if len(ctm) == 6 else Matrix()
    return own.within(Matrix(e=left, f=top)).within(Matrix(a=_POINT, d=_POINT))


def _through(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _steps(code: Attributes, key: str, count: int) -> Iterator[float | None]:
    """The way from each character to the next, None where it is not said; "g n v" is n times v (§11.3)."""
    words = code.get(key, "").split()
    found: list[float | None] = []
    index = 0
    while index < len(words) and len(found) < count:
        if words[index] == "g" and index + 2 < len(words):
            times, value = numbers(words[index + 1]), numbers(words[index + 2])
            if times and value:
                found.extend([value[0]] * max(0, min(int(times[0]), count - len(found))))
            index += 3
        else:
            found.extend(numbers(words[index]))
            index += 1
    return iter(found[:count] + [None] * (count - len(found)))


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The points of each subpath of an abbreviated path (§9.1); curves count as straight."""
    points: list[tuple[float, float]] = []
    letter, values = "", list[float]()
    for word in [*_STEP.findall(data), "M"]:
        if not word.isalpha():
            values.append(float(word))
            continue
        if letter:
            taken = _TAKEN.get(letter, 0)
            if letter in "SM":
                if points:
                    yield points
                points = []
            if letter == "C" and points:
                points.append(points[0])
            elif taken and len(values) >= taken:
                points.append((values[taken - 2], values[taken - 1]))
        letter, values = word.upper(), []
    if points:
        yield points
