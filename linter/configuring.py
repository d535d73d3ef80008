"""Settings joined to a command line, and the command `config`, which shows them."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from . import console
from .errors import UsageError
from .findings import Level
from .records import replace
from .ruleset import Ruleset
from .selection import chosen
from .settings import NONE, Accepted, Effective, Settings, effective, found
from .suppressions import Suppression

if TYPE_CHECKING:
    from argparse import Namespace


def configured(options: Namespace) -> None:
    """Adds to the options what the settings say; the command line goes before. Raises UsageError, RulesError."""
    paths = getattr(options, "paths", [])
    known = NONE if options.isolated else _known(options.config or found(paths))
    settings = known.settings
    options.settings = known
    options.rules = [*settings.rules, *options.rules]
    options.select = options.select or list(settings.select)
    options.ignore = [*settings.ignore, *options.ignore]
    options.exclude = [*settings.exclude, *options.exclude]
    options.edition = options.edition or settings.edition
    if hasattr(options, "baseline"):
        options.baseline = options.baseline or settings.baseline


def _known(name: str) -> Effective:
    return effective(name) if name else NONE


def config(options: Namespace) -> int:
    """Shows every key that is set, its value and where it comes from."""
    import json
    from dataclasses import fields

    known = _known(options.config or found(options.paths))
    if not known.origins:
        console.emit("没有设置（没有找到 .reportlint.yaml 或 pyproject.toml 的 [tool.reportlint]）。\n")
    for item in fields(Settings):
        if item.name in known.origins:
            value = json.dumps(_plain(getattr(known.settings, item.name)), ensure_ascii=False)
            console.emit(f"{item.name}: {value}    # {'、'.join(known.origins[item.name])}\n")
    return 0


def _plain(value: Any) -> Any:
    from dataclasses import fields, is_dataclass

    if isinstance(value, Level):
        return value.name.lower()
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value) if getattr(value, item.name)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def adjusted(ruleset: Ruleset, options: Namespace) -> Ruleset:
    """The rules with the levels of the settings, without those that they switch off. Raises UsageError."""
    known: Effective = getattr(options, "settings", NONE)
    ids = tuple(rule.id for rule in ruleset.rules)
    given = known.settings.levels or {}
    levels = {id: level for word, level in given.items() for id in _ids(word, ids, known, "levels")}
    off = {id for word in known.settings.off or {} for id in _ids(word, ids, known, "off")}
    if not levels and not off:
        return ruleset
    return Ruleset(tuple(replace(form, rules=tuple(
        replace(rule, level=levels[rule.id], levels=()) if rule.id in levels else rule
        for rule in form.rules if rule.id not in off)) for form in ruleset.editions))


def _ids(word: str, ids: tuple[str, ...], known: Effective, key: str) -> tuple[str, ...]:
    try:
        return chosen([word], ids)
    except UsageError as error:
        raise UsageError(f"{'、'.join(known.origins.get(key, ()))} 的 {key}：{error}") from None


def entries(known: Effective, name: str) -> tuple[Suppression, ...]:
    """What settings accept in the file of this name."""
    said = "、".join(known.origins.get("accept", ()))
    return tuple(_suppression(item, said) for item in known.settings.accept if fnmatchcase(name, item.path))


def _suppression(item: Accepted, said: str) -> Suppression:
    try:
        from datetime import date

        until = date.fromisoformat(item.until) if item.until else None
    except ValueError:
        raise UsageError(f"{said} 的 accept：日期“{item.until}”应写成 2026-12-31 的样子") from None
    # a pattern may well meet files without the fault; an entry of one file must meet something
    return Suppression(item.rules, item.reason, said, 0, item.place, until, any(sign in item.path for sign in "*?["))
