"""reportlint in other people's programs: `reportlint.lint` for files, `reportlint.lint_bytes` for bytes.

What they give is frozen data (see `findings`); nothing is printed, and no exit is made. The command line
looks at files through the same functions (`checking.examine`, `engine.check`). What is named here and in
`reportlint.__all__` stays as it is within a major version; everything else may change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .limits import LIMITS
from .typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from os import PathLike

    from .findings import Report, Run
    from .limits import Limits
    from .ruleset import Ruleset
    from .survey.past import Past
    from .terms import View

    AnyPath = str | PathLike[str]


def lint(
    paths: AnyPath | Iterable[AnyPath],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[AnyPath] = (),
    edition: str = "",
    previous: Sequence[AnyPath] = (),
    roster: AnyPath = "",
    config: AnyPath = "",
    isolated: bool = False,
    baseline: AnyPath = "",
    inline: bool = True,
    exclude: Sequence[str] = (),
    gitignore: bool = True,
    max_size: int | None = None,
    limits: Mapping[str, int | str] | None = None,
    allow_empty: bool = False,
) -> Run:
    """Checks files, archives and folders, as `reportlint PATH…` does.

    Args:
        paths: one path or several; of a folder, the reports in it and in the folders below.
        select: only these rules, by id ("T3-ROW") or family ("T3"); none: all.
        ignore: rules to leave out.
        rules: rule files, or folders of them, on top of ours.
        edition: the id of an edition of the form ("2021") instead of the report year's.
        previous: last year's reports, files or folders.
        roster: the file of a territory's units.
        config: a settings file, instead of the nearest `.reportlint.yaml` above; `isolated`: use none at all.
        baseline: a file made by `reportlint baseline create`; what it has is left out.
        inline: heed comments that accept a finding.
        exclude, gitignore: what to pass over in folders, as in .gitignore, and what a repository's .gitignore says.
        max_size: larger files are failures; in bytes. `limits`: any bounds, as of `--limit` ({"pdf-pages": 500}).
        allow_empty: a folder without reports is no failure.

    Returns:
        One report a file, sorted by name, and a failure for each file that could not be read. `run.status()` is
        the exit status of the command line: 0 passed, 1 errors found, 2 not all looked at.

    Raises:
        UsageError: an option that cannot be followed (an unknown rule, a missing rule file …).
        RulesError: a rule or settings file with faults; `faults` has them all.
    """
    return _examined(
        _named(paths), select=list(select), ignore=list(ignore), rules=_named(rules), edition=edition,
        previous=_named(previous), roster=_path(roster), config=_path(config), isolated=isolated,
        baseline=_path(baseline), no_inline=not inline, exclude=list(exclude), gitignore=gitignore, max_size=max_size,
        limit=_limited(limits), allow_empty=allow_empty,
    )


def _examined(paths: list[str], **given: object) -> Run:
    from .command.checking import examine
    from .command.plain import plain

    options = plain(paths)
    vars(options).update(given, format="json")  # a format that shows everything
    return examine(options)[0]


def _named(paths: AnyPath | Iterable[AnyPath]) -> list[str]:
    import os

    return [os.fspath(paths)] if isinstance(paths, (str, os.PathLike)) else [os.fspath(path) for path in paths]


def _path(path: AnyPath) -> str:
    import os

    return os.fspath(path)


def lint_bytes(
    name: str,
    data: bytes,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Mapping[str, str] | None = None,
    edition: str = "",
    previous: Mapping[str, bytes] | None = None,
    inline: bool = True,
    today: date | None = None,
    max_size: int | None = None,
    limits: Mapping[str, int | str] | None = None,
) -> Report:
    """Checks one report that is in memory. No file is read or looked for but our own rules, no settings
    either: for servers and browsers.

    Args:
        name: what to call it; its suffix helps to tell the format ("年报.docx").
        data: the file's content.
        select, ignore, edition, inline, max_size, limits: as for `lint`.
        rules: rule files on top of ours, name → text.
        previous: last year's report, or several to choose from by agency and year, name → content.
        today: the day on which accepted findings must not have expired; by default the clock's.

    Returns:
        The report; `report.status()` is 0 passed, 1 errors found, 2 something required could not be judged.

    Raises:
        ReadError: content that cannot be read as a report.
        UsageError, RulesError: as for `lint`.
    """
    from . import engine
    from .configuration.suppressions import accepted
    from .survey.past import Shelf, past_of

    ruleset = _rules(rules or {}, select, ignore, edition)
    shelf = Shelf.of(filter(None, (_past(title, content, ruleset) for title, content in (previous or {}).items())))

    def before(view: View) -> tuple[Past, ...]:
        this = past_of(name, view)
        return shelf.before(this) if this else ()

    report = engine.check(name, data, ruleset, edition, before, _limits(limits, max_size))
    return accepted(report, (), inline, today)


def _limited(limits: Mapping[str, int | str] | None) -> list[str]:
    return [f"{name}={value}" for name, value in (limits or {}).items()]


def _limits(limits: Mapping[str, int | str] | None, max_size: int | None) -> Limits:
    if not limits and max_size is None:
        return LIMITS
    from .configuration.limiting import limits_of

    return limits_of(None, _limited(limits), max_size)


def _rules(own: Mapping[str, str], select: Sequence[str], ignore: Sequence[str], edition: str) -> Ruleset:
    from .configuration.selection import edition_known, narrowed
    from .ruleset import load

    return narrowed(edition_known(load(own), edition), select, ignore)


def _past(name: str, data: bytes, ruleset: Ruleset) -> Past | None:
    from .engine import understand
    from .survey.past import past_of

    _, view = understand(name, data, ruleset)
    return past_of(name, view) if view else None
