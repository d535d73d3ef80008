"""The command `check`: files in, reports out, one after the other; each keeps only what is shown of it."""

from __future__ import annotations

import os
from collections.abc import Generator
from functools import partial

from .. import engine
from ..configuration.governing import STDIN, Governor, Layer
from ..errors import UsageError
from ..findings import LEVELS, Failure, Report, Run
from ..inputs import files
from ..readers import READERS, SUFFIXES
from ..records import dataclass, replace
from ..reporters.phrases import failure_sentence, left_out
from ..ruleset import Ruleset
from ..survey.past import past_of
from ..survey.roster import NO_ROSTER, Roster
from ..typenames import TYPE_CHECKING
from . import console, emitting
from .examiner import ARCHIVE, Examined, Examiner, office

if TYPE_CHECKING:
    from argparse import Namespace

    from ..limits import Limits
    from ..survey.past import Shelf
    from ..survey.territory import Territory

_STOPPED = "中途停止，没有检查"
_ALONE = "中途停止，没有与上年和其他报告核对"
_UNHASHED = ("text", "concise")  # formats that show no SHA-256
_FORMATS = " ".join(suffix for suffix, kind in SUFFIXES.items() if kind in (*READERS, "archive"))


def check(options: Namespace) -> int:
    """Checks the paths, writes what was found, returns the exit status."""
    if options.show_files:
        return show_files(options)
    if options.open:
        from . import opening

        opening.prepared(options)
    run, ruleset = examine(options)
    status = settled(run, options)
    emitting.write(run, ruleset, status, options)
    if options.open:
        opening.shown(options)
    return status


def examine(options: Namespace, accepting: bool = True) -> tuple[Run, Ruleset]:
    """What was found at the paths, and the rules that were used; without `accepting`, with what settings, comments
    and baselines accept. Raises UsageError, RulesError."""
    if not options.paths and not options.force_exclude:
        raise UsageError("请写出要检查的报告文件或文件夹")
    governor = Governor(options, accepting)
    run = examined_by(options, governor)
    return run, governor.ruleset()


def settled(run: Run, options: Namespace) -> int:
    """The exit status that the options ask for."""
    status = run.status(LEVELS.get(options.fail_on))
    return 0 if options.exit_zero and status == 1 else status


# ---- looking ---------------------------------------------------------------------------------------


def examined_by(options: Namespace, governor: Governor) -> Run:
    """What is found at the paths, the reports held to one another. Raises UsageError, RulesError."""
    steps = examining(options, governor)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: Run = end.value
            return found


@dataclass(frozen=True, slots=True)
class Step:
    """The file that is looked at next, the how-manieth (from 1) of how many; `again`, to be held to the others."""

    name: str
    number: int
    total: int
    again: bool = False


def examining(options: Namespace, governor: Governor) -> Generator[Step, bool | None, Run]:
    """`examined_by` step by step. True sent in ends it: what was not looked at, or not again, is a failure then."""
    found = _found(options, governor)
    examiner_of = _examiners(options, governor, [*found.names, *([STDIN] if STDIN in options.paths else [])])
    roster = examiner_of.roster
    examined, stopped = yield from _one_by_one(examiner_of)
    before = _previous(options, examiner_of)
    outcomes = [item.outcome for item in examined]
    alone = len(examined) + len(before) < 2 and not roster.units
    if not alone:
        from ..survey import surveying

        first, shelf, territory = surveying.together(examined, before, roster, governor.ruleset())
        outcomes = yield from _among_others(first, shelf, territory, examiner_of, stopped)
    reports = sorted((o for o in outcomes if isinstance(o, Report)), key=lambda report: report.name)
    failures = [*found.failures, *(o for o in outcomes if isinstance(o, Failure))]
    run = Run(tuple(reports), tuple(sorted(failures, key=lambda failure: failure.name)), found.skipped,
              notes=tuple(governor.notes()), excluded=found.excluded, closed=found.closed)
    return run if alone else surveying.surveyed(run, territory, governor.ruleset())


def _one_by_one(examiner_of: _Examiners) -> Generator[Step, bool | None, tuple[list[Examined], bool]]:
    """Each by itself, and whether that was stopped."""
    examined, stopped = [], False
    for number, name in enumerate(examiner_of.names, 1):
        stopped = stopped or bool((yield Step(name, number, len(examiner_of.names))))
        examined.append(Examined(name, Failure(name, _STOPPED)) if stopped else examiner_of(name)(name))
    return examined, stopped


