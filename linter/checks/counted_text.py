"""Counts in prose agree with the table: a count is a fault only if no accepted reading of it agrees.

A rule says which phrases it is about (classes of the grammar, "REQUEST.NEW") and, as formulas, which figures
each may stand for. What the prose leaves unsure is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, product

from ..counts import Count
from ..findings import Claim, Holds, NotJudged, Outcome, Problem, Related
from ..formula import Formula
from ..records import dataclass, replace
from ..regex import Regex
from ..terms import BoundTable, View
from . import option
from .stated import keys, phrase_of, place_of, stated
from .table_sums import Gap, Sum, doubtful, sum_of
from .unread import held

MOST_READINGS = 64

FACTS: Mapping[str, str] = {
    "quote": "正文中的说法",
    "number": "正文中的数字",
    "unit": "正文中的量词，没有写则为“件”",
    "label": "第一种解读对应的行（和列）",
    "value": "第一种解读在表中的数值",
    "said": "“中的30件”；说“没有”的为“（即0件）”",
    "readings": "其余解读及数值，如“（新收＋上年结转53件也不一致）”，没有则为空",
}


@dataclass(frozen=True)
class Options:
    """Which phrases are compared with which figures."""

    table: str = option("对照的表", names="table")
    phrases: Mapping[str, tuple[str, ...]] = option("说法 → 语法 count.lark 中的词类，如 REQUEST.NEW")
    accepted: tuple[Formula, ...] = option("各说法可以对应的数值，如 收到 = 新收 + 上年结转", words="phrases")
    positive: tuple[Formula, ...] = option("只有大于 0 的数才可以对应的数值", (), words="phrases")
    every: tuple[Formula, ...] = option("说“全部”如此的，等于哪个总数，如 审结 = 行[总计]", (), words="phrases")
    results: tuple[str, ...] = option("办理结果的说法：前面说的总数不是 results_of 时，可以少算 results_less", ())
    results_of: tuple[Formula, ...] = option("办理结果的总数，如 办结 = 合计", (), words="phrases")
    results_less: tuple[Formula, ...] = option("前面的总数不含的，如 转来 = 上年结转", (), words="phrases")
    column: str = option("说法没有提到申请人时看哪一列", "", names="column")
    applicants: tuple[Formula, ...] = option("提到申请人时看哪些列，如 单位 = 甲列 + 乙列", (), words="phrases")
    units: tuple[str, ...] = option("可以比较的量词", ())
    areas: tuple[str, ...] = option("表格统计全域的机关类型", ())
    topic: bool = option("只看谈及政府信息公开的段落", False)
    vouched: int = option("同一段落有不小于此数、与表一致的件数，也算谈及（0 为不这样看）", 0)
    sections: tuple[str, ...] = option("这些部分的内容都算谈及政府信息公开", (), names="section")
    judges: Regex = option("这些机关也办理别人的案件（在机关名称中查找）", Regex(""))
    judging: tuple[str, ...] = option("这些机关办理案件的词类，如 RECEIVED：所在的句子不比较", ())
    zero: str = option("表内数字全部为 0 时，由哪条规则报告", "", names="rule")
    no_table: str = option("表不在时，由哪条规则报告", "", names="rule")
    no_row: str = option("缺行时，由哪条规则报告", "", names="rule")
    no_column: str = option("缺列时，由哪条规则报告", "", names="rule")
    blank: str = option("格内空白或填“/”时，由哪条规则报告", "", names="rule")
    malformed: str = option("格内不是数字时，由哪条规则报告", "", names="rule")


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem for each count that no reading agrees with."""
    table = view.tables.get(options.table)
    counts = [count for count in stated(view, options.areas) if _meant(count, options)]
    counts = _without_judged(view, counts, options)
    if options.topic and counts:
        vouched = _vouched(table, counts, options)
        own = {(count.paragraph, count.sentence, count.objects) for count in view.document.counts if count.topical}
        counts = [count for count in counts if count.topical or _within(view, count, options.sections) or (
            count.paragraph in vouched and (count.paragraph, count.sentence, count.objects) not in own)]
    if table is None or not counts:
        return
    if not table.present or table.unreadable:
        cause = "" if table.unreadable else options.no_table
        reason = f"{table.term.title}{'读不出' if table.unreadable else '不在报告中'}，正文中的数字无法与表对照。"
        yield NotJudged(reason, cause, len(counts), table.place)
        return
    if options.zero and _zero(table):
        return
    gaps: list[Gap] = []
    near: dict[tuple[int, int], list[Count]] = {}
    for count in counts:
        near.setdefault((count.paragraph, count.sentence), []).append(count)
    for count in counts:
        readings = _readings(table, count, options.accepted + (options.positive if count.number else ()), options)
        if count.sort == "all":
            count = _all_of(table, count, options)
        sums = tuple(reading for reading in readings if isinstance(reading, Sum))
        said = {count.number, *_beside(count, near[count.paragraph, count.sentence])}
        if count.number is None or any(reading.value in said for reading in sums) or (
                _partial(table, count, sums, options)):
            yield Holds()
        elif gap := _first_gap(readings):
            gaps.append(gap)
        elif sums:
            yield _problem(view, count, sums, options)
    yield from held(gaps, options)


