"""The commands `rules` and `explain`: what is demanded, by which clause, how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

from ..configuration.governing import rules_for
from ..configuration.ownrules import switched_off
from ..configuration.selection import chosen
from ..display import ljust, width, wrap
from ..reporters.phrases import LEVEL_NAMES
from ..ruleset import Rule, Ruleset, load, merged
from ..typenames import TYPE_CHECKING, Any
from . import console

if TYPE_CHECKING:
    from argparse import Namespace

    from ..configuration.settings import Effective


def rules(options: Namespace) -> int:
    """Lists the rules, one a line or as JSON."""
    ruleset, _ = rules_for(options)
    listed = _chosen(options.select, ruleset) if options.select else ruleset.rules
    if options.format == "json":
        from ..reporters.json import encode

        console.emit(encode({"version": 1, "rules": [_data(rule, ruleset) for rule in listed]}))
    else:
        console.emit("".join(f"{line}\n" for line in _rows(listed)))
    return 0


def explain(options: Namespace) -> int:
    """Shows each rule in full. Raises UsageError for an unknown id."""
    ruleset, known = rules_for(options)
    off = {**switched_off([*known.settings.rules, *options.rules]), **_off(known, ruleset)}
    gone = tuple(rule for rule in load().rules if rule.id in off and rule.id not in {r.id for r in ruleset.rules})
    whole = merged({"": ruleset, "gone": load()}) if gone else ruleset
    words = [word for group in options.ids for word in group.split(",") if word]
    pages = ["\n".join(_page(rule, whole, off.get(rule.id, ""))) for rule in _chosen(words, whole)]
    console.emit("\n\n".join(pages) + "\n")
    return 0


def _chosen(words: list[str], ruleset: Ruleset) -> tuple[Rule, ...]:
    by_id = {rule.id: rule for rule in ruleset.rules}
    return tuple(by_id[id] for id in chosen(words, tuple(by_id)))


def _rows(listed: tuple[Rule, ...]) -> Iterator[str]:
    longest = max((width(rule.id) for rule in listed), default=0)
    for rule in listed:
        yield f"{ljust(rule.id, longest)}  {LEVEL_NAMES[rule.level]}  {rule.title}"


def _off(known: Effective, ruleset: Ruleset) -> dict[str, str]:
    """Why the settings switch rules off, and where they say so."""
    ids = tuple(rule.id for rule in ruleset.rules)
    said = "、".join(known.origins.get("off", ()))
    return {id: f"{reason}（{said}）" for word, reason in (known.settings.off or {}).items()
            for id in chosen([word], ids)}


def _page(rule: Rule, ruleset: Ruleset, off: str) -> Iterator[str]:
    yield f"{rule.id}  {rule.title}"
    if off:
        yield from _labelled("停用", off)
    yield from _labelled("级别", "；".join(_levels(rule)))
    yield from _labelled("适用", "；".join(_scope(rule, ruleset)))
    yield from _labelled("依据", "；".join(map(str, rule.basis)))
    yield from _labelled("改法", rule.advice)
    for example in rule.examples:
        yield from _passage("错误示例", example.bad)
        yield from _passage("正确示例", example.good)


def _levels(rule: Rule) -> Iterator[str]:
    yield LEVEL_NAMES[rule.level]
    for when, level in rule.levels:
        yield f"{_span(when.years)}{'、'.join(when.organs)}为{LEVEL_NAMES[level]}"


def _scope(rule: Rule, ruleset: Ruleset) -> Iterator[str]:
    """The editions that have the rule, and the years and organs that it is for."""
    yield "、".join(e.template.title for e in ruleset.editions if rule.id in e.by_id)
    if any(rule.when.years):
        yield _span(rule.when.years) + "报告"
    if rule.when.organs:
        yield "、".join(rule.when.organs)


def _span(years: tuple[int | None, int | None]) -> str:
    start, end = years
    if start and start == end:
        return f"{start}年"
    return (f"{start}年起" if start else "") + (f"至{end}年" if end else "")


def _labelled(name: str, words: str) -> Iterator[str]:
    label = f"  {name}："
    for number, line in enumerate(wrap(words, max(8, console.columns() - width(label)))):
        if line:
            yield (" " * width(label) if number else label) + line


def _passage(name: str, words: str) -> Iterator[str]:
    if words.strip():
        yield f"  {name}："
        yield from (f"    {line}" for line in words.strip("\n").split("\n"))


def _data(rule: Rule, ruleset: Ruleset) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "title": rule.title,
        "level": rule.level.name.lower(),
        "kind": rule.kind,
        "status": rule.status,
        "editions": [edition.id for edition in ruleset.editions if rule.id in edition.by_id],
        "basis": [{"document": basis.document, "clause": basis.clause} for basis in rule.basis],
        "advice": rule.advice,
        "examples": [{"bad": example.bad, "good": example.good} for example in rule.examples],
    }
