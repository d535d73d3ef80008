"""Calls of PDFium at half their cost. A page takes thousands of them."""

from __future__ import annotations

from ctypes import c_void_p, cast
from typing import Any


class Unchecked:
    """The functions and constants of `raw` (pypdfium2's), functions without the types of their arguments:
    checking those takes longer than the calls. So pointers must be given as ctypes objects."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def addressed(self, name: str) -> Any:
        """The function `name`, which gives an address as a number, None for none."""
        found = getattr(self._raw, name)
        plain = type(found)(cast(found, c_void_p).value)
        plain.restype = c_void_p
        return plain

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._raw, name)
        if hasattr(found, "restype"):
            plain = type(found)(cast(found, c_void_p).value)
            plain.restype = found.restype
            found = plain
        setattr(self, name, found)
        return found
