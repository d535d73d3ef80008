"""What may have happened where equations fail, in a Chinese clause each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..findings import Share
from .ledger import Cause, Ledger


def hints(cause: Cause, ledger: Ledger) -> Iterator[str]:
    """The clauses for one cause."""
    cells = [(ledger.shares[key], error) for key, error in cause.errors.items()]
    if len(cells) == 1:
        share, error = cells[0]
        doubt = "" if cause.certain else "可能"
        swapped = "（疑似相邻两位数字颠倒）" if cause.extra.get("swapped") else ""
        right = share.value - error
        yield f"{doubt or '疑'}是“{_name(share)}”填错：填报{share.value}，按各式推算应为{right}{swapped}"
    elif cells and cause.hint.startswith("line"):
        yield _whole(cause, ledger)
    elif cells:
        yield _both(cells, cause.hint) if cause.hint.startswith("both") else _moved(cells, cause.hint)
    elif cause.hint == "omitted":
        yield f"差额恰好等于“{_name(ledger.shares[cause.extra['omitted']])}”一格，合计时可能漏加"
    elif abs(ledger.differences[min(cause.equations)]) % 9 == 0:
        yield "差额是9的倍数，可能有相邻两位数字颠倒"


def _whole(cause: Cause, ledger: Ledger) -> str:
    """Several cells of a line; other lines whose cells explain the same are named too."""
    kind, axis = ("行", "row") if cause.hint == "line-row" else ("列", "column")
    lines = [[ledger.shares[key].place for key in other.errors] for other in cause.extra["alike"]]
    names = "或".join(dict.fromkeys(f"“{getattr(places[0], axis)}”" for places in lines))
    if len(lines) == 1 and len(lines[0]) <= 3:
        return "疑是" + "".join(f"“{'—'.join((p.row, p.column))}”" for p in lines[0]) + f"{len(lines[0])}格填错"
    return f"这些差额可由{names}一{kind}中{len(lines[0])}格填错、漏填或错位解释"


def _moved(cells: Sequence[tuple[Share, Decimal]], where: str) -> str:
    (more, error), (less, _) = sorted(cells, key=lambda item: -item[1])
    line, ends = _line(where, more, less)
    return f"一{line}多{error}、另一{line}少{error}，疑似有{error}件填错了{line}（“{ends[0]}”与“{ends[1]}”之间）"


def _both(cells: Sequence[tuple[Share, Decimal]], where: str) -> str:
    (one, error), (two, _) = cells
    line, ends = _line(where.removeprefix("both-"), one, two)
    more = "多" if error > 0 else "少"
    return f"“{ends[0]}”与“{ends[1]}”两{line}同时{more}{abs(error)}，疑似同一处多计或漏计，总计随之出错"


def _line(where: str, one: Share, two: Share) -> tuple[str, tuple[str, str]]:
    """Column or row, and the names of the two."""
    if where == "column":
        return "列", (one.place.column, two.place.column)
    return "行", (one.place.row, two.place.row)


def _name(share: Share) -> str:
    return "—".join(part for part in (share.place.row, share.place.column) if part)
