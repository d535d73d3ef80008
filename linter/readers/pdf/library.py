"""PDFium, and a document opened by it: the shared library that pypdfium2 brings, called by ctypes.

`import pypdfium2` declares all its 500 functions and loads sixty modules, which takes as long as to read a report;
this takes some forty functions. Arguments are not typed (to check their types takes longer than the calls), so
pointers must be given as ctypes objects.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import (
    PyDLL,
    Structure,
    byref,
    c_double,
    c_float,
    c_int,
    c_size_t,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
    create_string_buffer,
    sizeof,
)
from functools import cache
from importlib.util import find_spec
from math import cos, sin

from ...typenames import Any
from .squares import give

PACKAGE = "pypdfium2_raw"
NAMES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")


class Handle(c_void_p):
    """What PDFium keeps to itself: a document, a page, an object of one. False where it is none."""


class Config(Structure):
    """FPDF_LIBRARY_CONFIG, version 2."""

    _fields_ = (("version", c_int), ("m_pUserFontPaths", c_void_p), ("m_pIsolate", c_void_p),
                ("m_v8EmbedderSlot", c_uint))


RESULTS: dict[str, Any] = {
    **dict.fromkeys(("FPDF_LoadMemDocument64", "FPDF_LoadPage", "FPDFText_LoadPage", "FPDFPage_GetObject",
                     "FPDFFormObj_GetObject", "FPDFPath_GetPathSegment"), Handle),
    **dict.fromkeys(("FPDF_InitLibraryWithConfig", "FPDF_CloseDocument", "FPDF_ClosePage", "FPDFText_ClosePage",
                     "FPDF_SetSystemFontInfo"), None),
    **dict.fromkeys(("FPDF_GetLastError", "FPDF_GetMetaText", "FPDFTextObj_GetText"), c_ulong),
    "FPDFText_GetFontSize": c_double, "FPDFText_GetUnicode": c_uint, "FPDFTextObj_GetFont": c_void_p,
}
"""What functions give that give no int. A font's handle is given as a number, None for none."""


class Pdfium:
    """The library's functions; its structures and constants as far as they are used."""

    FS_MATRIX = c_float * 6  # a, b, c, d, e, f
    FS_RECTF = c_float * 4   # left, top, right, bottom
    FPDF_PAGEOBJ_TEXT, FPDF_PAGEOBJ_PATH, FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_FORM = 1, 2, 3, 5
    FPDF_SEGMENT_BEZIERTO, FPDF_SEGMENT_MOVETO = 1, 2

    def __init__(self, function: Callable[[str], Any]) -> None:
        self._function = function
        self.FPDF_InitLibraryWithConfig(byref(Config(2)))
        give(self)

    def __getattr__(self, name: str) -> Any:
        found = self._function(name)
        found.restype = RESULTS.get(name, c_int)
        setattr(self, name, found)
        return found


@cache
def pdfium() -> Pdfium:
    """The library, ready. Raises ModuleNotFoundError where pypdfium2 is not installed."""
    return Pdfium(_beside_its_package() or _by_its_package())


def _beside_its_package() -> Callable[[str], Any] | None:
    """The functions of the library where the wheels have it."""
    package = find_spec(PACKAGE)
    for folder in (package and package.submodule_search_locations) or ():
        for name in NAMES:
            try:
                return PyDLL(f"{folder}/{name}").__getitem__  # the calls are too short to let others run
            except OSError:
                continue
    return None


def _by_its_package() -> Callable[[str], Any]:
    """The functions of a build that has the library elsewhere (the system's), as pypdfium2 finds it."""
    from pypdfium2 import raw  # type: ignore[import-untyped]

    def function(name: str) -> Any:
        found = getattr(raw, name)
        return type(found)(cast(found, c_void_p).value)

    return function


def numbers_back(kind: Any, count: int) -> tuple[memoryview, tuple[Any, ...]]:
    """Room for what a call gives back in numbers of a kind: as the last call left them, and a pointer to each."""
    values = (kind * count)()
    numbers = memoryview(values).cast("B").cast(kind._type_)
    return numbers, tuple([byref(values, sizeof(kind) * index) for index in range(count)])


class PdfError(Exception):
    """PDFium cannot open the document, or one of its pages; `code` is what FPDF_GetLastError says."""

    def __init__(self, code: int = 0) -> None:
        super().__init__(code)
        self.code = code


class PdfDocument:
    """A document and its pages, to be closed again. Raises PdfError."""

    def __init__(self, data: bytes) -> None:
        self._raw = pdfium()
        self._data = data  # PDFium does not copy it
        self._document = self._raw.FPDF_LoadMemDocument64(data, c_size_t(len(data)), None)
        self.pages = self._raw.FPDF_GetPageCount(self._document) if self._document else 0
        if self.pages < 1:
            error = PdfError(self._raw.FPDF_GetLastError())
            self.__exit__()
            raise error

    def __enter__(self) -> PdfDocument:
        return self

    def __exit__(self, *_: object) -> None:
        if self._document:
            self._raw.FPDF_CloseDocument(self._document)

    def page(self, index: int) -> PdfPage:
        """The page of this index, from 0."""
        return PdfPage(self._raw, self._raw.FPDF_LoadPage(self._document, index))

    def turn(self, index: int, angle: float) -> None:
        """Turns what the page of this index shows, anticlockwise around its middle, in this document's memory only:
        it is there when the page is opened again."""
        with self.page(index) as page:
            left, bottom, right, top = page.box
            x, y, across, down = (left + right) / 2, (bottom + top) / 2, cos(angle), sin(angle)
            matrix = self._raw.FS_MATRIX(across, down, -down, across, x - across * x + down * y,
                                         y - down * x - across * y)
            self._raw.FPDFPage_TransFormWithClip(page.page, byref(matrix), None)

    def stated(self, key: str) -> str:
        """What the document says of itself under a key, "" for nothing."""
        name = key.encode() + b"\0"
        size = self._raw.FPDF_GetMetaText(self._document, name, None, c_ulong(0))
        buffer = create_string_buffer(max(size, 2))
        self._raw.FPDF_GetMetaText(self._document, name, buffer, c_ulong(size))
        return buffer.raw[:size - 2].decode("utf-16-le", "ignore") if size > 2 else ""


class PdfPage:
    """A page with its text layer; `page` and `text` are their handles, `box` is what is seen of it: left, bottom,
    right, top in points."""

    def __init__(self, raw: Pdfium, page: Any) -> None:
        self._raw = raw
        self.page = page
        self.text: Any = None
        edges = raw.FS_RECTF()
        try:
            self.text = raw.FPDFText_LoadPage(page) if page else None
            if not self.text or not raw.FPDF_GetPageBoundingBox(page, byref(edges)):
                raise PdfError
        except PdfError:
            self.__exit__()
            raise
        left, top, right, bottom = edges
        self.box: tuple[float, float, float, float] = (left, bottom, right, top)

    def __enter__(self) -> PdfPage:
        return self

    def __exit__(self, *_: object) -> None:
        if self.text:
            self._raw.FPDFText_ClosePage(self.text)
        if self.page:
            self._raw.FPDF_ClosePage(self.page)
