"""The values of numbers as reports write them: 一、 （十二） 3. ① 二〇二三年."""

from __future__ import annotations

import unicodedata

from ..patterns import compiled

_DIGITS = {
    **{sign: value for value, sign in enumerate("〇一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **dict.fromkeys("○◯oO0О", 0),
    "元": 1,
}
_NUMERAL = compiled(r"[一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]+|\d+")


def ordinal(number: str) -> int:
    """The value of a heading's number, marks and white space around it allowed; 0 for none.

    Numbers under 100, which is all that a heading has.
    """
    found = _NUMERAL.search("".join(unicodedata.normalize("NFKC", number).split()))
    if not found:
        return 0
    digits = found[0]
    if digits.isdecimal():
        return int(digits) if len(digits) < 9 else 0
    return _chinese(digits.replace("拾", "十"))


def numeral(digits: str) -> int | None:
    """A year, month or day: decimal digits of any width, 二〇二三, 十二. None for anything else."""
    folded = unicodedata.normalize("NFKC", digits)
    if folded.isdecimal():
        return int(folded) if len(folded) < 9 else None
    if "十" in folded:
        return _chinese(folded) or None
    values = [_DIGITS.get(sign) for sign in folded]
    if not values or None in values or len(values) > 8:
        return None
    return int("".join(map(str, values)))


def _chinese(digits: str) -> int:
    """十 10, 十二 12, 二十 20, 二十一 21; one digit alone is itself."""
    tens, mark, ones = digits.partition("十")
    if not mark:
        return _DIGITS.get(digits[:1], 0)
    return (_DIGITS.get(tens[-1:], 1) if tens else 1) * 10 + _DIGITS.get(ones[:1], 0)
