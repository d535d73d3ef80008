"""Settings joined to a command line, and as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..errors import UsageError
from ..findings import Level
from ..records import replace
from ..ruleset import Ruleset
from ..typenames import TYPE_CHECKING, Any
from .settings import NONE, Accepted, Effective, Override, Settings

if TYPE_CHECKING:
    from argparse import Namespace

    from .suppressions import Suppression


def governed(options: Namespace, known: Effective, chosen: tuple[int, ...] = ()) -> Namespace:
    """The options with what the settings say, `chosen` of their overrides on top; the command line goes before."""
    settings = known.settings
    for _, override in (known.overrides[number] for number in chosen):
        settings = _over(settings, override)
    made = type(options)(**vars(options))
    made.settings = replace(known, settings=settings)
    made.rules = [*settings.rules, *options.rules]
    made.select = getattr(options, "select", []) or list(settings.select)
    made.ignore = [*settings.ignore, *getattr(options, "ignore", [])]
    made.edition = getattr(options, "edition", "") or settings.edition
    made.baseline = getattr(options, "baseline", "") or settings.baseline
    return made


def _over(settings: Settings, override: Override) -> Settings:
    return replace(
        settings, rules=settings.rules + override.rules, ignore=settings.ignore + override.ignore,
        levels={**(settings.levels or {}), **(override.levels or {})},
        off={**(settings.off or {}), **(override.off or {})}, edition=override.edition or settings.edition,
    )


def shown(known: Effective) -> Iterator[str]:
    """Every key that is set, its value and where it comes from."""
    import json
    from dataclasses import fields

    for item in fields(Settings):
        if item.name in known.origins:
            value = json.dumps(_plain(getattr(known.settings, item.name)), ensure_ascii=False)
            yield f"{item.name}: {value}    # {'、'.join(known.origins[item.name])}"


def _plain(value: Any) -> Any:
    from dataclasses import fields, is_dataclass

    if isinstance(value, Level):
        return value.name.lower()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value) if getattr(value, item.name)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def adjusted(ruleset: Ruleset, options: Namespace, off: bool = True) -> Ruleset:
    """The rules with the levels of the settings, without those that they switch off (unless `off` is false).
    Raises UsageError."""
    known: Effective = getattr(options, "settings", NONE)
    given, without = known.settings.levels or {}, known.settings.off or {}
    if not given and not without:
        return ruleset
    ids = tuple(rule.id for rule in ruleset.rules)
    levels = {id: level for word, level in given.items() for id in _ids(word, ids, known, "levels")}
    gone = {id for word in without for id in _ids(word, ids, known, "off") if off}
    return Ruleset(tuple(replace(form, rules=tuple(
        replace(rule, level=levels[rule.id], levels=()) if rule.id in levels else rule
        for rule in form.rules if rule.id not in gone)) for form in ruleset.editions))


def _ids(word: str, ids: tuple[str, ...], known: Effective, key: str) -> tuple[str, ...]:
    from .selection import chosen

    try:
        return chosen([word], ids)
    except UsageError as error:
        said = known.words.get((key, word)) or "、".join(known.origins.get(key, ()))
        raise UsageError(f"{said} 的 {key}：{error}") from None


def entries(known: Effective, name: str) -> tuple[Suppression, ...]:
    """What settings accept in the file of this name."""
    from fnmatch import fnmatchcase

    return tuple(item for path, item in every(known) if fnmatchcase(name, path))


def every(known: Effective) -> tuple[tuple[str, Suppression], ...]:
    """All that settings accept, each with the pattern of its files."""
    pairs = zip(known.settings.accept, known.accept, strict=True)
    return tuple((item.path, _suppression(item, said)) for item, said in pairs)


def _suppression(item: Accepted, said: str) -> Suppression:
    from datetime import date

    from .suppressions import Suppression

    until = date.fromisoformat(item.until) if item.until else None
    # a pattern may well meet files without the fault; an entry of one file must meet something
    return Suppression(item.rules, item.reason, said, 0, item.place, until, any(sign in item.path for sign in "*?["))
