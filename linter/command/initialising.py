"""The command `init`: first settings and rules of a folder, or a first roster of a territory, from the reports
that are there."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from .. import engine
from ..configuration.limiting import limits_of
from ..configuration.ownrules import own_rules
from ..errors import ReadError, UsageError
from ..inputs import archives, files
from ..limits import Limits
from ..readers import SUFFIXES
from ..records import replace
from ..ruleset import Ruleset, load
from ..survey.naming import NameIndex
from ..survey.roster import Unit
from ..survey.rosterfile import written
from ..terms import View
from ..typenames import Any
from ..wording import bare
from . import console
from .arguments import Parser, add_common, add_limits, add_rules
from .skeletons import begin

_SUMMING = "sum_of_units"
_ABOUT = """在文件夹中写出设置（.reportlint.yaml）和自己的规则文件（规则.yaml）的样子，以及编辑器补全所用的两个
schema 文件；已有的不改。--roster 由报告生成名册（YAML），供 reportlint --roster 使用；生成后请核对。"""


def parser() -> ArgumentParser:
    """`reportlint init`."""
    made = Parser("reportlint init", "reportlint init [DIR] | --roster PATH… [-o FILE]", _ABOUT)
    made.add_argument_group("参数").add_argument(
        "paths", nargs="*", metavar="PATH", help="文件夹（默认当前文件夹）；--roster 时为报告文件或文件夹")
    group = made.add_argument_group("选项")
    group.add_argument("--roster", action="store_true", help="生成名册")
    group.add_argument("-o", "--output-file", default="", metavar="FILE", help="写入文件（UTF-8）")
    add_rules(group)
    add_limits(group)
    add_common(group)
    return made


def init(options: Namespace) -> int:
    """Writes first settings and rules, or the roster; 2 where a report could not be read. Raises UsageError."""
    if not options.roster:
        return begin(options)
    if not options.paths:
        raise UsageError("请写出报告文件或文件夹：init --roster PATH…")
    limits = limits_of(None, options.limit, None)
    ruleset = load(own_rules(options.rules), limits)
    wanted = files.Wanted(tuple(SUFFIXES))
    found = archives.expand(files.find(options.paths, wanted), wanted, lambda _: limits)
    failures = [f"{failure.name}: {failure.reason}" for failure in found.failures]
    views = [view for name in found.names if (view := _view(name, ruleset, failures, limits))]
    _save(written(first_units(views, ruleset)), options.output_file)
    for line in failures:
        console.note(f"未读取：{line}")
    return 2 if failures else 0


def _view(name: str, ruleset: Ruleset, failures: list[str], limits: Limits) -> View | None:
    try:
        return engine.understand(name, archives.load(name, limits.file_size, limits), ruleset, "", limits)[1]
    except ReadError as error:
        failures.append(f"{name}: {error.reason}")
        return None


def first_units(views: Iterable[View], ruleset: Ruleset) -> Iterator[Unit]:
    """A unit for each agency, short names as aliases of the full one, under the government in whose name its
    own begins; governments first."""
    organs = {bare(view.document.title.agency): view for view in views if view.document.title}
    organs.pop("", None)
    index = NameIndex.of(organs)
    longer = {name: full[0] for name in organs if len(full := index.longer.get(name, ())) == 1}
    kinds = _summing(ruleset)
    places = {_place(view): name for name, view in sorted(organs.items()) if view.organ in kinds}
    units = [Unit(name, view.organ, tuple(sorted(short for short, full in longer.items() if full == name)))
             for name, view in organs.items() if name not in longer]
    for unit in sorted(units, key=lambda unit: (unit.kind not in kinds, unit.name)):
        above = [place for place in places if place and unit.name.startswith(place) and places[place] != unit.name]
        yield replace(unit, parent=places[max(above, key=len)]) if above else unit


def _summing(ruleset: Ruleset) -> frozenset[str]:
    """The kinds of organ that sum up others, as the rules about sums say."""
    options: list[Any] = [rule.options for rule in ruleset.rules if rule.kind == _SUMMING]
    return frozenset(kind for given in options for kind in given.summing)


def _place(view: View) -> str:
    """The name of the place that a government governs: its own name without what makes it a government's."""
    agency = bare(view.document.title.agency) if view.document.title else ""
    pattern = next((organ.pattern for organ in view.template.organs if organ.name == view.organ), None)
    return pattern.compiled.sub("", agency) if pattern else ""


def _save(text: str, name: str) -> None:
    if not name:
        console.emit(text)
        return
    try:
        files.replace(name, text.encode("utf-8", "replace"))
    except OSError as error:
        raise UsageError(f"无法写入 {name}：{files.reason(error)}") from None
