"""A file's bytes and rules → a report of findings.

No paths, no files, no clock: the same bytes and the same rules give the same report anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from .checks import OF_OTHERS
from .findings import (
    Balance,
    Finding,
    Holds,
    Level,
    NotJudged,
    Outcome,
    Place,
    Problem,
    Report,
    Tally,
    Unjudged,
)
from .judging.merging import merge, years
from .judging.mixing import mixed
from .judging.order import reading_order
from .limits import LIMITS, Limits
from .messages import render
from .model import Document, Grid
from .records import dataclass, field, replace
from .ruleset import Edition, Rule, Ruleset
from .survey.past import Past
from .survey.standing import Standing
from .tallying import Sum, gathered, sums
from .terms import Template, View
from .typenames import TYPE_CHECKING, Any
from .wording import normalise

if TYPE_CHECKING:
    from .parsing.headings import Vocabulary

GATE = "recognised"
"""The kind that says whether a file is such a report at all; if it is not, nothing else is judged."""

_FRONT = 20  # lines and tables at a file's front that may name the form

RELATION = "relation"
"""The kind whose demands are counted as arithmetic relations."""


def check(name: str, data: bytes, ruleset: Ruleset, edition: str = "",
          past: Callable[[View], tuple[Past, ...]] | None = None, limits: Limits = LIMITS,
          standing: Callable[[View], Standing | None] | None = None, hashed: bool = True) -> Report:
    """What the rules of the governing edition find in a file (`edition`: an id, else by report year).

    `past` gives the reports of the year before that a report may be held to: one, none, or several of
    which none is certain. A file beyond the `limits` is not read. `standing`
    says where the report stands among the others of the run. The report has the file's SHA-256 if it is to be
    `hashed`. Raises ReadError, nothing else.
    """
    document, view = understand(name, data, ruleset, edition, limits)
    view = _placed(view, standing(view)) if view and standing else view
    found = past(view) if past and view else ()
    if view and len(found) == 1:
        view = replace(view, past=found[0])
    due, form = editions_of(document, ruleset, edition)
    verdict = judged(view, _combined(due, form), found) if view and due and form else Verdict()
    order = reading_order(document.source)
    title = document.title
    return Report(
        name, document.source, _sha256(data) if hashed else "", form.id if form else "",
        title.text if title else "", title.agency if title else "", document.year,
        tuple(sorted(verdict.findings, key=lambda item: (order(item.place), item.rule))),
        tuple(sorted(gathered(verdict.unjudged), key=lambda item: (order(item.place), item.rule))),
        verdict.relations, verdict.demands, sums=tuple(verdict.sums),
    )


def _placed(view: View, standing: Standing | None) -> View:
    """The report in its place; the roster knows better than its name what kind of organ it is of."""
    unit = standing.unit if standing else None
    return replace(view, standing=standing, organ=(unit.kind if unit else "") or view.organ)


def _sha256(data: bytes) -> str:
    from hashlib import sha256  # which loads OpenSSL

    return sha256(data).hexdigest()


def understand(name: str, data: bytes, ruleset: Ruleset, edition: str = "",
               limits: Limits = LIMITS) -> tuple[Document, View | None]:
    """The report as understood, without judging: its parts, and the form's terms found in it (None
    without any edition). Raises ReadError."""
    from .binding import bind
    from .parsing.report import parse
    from .readers import read

    document = parse(read(name, data, limits), _vocabulary(tuple(form.template for form in ruleset.editions)))
    due, form = editions_of(document, ruleset, edition)
    if due is None or form is None:
        return document, None
    view = bind(document, form.template)
    return document, view if due is form else replace(view, due=due.template)


def editions_of(document: Document, ruleset: Ruleset,
                edition: str = "") -> tuple[Edition | None, Edition | None]:
    """The edition that is due (by id; else by report year; else the newest), and the one whose tables the
    report uses, table by table. The two differ where its tables have labels of another edition only: they
    are then read as what they are, and that they are not the due ones is one finding."""
    if edition:
        return (ruleset.for_id(edition),) * 2
    ruleset = ruleset.about(_subject(document, ruleset)) if ruleset.editions else ruleset
    found = ruleset.for_year(document.year) if document.year else None
    due = found or next(iter(ruleset.editions), None)
    if due is None:
        return None, None
    labels = frozenset(normalise(cell.text.value) for grid in document.grids for row in grid.rows for cell in row)
    foreign = _known(due, labels)
    used = [form for form in ruleset.editions if not _known(form, labels)] if len(foreign) > 1 else []
    return due, mixed(due, used[0] if used else due, ruleset.editions, labels)


def _subject(document: Document, ruleset: Ruleset) -> str:
    """Which form a file is in: the longest of the names that stands at its front; the first where none does."""
    first, known = ruleset.editions[0].template.subject, ruleset.subjects
    if len(set(known.values())) < 2:
        return first
    lines = (block.text.value for block in document.source.blocks[:_FRONT] if not isinstance(block, Grid))
    front = normalise("".join((*lines, *(value for _, value in document.source.metadata))))
    found = [name for name in known if normalise(name) in front]
    return known[max(found, key=len)] if found else first


def _known(form: Edition, labels: frozenset[str]) -> frozenset[str]:
    """Labels that only other editions have."""
    return labels & {normalise(label) for label in form.template.obsolete}


def _combined(due: Edition, used: Edition) -> Edition:
    """The due edition's rules; those about tables as the edition in use states them."""
    if due is used:
        return due
    rules = tuple(used.by_id.get(rule.id) if "table" in rule.settings else rule for rule in due.rules)
    return replace(used, rules=tuple(rule for rule in rules if rule))


