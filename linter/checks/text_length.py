"""A section's prose is neither too long nor too short."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..findings import Holds, NotJudged, Outcome, Problem
from ..records import dataclass
from ..regex import Regex
from ..terms import View
from . import option
from .sectional import section_prose, without

FACTS: Mapping[str, str] = {"count": "字数，不计空白", "limit": "字数的界限", "title": "部分的标题"}


@dataclass(frozen=True)
class Options:
    """How many characters, white space not counted; 0 for no limit."""

    section: str = option("部分", names="section")
    most: int = option("不超过多少字", 0)
    least: int = option("不少于多少字", 0)
    dropped: tuple[Regex, ...] = option("不计字数的句子", ())
    absent: str = option("报告“缺少该部分”的规则编号", "", names="rule")
    covered: Mapping[str, Regex] = option("规则编号 → 已由该规则报告的全部内容", {}, names="rule")


def flaws(options: Options) -> Iterator[tuple[str, str]]:
    """Limits that nothing or everything meets."""
    if options.most < 0 or options.least < 0:
        yield ("most" if options.most < 0 else "least"), "字数不能小于0。"
    elif not options.most and not options.least:
        yield "most", "most（不超过多少字）、least（不少于多少字）至少要写一个。"
    elif options.most and options.most < options.least:
        yield "least", f"least（{options.least}）大于most（{options.most}），没有字数符合。"


def check(view: View, options: Options) -> Iterator[Outcome]:
    """One problem at most."""
    passage = section_prose(view, options.section, options.absent, options.covered)
    if isinstance(passage, NotJudged):
        yield passage
        return
    count = len(without(passage, options.dropped).replace("\n", ""))
    limit = options.most if options.most and count > options.most else options.least
    if count < options.least or (options.most and count > options.most):
        term = view.template.section(options.section)
        yield Problem(passage.place, {"count": count, "limit": limit, "title": term.title if term else ""})
    else:
        yield Holds()