def _without_judged(view: View, counts: list[Count], options: Options) -> list[Count]:
    """The counts without those of sentences in which an agency that judges cases may speak of the cases of others:
    受理政府信息公开类行政复议案件15件，维持10件 says nothing of its own."""
    title = view.document.title
    if not options.judging or not title or not options.judges.search(title.agency):
        return counts
    judged = {(count.paragraph, count.sentence, count.objects) for count in counts
              if count.sort == "number" and not set(options.judging).isdisjoint(count.verbs)}
    return [count for count in counts if (count.paragraph, count.sentence, count.objects) not in judged]


def _beside(count: Count, near: list[Count]) -> tuple[Decimal | None, ...]:
    """废止3件，宣布失效2件: numbers of the same sort that the sentence has besides, and the sum of them all; where
    one of them agrees, this one is of something else."""
    here = [other.number for other in near if other.sort == count.sort == "number" and other.number is not None
            and (keys(other), other.applicants) == (keys(count), count.applicants)]
    return (*here, sum(here, Decimal(0))) if len(here) > 1 else ()


def _zero(table: BoundTable) -> bool:
    """Whether the table says that there is nothing: zeros, and blanks beside them."""
    figures = [cell.figure for cell in table.cells.values()]
    return not any(figure.value for figure in figures) and any(figure.value is not None for figure in figures)


def _first_gap(readings: tuple[Sum | Gap, ...]) -> Gap | None:
    found = (reading if isinstance(reading, Gap) else doubtful(reading) for reading in readings)
    return next((gap for gap in found if gap), None)


def _meant(count: Count, options: Options) -> bool:
    """Whether the rule is about this count."""
    if count.sort == "all" and not any(_spoken(formula, count, options) for formula in options.every):
        return False
    if count.sort not in ("number", "none", "all") or not all(phrase_of(key, options.phrases) for key in keys(count)):
        return False
    return not (count.unit and options.units and count.unit not in options.units)


def _vouched(table: BoundTable | None, counts: list[Count], options: Options) -> frozenset[int]:
    """The paragraphs that a number, too large for chance, shows to be about the table's cases."""
    if table is None or table.unreadable or not options.vouched:
        return frozenset()
    large = [count for count in counts if count.sort == "number" and (count.number or 0) >= options.vouched]
    return frozenset(count.paragraph for count in large
                     if any(isinstance(reading, Sum) and reading.value == count.number
                            for reading in _readings(table, count, options.accepted, options)))


def _spoken(formula: Formula, count: Count, options: Options) -> bool:
    return any(formula.left[0].name == phrase_of(key, options.phrases) for key in keys(count))