@lru_cache(maxsize=4)
def _vocabulary(templates: tuple[Template, ...]) -> Vocabulary:
    from .vocabulary import vocabulary

    return vocabulary(templates)


# ---- judging ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Verdict:
    """What came of all rules, not yet sorted."""

    findings: list[Finding] = field(default_factory=list)
    unjudged: list[Unjudged] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    relations: Tally = field(default_factory=Tally)
    demands: Tally = field(default_factory=Tally)


def judged(view: View, form: Edition, pasts: tuple[Past, ...] = ()) -> Verdict:
    """Every rule that is about this report, the gate first."""
    rules = [rule for rule in form.rules if rule.when.covers(view.year, view.organ)]
    gates = [rule for rule in rules if rule.kind == GATE]
    others = [rule for rule in rules if rule.kind != GATE]
    verdict = Verdict()
    if _run(gates, view, form, verdict):
        _hold_back(others, gates[0], verdict)
        return verdict
    alone = view.standing is None or view.standing.alone
    kept = [rule for rule in others if (view.past or not rule.past) and not (alone and rule.kind in OF_OTHERS)]
    _run(kept, view, form, verdict)
    _without_past([rule for rule in others if rule.past and not view.past], view, pasts, verdict)
    return verdict


def outcomes(rule: Rule, view: View) -> tuple[Outcome, ...]:
    """What one rule says of a report. An error in the check comes through."""
    return tuple(rule.check.check(view, rule.options))


def _run(rules: Iterable[Rule], view: View, form: Edition, verdict: Verdict) -> int:
    """Runs rules into the verdict; returns how many findings came of it."""
    hits: list[tuple[Rule, Problem]] = []
    held: list[Balance] = []
    speaker: dict[str, str] = {}  # kind → the rule that says for all of the kind what is known of none
    for rule in rules:
        try:
            found = outcomes(rule, view)
        except Exception as error:  # one bug must not cost the other rules
            verdict.unjudged.append(_broken(rule, error, view))
            continue
        hits.extend((rule, item) for item in found if isinstance(item, Problem))
        held.extend(balance for item in found if isinstance(item, Holds) for balance in item.balances)
        name = speaker.setdefault(rule.kind, rule.id) if _aside(rule) else rule.id
        verdict.unjudged.extend(_unjudged(rule, item, view, name) for item in found if isinstance(item, NotJudged))
        _count(rule, found, verdict)
    merged = years(merge(hits, held))
    for rule, problem in merged:
        try:
            verdict.findings.append(_finding(rule, problem, view, form))
        except Exception as error:
            verdict.unjudged.append(_broken(rule, error, view, problem.place))
    return len(merged)


