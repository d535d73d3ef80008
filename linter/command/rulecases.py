"""Rules held to examples and cases: what must be found in a report, and what must not.

A case file is a list; each case is a report and all that is to be found in it:

    - name: what is tried
      base: "2019"                  # the model report of this edition (left out: the newest one's, beside an
                                    # edition of one's own that one's); or the
                                    # whole report as text: …, or file: … (a path from the case file's folder)
      change: [{from: …, to: …}]    # each `from` stands there once; with `every: true` all of them are changed
      previous: [{from: …, to: …}]  # last year's report: the model report with these changes (the year at least)
      expect: ["T3-ROW 44:3 相差1"]  # every finding in order: id, line:column (may be left out), words of it
      levels: {T3-ROW: error}       # how grave some of them are
      unjudged: ["T3-COL T3-EMPTY"] # some of what was not judged: id, and the id of the rule that says why
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..engine import check, understand
from ..errors import ReadError
from ..findings import Finding, Level, Report
from ..rulefiles import yamlfile
from ..rulefiles.faults import Faults
from ..rulefiles.fields import INVALID, read
from ..ruleset import Example, Rule, Ruleset
from ..survey.past import Past, past_of

_CHANGE_KEYS = frozenset(("from", "to", "every"))


@dataclass(frozen=True)
class Case:
    """One case as written; at most one of `base`, `text` and `file` is not ""."""

    name: str
    base: str = ""
    text: str = ""
    file: str = ""
    change: tuple[Mapping[str, str], ...] = ()
    previous: tuple[Mapping[str, str], ...] = ()
    expect: tuple[str, ...] = ()
    levels: Mapping[str, Level] | None = None
    unjudged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A case and where it stands ("cases/a.yaml:3")."""

    place: str
    case: Case


def cases_in(node: yamlfile.Node, ruleset: Ruleset, faults: Faults, base: str = "") -> Iterator[Placed]:
    """The cases of one file that have no fault; `base` is the edition of those that say none."""
    if not isinstance(node, yamlfile.Sequence):
        faults.add(node.file, node.spot, "用例文件应为列表，每个用例以“- name: …”开头。")
        return
    for item in node.items:
        case = read(item, Case, faults, "用例")
        if case is not INVALID:
            for message in _faults(case, ruleset):
                faults.add(item.file, item.spot, message)
            if base and not (case.base or case.text or case.file):
                case = replace(case, base=base)
            yield Placed(f"{item.file.name}:{item.spot.line}", case)


def _faults(case: Case, ruleset: Ruleset) -> Iterator[str]:
    ids = [form.id for form in ruleset.editions]
    if sum(map(bool, (case.base, case.text, case.file))) > 1:
        yield "base（版式的样本报告）、text（报告全文）、file（报告文件）只能写一个。"
    if case.base and case.base not in ids:
        yield f"没有版式“{case.base}”；可用的有：{'、'.join(ids)}。"
    if case.file and case.change:
        yield "写了 file 的用例不能再写 change。"
    if any(not {"from", "to"} <= set(change) <= _CHANGE_KEYS for change in (*case.change, *case.previous)):
        yield "change、previous 的每一项应为 {from: 原文, to: 改为}，可加 every: true。"
    known = {rule.id for rule in ruleset.rules}
    for word in (words.split(" ")[0] for words in (*case.expect, *case.unjudged)):
        if word not in known:
            yield f"没有编号为“{word}”的规则。"


def failures(case: Case, ruleset: Ruleset, load: Callable[[str], bytes]) -> Iterator[str]:
    """What is otherwise than the case says, each a Chinese sentence. `load` gives the bytes of its file."""
    try:
        data = load(case.file) if case.file else changed(case, ruleset).encode()
        last = _previous(case, ruleset)
        report = check(case.file.rpartition("/")[2] or "report.md", data, ruleset,
                       past=lambda _: (last,) if last else ())
    except (ReadError, LookupError) as error:
        yield f"报告无法使用：{error}"
        return
    found = list(report.findings)
    if len(found) != len(case.expect) or not all(map(fits, found, case.expect)):
        yield f"应报出：{_listed(case.expect)}；实际报出：{_listed(map(shown, found))}"
    levels = {item.rule: item.level for item in found}
    for rule, level in (case.levels or {}).items():
        if rule in levels and levels[rule] is not level:
            yield f"{rule} 的级别应为 {level.name.lower()}，实际为 {levels[rule].name.lower()}"
    yield from _unjudged(case, report)


