"""Numbers as the numbering formats of ISO/IEC 29500-1 §17.18.59 (ST_NumberFormat) write them."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(value: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A number in words, 0 to 9999 (beyond that in Western digits): 10 十, 11 十一, 101 一百〇一."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else str(value)
    written, gap = "", False
    for place in range(3, -1, -1):
        digit = value // 10 ** place % 10
        if digit:
            zero, unit = digits[0] if gap and written else "", units[place - 1] if place else ""
            written += zero + digits[digit] + unit
        gap = digit == 0
    ten = digits[1] + units[0]
    return written[1:] if digits is _DIGITS and written.startswith(ten) else written


def positional(value: int, digits: str = _DIGITS) -> str:
    """A number digit by digit: 10 一〇."""
    return "".join(digits[int(digit)] for digit in str(value))


def _counted(value: int) -> str:
    return chinese(value) if value < 100 else positional(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    written = ""
    for amount, letters in _ROMAN:
        written += letters * (value // amount)
        value %= amount
    return written


def _letter(value: int) -> str:
    """a … z, aa, bb …; beyond 260 in digits."""
    if not 0 < value <= 260:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda value: signs[value - 1] if 0 < value <= len(signs) else str(value)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda value: _letter(value).upper(),
    "lowerLetter": _letter,
    "chineseCounting": _counted,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": _counted,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "chineseLegalSimplified": lambda value: chinese(value, _FORMAL, "拾佰仟"),
    "ideographDigital": positional,
    "taiwaneseDigital": positional,
    "japaneseDigitalTenThousand": positional,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _one_of(_run("㊀", 10)),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "decimalEnclosedParen": _one_of(_run("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_run("⒈", 20)),
    "decimalFullWidth": lambda value: positional(value, "０１２３４５６７８９"),
    "decimalFullWidth2": lambda value: positional(value, "０１２３４５６７８９"),
    "numberInDash": lambda value: f"- {value} -",
    "none": lambda value: "",
}


def numeral(value: int, form: str) -> str:
    """`value` (0 or more) in a format by its name; in Western digits where the format is not known."""
    write = _FORMATS.get(form)
    return write(value) if write and value >= 0 else str(value)
