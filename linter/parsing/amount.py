"""Numbers with their units in prose: 1,253宗 三十件 约30件 1.2万件 占51.85%."""

from __future__ import annotations

from decimal import Decimal

from ..patterns import compiled
from ..records import dataclass

_DIGITS = {
    **{sign: value for value, sign in enumerate("零一二三四五六七八九")},
    **{sign: value for value, sign in enumerate("〇壹贰叁肆伍陆柒捌玖")}, "两": 2,
}
_GUESS = compiled(r"[一二三四五六七八九两]{2}")
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LONGEST = 15
"""Digits of a number; one that is longer counts nothing."""
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_PARTS = compiled(r"(?P<before>[^\d零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾]*)"
                    r"(?P<digits>[\d,.]+|[零〇一二三四五六七八九十百千万两壹贰叁肆伍陆柒捌玖拾]+)(?P<behind>.*)")
_INEXACT = compiled(r"[余多几来]|以上|左右|上下|[十百千万亿]")
_SPELLED = compiled(r"百分之(?P<number>.+?)$")
_OF = compiled(r"(?P<number>\d[\d,]*)\D的[^\d]*(?:\d+(?:\.\d+)?%|百分之)")
_SHARE = compiled(r"\d+(?:\.\d+)?")
_UNIT = compiled(r"[余多几来十百千万亿]*(?P<unit>.*?)(?:以上|左右|上下|之多)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """`number` None where none is said; `unit` as written (件)."""

    number: Decimal | None
    unit: str = ""
    exact: bool = True


def read_amount(words: str) -> Amount:
    """The number that the words surely say; what is rounded is not `exact`."""
    found = _PARTS.fullmatch(words)
    if found is None:
        return Amount(None, exact=False)
    digits, behind = found["digits"], found["behind"]
    unit = _UNIT.fullmatch(behind)
    number = _value(digits)
    exact = number is not None and not found["before"] and not _INEXACT.search(behind)
    return Amount(number, unit["unit"] if unit else behind, exact)


def read_share(words: str) -> Decimal | None:
    """The percentage at the end of the words (51.85%, 百分之五十一点八五), None for one that says no number."""
    said = _SPELLED.search(words)
    if said is None:
        return _bounded(_SHARE.findall(words)[-1])
    whole, _, part = said["number"].partition("点")
    places = [_DIGITS[sign] for sign in part if sign in _DIGITS]
    number = _chinese(whole) if whole else None
    if number is None or len(places) != len(part):
        return None
    return number + (Decimal("".join(map(str, places))).scaleb(-len(places)) if places else 0)


def read_whole(words: str) -> Decimal | None:
    """The number that a percentage is said to be of (占总数220件的36.36%), None where there is none."""
    said = _OF.search(words)
    return _bounded(said["number"].replace(",", "")) if said else None


def _value(digits: str) -> Decimal | None:
    if digits[0].isdecimal():
        return _bounded(digits.replace(",", ""))
    return _chinese(digits)


def _bounded(digits: str) -> Decimal | None:
    """A number; None for one that would not be reckoned exactly (Decimal has 28 digits)."""
    try:
        return Decimal(digits) if len(digits) <= _LONGEST else None
    except ArithmeticError:
        return None


def _chinese(digits: str) -> Decimal | None:
    """三十 30, 一百零五 105, 二〇 20, 一万二千 12000; digits without tens are a row of digits. Two digits that
    stand for neither (四五十件, 三五件) are a guess: no number."""
    if _GUESS.search(digits) and (len(digits) == 2 or any(sign in _TENS or sign in _MYRIADS for sign in digits)):
        return None
    if all(sign in _DIGITS for sign in digits):
        return _bounded("".join(str(_DIGITS[sign]) for sign in digits))
    total, part, digit = 0, 0, 0
    for sign in digits:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        else:
            total, part, digit = (total + part + digit) * _MYRIADS[sign], 0, 0
            if total > 10**_LONGEST:
                return None
    return Decimal(total + part + digit)
