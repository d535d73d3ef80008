"""Words as they are compared, not as they are shown (template-independent).

Labels and headings wrap, are spaced out, and mix full-width with half-width forms; two of them are the
same words when they are equal here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from .patterns import compiled

_SPACE = (
    r"\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202f"
    r"\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
_QUOTES = "\"'`“”„‟‘’‚‛「」『』＂＇｢｣〝〞〟"
_DROPPED = compiled(f"[{_SPACE}{re.escape(_QUOTES)}]+")
_ONE_FORM = str.maketrans({
    **dict.fromkeys("[{〔【〖〘〚﹝", "("),
    **dict.fromkeys("]}〕】〗〙〛﹞", ")"),
    **dict.fromkeys(",﹑､", "、"),
    **dict.fromkeys("·•‧・∙⋅", "·"),
    **dict.fromkeys("‐‑‒–—―−─━", "-"),
    **dict.fromkeys("〜∼", "~"),
    "｡": "。",
})
_KNOWN = {**_ONE_FORM, **{code: "" if chr(code - 0xFEE0) in _QUOTES else _ONE_FORM.get(code - 0xFEE0, code - 0xFEE0)
                         for code in range(0xFF01, 0xFF5F)}}
"""`_ONE_FORM`, and for the full-width forms of ASCII what becomes of these."""

_SEEN = compiled(r"[^\s\u00ad\u200b-\u200f\u2060\ufeff\u3000]+")
_WIDE = compiled(r"[\uff0e\uff05\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_HALF = str.maketrans({code: code - 0xFEE0 for code in (
    *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})
_HALF_NUMBERS = str.maketrans("０１２３４５６７８９％．", "0123456789%.")
_PUNCTUATION = compiled(r"[^\w+%‰℃]|_")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The form in which labels and headings are compared.

    NFKC; white space, zero-width characters and quotation marks dropped; brackets but《》become ( and ),
    commas of every kind 、, dashes of every kind -. Idempotent.
    """
    if text.isascii() and text.isalnum():
        return text
    plain = _DROPPED.sub("", text)
    known = plain.translate(_KNOWN)
    if unicodedata.is_normalized("NFKC", known):  # most are; to normalise what is not takes much longer
        return known
    folded = unicodedata.normalize("NFKC", plain)
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded).translate(_ONE_FORM))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`normalise`, and all brackets and punctuation dropped: letters and digits (+ and % kept)."""
    return _PUNCTUATION.sub("", normalise(text))


def seen(text: str) -> tuple[str, Sequence[int]]:
    """A text without white space and characters without width, and where each of its characters stands."""
    runs = list(_SEEN.finditer(text))
    if len(runs) == 1:
        return runs[0][0], range(*runs[0].span())
    return "".join([run[0] for run in runs]), [place for run in runs for place in range(*run.span())]


def half_width(text: str) -> str:
    """Full-width letters and digits as half-width ones, each in its place."""
    return text.translate(_HALF) if _WIDE.search(text) else text


def half_width_numbers(text: str) -> str:
    """Full-width digits, points and per cent signs as half-width ones, each in its place."""
    return text.translate(_HALF_NUMBERS) if _WIDE.search(text) else text