def _among_others(first: list[Examined], shelf: Shelf, territory: Territory, examiner_of: _Examiners, stopped: bool,
                  ) -> Generator[Step, bool | None, list[Report | Failure]]:
    """Reports whose last year's is at hand, or that others bear upon, are checked once more, with these."""
    outcomes: list[Report | Failure] = []
    for number, item in enumerate(first, 1):
        again = item.past and (shelf.before(item.past) or territory.standing(item.past).telling)
        if again:
            stopped = stopped or bool((yield Step(item.name, number, len(first), True)))
        if not again or stopped:
            outcomes.append(item.outcome)
        outcomes += [] if not again else [Failure(item.outcome.name, _ALONE)] if stopped else [
            examiner_of(item.name)(item.name, shelf, territory, item).outcome]
    return outcomes


@dataclass(frozen=True, slots=True)
class _Examiners:
    """An examiner for each name, by what governs it."""

    governor: Governor
    plain: Examiner
    names: tuple[str, ...]

    @property
    def roster(self) -> Roster:
        return self.plain.roster

    def __call__(self, name: str) -> Examiner:
        made = self._by(self.governor.layer(name))
        return replace(made, chosen=partial(self._chosen, name)) if self.governor.depends(name) else made

    def _chosen(self, name: str, shown: str, data: bytes) -> Examiner:
        """By the report's title too."""
        layer = self.governor.layer(name)
        _, view = engine.understand(shown, data, layer.ruleset, layer.edition, layer.limits)
        past = past_of(shown, view) if view else None
        return self._by(self.governor.layer(name, past.agency if past else "", past.year if past else None))

    def _by(self, layer: Layer) -> Examiner:
        return replace(self.plain, ruleset=layer.ruleset, edition=layer.edition, acceptance=layer.acceptance,
                       layer=layer.key, limits=layer.limits)


def _examiners(options: Namespace, governor: Governor, names: list[str]) -> _Examiners:
    """Raises UsageError, RulesError for whatever governs any of the names."""
    for name in names:
        governor.layer(name)
    ruleset, shown = governor.ruleset(), getattr(options, "format", "")
    limits = governor.limits(next(iter(options.paths), os.curdir))
    plain = Examiner(ruleset, "", options.stdin_filename, options.debug, limits,
                     _roster(options.roster, ruleset, limits) if options.roster else NO_ROSTER, shown == "html",
                     shown not in _UNHASHED, office=office().program() if options.office else "")
    return _Examiners(governor, plain, tuple(names))


def _roster(path: str, ruleset: Ruleset, limits: Limits) -> Roster:
    from ..survey.surveying import roster_at

    return roster_at(path, ruleset, limits)


def _found(options: Namespace, governor: Governor) -> files.Found:
    """The files that the paths mean."""
    wanted = files.Wanted(tuple(SUFFIXES), options.force_exclude, _FORMATS, options.allow_empty, governor.leaves_out,
                          governor.ignored if options.gitignore else None)
    return _expanded(files.find([path for path in options.paths if path != STDIN], wanted), wanted, governor)


def _expanded(found: files.Found, wanted: files.Wanted, governor: Governor) -> files.Found:
    """The same with every archive replaced by the reports in it."""
    if not any(name.lower().endswith(ARCHIVE) for name in found.names):
        return found
    from ..inputs import archives

    return archives.expand(found, wanted, governor.limits)


def show_files(options: Namespace) -> int:
    """Names the files that would be looked at, each with the settings that govern it, if any; 2 where something
    named is not there."""
    governor = Governor(options)
    found = _found(options, governor)
    console.emit("".join(f"{name}\t{file}\n" if (file := governor.file(name)) else f"{name}\n" for name in found.names))
    emitting.notes([*map(failure_sentence, found.failures), *left_out(found.excluded, found.closed)])
    return 2 if found.failures else 0


def _previous(options: Namespace, examiner_of: _Examiners) -> list[Examined]:
    """The reports of earlier years that --previous names. Raises UsageError for one that is not there."""
    if not options.previous:
        return []
    wanted = files.Wanted(tuple(SUFFIXES), False, _FORMATS, False, examiner_of.governor.leaves_out)
    found = _expanded(files.find(options.previous, wanted), wanted, examiner_of.governor)
    examined = [examiner_of(name)(name) for name in found.names]
    broken = [*found.failures, *(item.outcome for item in examined if isinstance(item.outcome, Failure))]
    if broken:
        raise UsageError(f"上年的报告 {broken[0].name} 无法使用：{broken[0].reason}")
    return examined
