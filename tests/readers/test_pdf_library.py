"""PDFium as it is called: what pypdfium2 declares of it, at a fraction of the start."""

from __future__ import annotations

import ctypes
import re
import subprocess
import sys
from pathlib import Path

import pytest
from drawing import Page, pdf_of
from pypdfium2 import raw
from reportlint.errors import ReadError
from reportlint.readers import read
from reportlint.readers.pdf import library as pdf_library
from reportlint.readers.pdf.library import RESULTS, Config, PdfDocument, PdfError, Pdfium, pdfium

READERS = Path(pdf_library.__file__).parent
USED = sorted({name for file in READERS.glob("*.py")
               for name in re.findall(r"raw\.(F[A-Z]{2,}\w+)", file.read_text(encoding="utf-8"))} | {*RESULTS})
FUNCTIONS = [name for name in USED if hasattr(getattr(raw, name), "restype")]


def document() -> bytes:
    page = Page()
    page.text(90, 100, "某某局2024年政府信息公开工作年度报告")
    return pdf_of(page)


def test_all_that_is_used_is_looked_at() -> None:
    assert {"FPDFText_GetLooseCharBox", "FPDFPage_GetObject", "FPDF_LoadMemDocument64"} <= set(FUNCTIONS)
    assert set(RESULTS) <= set(FUNCTIONS)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_results_are_as_declared(name: str) -> None:
    ours, declared = RESULTS.get(name, ctypes.c_int), getattr(raw, name).restype
    if declared is None or ours is None:
        assert (ours, declared) == (None, None)
    elif hasattr(declared, "contents"):
        assert issubclass(ours, ctypes.c_void_p)
    else:
        assert ours is declared


@pytest.mark.parametrize("name", [name for name in USED if name not in FUNCTIONS])
def test_constants_and_structures_are_as_declared(name: str) -> None:
    ours, declared = getattr(Pdfium, name), getattr(raw, name)
    if isinstance(declared, int):
        assert ours == declared
    else:
        assert ctypes.sizeof(ours) == ctypes.sizeof(declared)
        assert {kind for _, kind in declared._fields_} == {ours._type_}


def test_settings_begin_as_declared() -> None:
    declared = raw.FPDF_LIBRARY_CONFIG
    assert [name for name, _ in Config._fields_] == [name for name, _ in declared._fields_][:4]
    assert [getattr(Config, name).offset for name, _ in Config._fields_] == \
        [getattr(declared, name).offset for name, _ in declared._fields_][:4]


def test_a_build_that_has_the_library_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read("r.pdf", document())
    monkeypatch.setattr(pdf_library, "NAMES", ("nothing.so",))
    pdfium.cache_clear()
    assert pdf_library._beside_its_package() is None
    assert read("r.pdf", document()) == usual
    pdfium.cache_clear()


def test_without_it_the_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_library, "PACKAGE", "no_such_package")
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    pdfium.cache_clear()
    with pytest.raises(ReadError, match="所需的组件 pypdfium2 没有安装"):
        read("r.pdf", document())
    pdfium.cache_clear()


def test_a_document_that_is_none() -> None:
    with pytest.raises(PdfError):
        PdfDocument(b"%PDF-1.7 nothing")
    with PdfDocument(document()) as opened, pytest.raises(PdfError):
        opened.page(1)


def test_its_package_is_not_loaded() -> None:
    code = ("import sys; from reportlint.readers import read; read('r.pdf', sys.stdin.buffer.read()); "
            "print({'pypdfium2', 'pypdfium2_raw', 'logging', 'statistics'} & set(sys.modules))")
    done = subprocess.run([sys.executable, "-c", code], input=document(), capture_output=True, check=True)
    assert done.stdout.strip() == b"set()"
