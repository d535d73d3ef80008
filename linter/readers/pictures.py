"""Pictures large enough to be a table: what is in them nobody reads, so where a table is lacking that is said."""

from __future__ import annotations

from ..model import Line, Text
from ..patterns import compiled

PICTURED = "位置是一张图片或嵌入的对象，其中的数字没有读取；请换成可以选中文字的表格"
"""Why a table that is a picture is not read, behind the table's name and 的."""
WIDTH, HEIGHT = 200.0, 45.0
"""Points from which on a picture may be a table; icons, seals and lines are smaller. The form's tables take
400 points across."""


def picture(place: Text) -> Line:
    """A picture as a line without words, at `place`."""
    return Line(place, unread=PICTURED)


def large(width: float, height: float) -> bool:
    """Whether a picture of this size in points may be a table; 0 for a size that is not known."""
    return (not width or width >= WIDTH) and (not height or height >= HEIGHT)


_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "in": 72.0, "mm": 2.835}
_SIDE = {side: compiled(rf"(?:^|[;\s]){side}\s*:\s*(\d{{1,5}}(?:\.\d{{0,4}})?)(pt|px|cm|in|mm)")
         for side in ("width", "height")}


def stated_size(style: str) -> tuple[float, float]:
    """Width and height in points that a CSS style states, 0 for none."""
    found = [pattern.search(style) for pattern in _SIDE.values()]
    width, height = (float(side[1]) * _POINTS[side[2]] if side else 0.0 for side in found)
    return width, height


def emu(written: str) -> float:
    """Points of a length in English Metric Units as DrawingML has it, 0 for none."""
    return int(written) / 12_700 if written.isascii() and written.isdigit() and len(written) < 12 else 0.0