def _within(view: View, count: Count, names: tuple[str, ...]) -> bool:
    if count.section < 0:
        return False
    section = view.document.sections[count.section]
    return any(b.section is section and b.term and b.term.name in names for b in view.sections)


def _partial(table: BoundTable, count: Count, sums: tuple[Sum, ...], options: Options) -> bool:
    """收到47件，予以公开15件: the results may be those of the 47, without the ones that were carried in."""
    if count.base is None or not all(phrase_of(key, options.phrases) in options.results for key in keys(count)):
        return False
    whole, less = (next((_figure(table, formula, options) for formula in formulas), None)
                   for formulas in (options.results_of, options.results_less))
    if whole is None or less is None or count.base == whole or count.number is None:
        return False
    return any(reading.value - less <= count.number <= reading.value for reading in sums)


def _figure(table: BoundTable, formula: Formula, options: Options) -> Decimal | None:
    found = sum_of(table, formula.right, (options.column,), options.column)
    return found.value if isinstance(found, Sum) else None


def _all_of(table: BoundTable, count: Count, options: Options) -> Count:
    """全部维持 as the number that it stands for: the whole; none where the table does not give it."""
    whole = next((item for item in _readings(table, count, options.every, options) if isinstance(item, Sum)), None)
    return replace(count, number=whole.value if whole else None)


def _readings(table: BoundTable, count: Count, formulas: tuple[Formula, ...],
              options: Options) -> tuple[Sum | Gap, ...]:
    """Every sum that the count may stand for; a gap for one that the table does not give."""
    columns = _columns(count, options)
    if not columns:
        return ()
    parts = [tuple(sum_of(table, formula.right, columns, options.column) for formula in formulas
                   if formula.left[0].name == phrase_of(key, options.phrases)) for key in keys(count)]
    return tuple(_added(combination) for combination in islice(product(*parts), MOST_READINGS))


def _added(parts: tuple[Sum | Gap, ...]) -> Sum | Gap:
    gap = next((part for part in parts if isinstance(part, Gap)), None)
    sums = [part for part in parts if isinstance(part, Sum)]
    return gap or sum(sums[1:], sums[0])


def _columns(count: Count, options: Options) -> tuple[str, ...]:
    """The columns of the applicants that the count names."""
    if not count.applicants:
        return (options.column,)
    found: list[str] = []
    for name in count.applicants:
        phrase = phrase_of(name, options.phrases)
        terms = [formula.right for formula in options.applicants if phrase and formula.left[0].name == phrase]
        if not terms:
            return ()
        found.extend(operand.name for operand in terms[0])
    return tuple(dict.fromkeys(found))


def _problem(view: View, count: Count, readings: tuple[Sum, ...], options: Options) -> Problem:
    first, *rest = readings
    unit = count.unit or "件"
    others = "，".join(f"{other.short}{other.value}{unit}" for other in rest if other.value != first.value)
    said = f"中的{count.number}{unit}" if count.sort == "number" else f"（即{count.number}{unit}）"
    facts = {"quote": count.quote, "number": count.number, "unit": unit, "label": first.name,
             "value": first.value, "said": said, "readings": f"（{others}也不一致）" if others else ""}
    related = tuple(Related(cell.place, f"{cell.place.row or first.name} {cell.figure.raw.strip() or '空白'}")
                    for cell in first.cells if cell.figure.value or len(first.cells) == 1)
    return Problem(place_of(view, count), facts, related, f"{count.quote}|{first.value}",
                   claim=_claim(count, first, options.table))


def _claim(count: Count, first: Sum, table: str) -> Claim | None:
    """What is said of one cell; None where the reading is a sum."""
    cell = first.cells[0]
    alone = len(first.cells) == 1 and first.value == cell.figure.value
    said = count.number if alone else None
    return None if said is None else Claim((table, cell.row, cell.column), said, count.quote)