def _count(rule: Rule, found: tuple[Outcome, ...], verdict: Verdict) -> None:
    tally = Tally(
        sum(item.count for item in found if isinstance(item, Holds)),
        sum(1 for item in found if isinstance(item, Problem)),
        sum(item.count for item in found if isinstance(item, NotJudged)),
    )
    verdict.demands += tally
    if rule.kind == RELATION and not rule.past:
        verdict.relations += tally
        verdict.sums.extend(sums(rule.id, found))


def _without_past(rules: list[Rule], view: View, pasts: tuple[Past, ...], verdict: Verdict) -> None:
    """One entry for all rules that look at last year's report where it is not there, or not certain."""
    if not rules:
        return
    title, last = view.document.title, view.year - 1 if view.year else None
    who = title.agency if title and title.agency else "该机关"
    if last is None:
        reason = "报告年份不明，无法与上年年度报告核对"
    elif pasts:
        names = "、".join(sorted(past.name for past in pasts))
        reason = f"有{len(pasts)}份文件都可能是{who}{last}年的年度报告（{names}），不能确定用哪一份"
    else:
        reason = f"没有提供{who}{last}年的年度报告，{len(rules)}条与上年比较的规则没有核对"
    verdict.unjudged.append(Unjudged(rules[0].id, Level.INFO, reason, "", len(rules)))


def _hold_back(rules: list[Rule], gate: Rule, verdict: Verdict) -> None:
    """One entry for everything that was not looked at in a file that is no such report."""
    if rules:
        reason = f"文件未被认定为这类报告，其余{len(rules)}条规则没有检查"
        verdict.unjudged.append(Unjudged(gate.id, Level.ERROR, reason, gate.id, len(rules)))


def _finding(rule: Rule, problem: Problem, view: View, form: Edition) -> Finding:
    facts = {**_common(rule, problem.place, view, form), **problem.facts}
    also = [(other, _message(other, item, view, form)) for other, item in problem.facts.get("also", ())]
    shown = {**problem.facts, "also": tuple(text for _, text in also)} if also else problem.facts
    message = render(rule.message, facts) + _causal(also, problem.facts.get("hint", ()))
    return Finding(
        rule.id, problem.level or rule.level_for(view.year, view.organ), message, problem.place,
        problem.related, problem.evidence, tuple(problem.facts.get("others", ())), shown,
        render(rule.advice, facts),
    )


def _message(rule: Rule, problem: Problem, view: View, form: Edition) -> str:
    return render(rule.message, {**_common(rule, problem.place, view, form), **problem.facts})


def _causal(also: list[tuple[Rule, str]], hints: Iterable[str]) -> str:
    """What else the same cause breaks, and what may have happened."""
    others = "".join(f"同时不符（{rule.id}）：{text}" for rule, text in also)
    return others + "".join(f"{hint}。" for hint in hints)


def _common(rule: Rule, place: Place, view: View, form: Edition) -> Mapping[str, Any]:
    """The facts of `messages.COMMON_FACTS`."""
    title = view.document.title
    return {
        "year": view.year or "", "agency": title.agency if title else "", "form": form.template.title,
        "basis": str(rule.basis[0]) if rule.basis else "", "others": (),
        "section": place.section, "table": place.table, "row": place.row, "column": place.column,
    }


def _unjudged(rule: Rule, item: NotJudged, view: View, name: str) -> Unjudged:
    level = Level.INFO if rule.past or _aside(rule) else rule.level_for(view.year, view.organ)
    return Unjudged(name, level, item.reason, item.cause, item.count, item.place)


def _aside(rule: Rule) -> bool:
    """Whether rules of this kind hang on what a file need not say (when it was published)."""
    return getattr(rule.check, "ASIDE", False)


def _broken(rule: Rule, error: Exception, view: View, place: Place | None = None) -> Unjudged:
    what = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    reason = f"内部错误（{what}），这条规则没有检查"
    return Unjudged(rule.id, rule.level_for(view.year, view.organ), reason, place=place or Place())