def _previous(case: Case, ruleset: Ruleset) -> Past | None:
    """Last year's report, if the case has one. Raises ReadError, LookupError."""
    if not case.previous:
        return None
    form = ruleset.for_id(case.base) if case.base else ruleset.editions[0]
    text = replaced(form.model if form else "", case.previous)
    _, view = understand("previous.md", text.encode(), ruleset)
    return past_of("previous.md", view) if view else None


def _unjudged(case: Case, report: Report) -> Iterator[str]:
    held = {f"{item.rule} {item.cause}".strip() for item in report.unjudged}
    for words in case.unjudged:
        if words not in held:
            yield f"应有未核对的“{words}”；实际未核对：{_listed(sorted(held))}"


def _listed(items: Iterator[str] | list[str] | tuple[str, ...] | map[str]) -> str:
    return "；".join(items) or "无"


def changed(case: Case, ruleset: Ruleset) -> str:
    """The case's report. Raises LookupError where a passage to be changed is not there once."""
    form = ruleset.for_id(case.base) if case.base else ruleset.editions[0]
    text = case.text or (form.model if form else "")
    if not text:
        raise LookupError("版式没有样本报告（model.md）")
    return replaced(text, case.change)


def replaced(text: str, changes: Sequence[Mapping[str, str]]) -> str:
    """A report with changes. Raises LookupError where a passage to be changed is not there once."""
    for change in changes:
        count = text.count(change["from"])
        if not count or (count > 1 and change.get("every") != "true"):
            raise LookupError(f"要改的“{change['from']}”在报告中有{count}处，应恰有1处（或写 every: true）")
        text = text.replace(change["from"], change["to"])
    return text


def fits(finding: Finding, wanted: str) -> bool:
    """Whether a finding is the one written as "ID [line:column] [words of the message]"."""
    rule, _, rest = wanted.partition(" ")
    first, _, words = rest.partition(" ")
    if not first.replace(":", "").isdecimal():
        return finding.rule == rule and rest in finding.message
    origin = finding.place.origin
    return (finding.rule, f"{origin.line}:{origin.column}") == (rule, first) and words in finding.message


def shown(finding: Finding) -> str:
    """A finding as a case writes it."""
    origin = finding.place.origin
    return f"{finding.rule} {origin.line}:{origin.column} {finding.message}"


class Examples:
    """Examples of one set of rules, tried on its model reports; each of these is judged once as it is."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._ruleset = ruleset
        self._sound: dict[str, set[str]] = {}

    def failures(self, rule: Rule, example: Example) -> Iterator[str]:
        """What is wrong with a rule's example: the model report must not break the rule, the changed one must."""
        texts = [form.model for form in self._ruleset.editions if rule.id in form.by_id and form.model]
        fitting = [text for text in texts if text.count(example.good) == 1] if example.good else []
        if not fitting:
            counts = "、".join(str(text.count(example.good)) for text in texts) or "没有样本报告"
            yield f"good“{_short(example.good)}”应在样本报告中恰有一处（实际：{counts}）"
            return
        model = fitting[0]
        if model not in self._sound:
            self._sound[model] = _broken(model, self._ruleset)
        if rule.id in self._sound[model]:
            yield "样本报告本身就违反这条规则"
        found = _broken(model.replace(example.good, example.bad), self._ruleset)
        if rule.id not in found:
            yield f"把good换成bad“{_short(example.bad)}”后没有报出；实际报出：{_listed(sorted(found))}"


def _broken(text: str, ruleset: Ruleset) -> set[str]:
    """The ids of the rules that a report breaks."""
    findings = check("report.md", text.encode(), ruleset).findings
    return {id for item in findings for id in (item.rule, *item.others)}


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 30 else f"{line[:29]}…"
