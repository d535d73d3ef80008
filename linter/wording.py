"""Words as they are compared, not as they are shown (template-independent).

Labels and headings wrap, are spaced out, and mix full-width with half-width forms; two of them are the
same words when they are equal here.
"""

from __future__ import annotations

import re
import unicodedata
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
_PUNCTUATION = compiled(r"[^\w+%‰℃]|_")


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """The form in which labels and headings are compared.

    NFKC; white space, zero-width characters and quotation marks dropped; brackets but《》become ( and ),
    commas of every kind 、, dashes of every kind -. Idempotent.
    """
    folded = unicodedata.normalize("NFKC", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded).translate(_ONE_FORM))


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """`normalise`, and all brackets and punctuation dropped: letters and digits (+ and % kept)."""
    return _PUNCTUATION.sub("", normalise(text))
