"""Characters that Word keeps as a place in a symbol font (w:sym) instead of in Unicode."""

from __future__ import annotations

_CHECKS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x50: "✓", 0x52: "☑", 0x53: "☒"}


def symbol(font: str, char: str) -> str:
    """The character at hexadecimal place `char` of `font`.

    Word shifts symbol fonts' places to F000–F0FF; there, Symbol has Western digits and signs at their
    usual places. Places of fonts that are not known are given as they are (private use), "" for none.
    """
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0x10FFFF or 0xD800 <= code < 0xE000:
        return ""
    place = code - 0xF000
    if font.startswith("Wingdings"):
        return _CHECKS.get(place if place >= 0 else code, chr(code))
    if font == "Symbol" and 0x20 <= place < 0x40:
        return chr(place)
    return chr(code)
