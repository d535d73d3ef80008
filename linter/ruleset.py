"""Rules and editions of the form, ready for use; `rulefile` reads them from YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from zlib import crc32

from .checks import OF_LAST_YEAR, Kind, kind
from .codec import decode
from .errors import RulesError
from .findings import Basis, Level
from .limits import LIMITS, Limits
from .records import dataclass, field, replace
from .resources import compiled_rules, rule_files, rule_text, rules
from .template import template_from
from .terms import Template
from .typenames import Any


@dataclass(frozen=True, slots=True)
class When:
    """Which reports a rule is about: report years from and to (None: open), kinds of organ (empty: all)."""

    years: tuple[int | None, int | None] = (None, None)
    organs: tuple[str, ...] = ()

    def covers(self, year: int | None, organ: str) -> bool:
        """Whether a report of this year and kind of organ is meant. An unknown year counts as the newest: the
        newest edition is what such a report is held to."""
        start, end = self.years
        if year is None:
            return end is None and (not self.organs or organ in self.organs)
        in_years = (start is None or year >= start) and (end is None or year <= end)
        return in_years and (not self.organs or organ in self.organs)


@dataclass(frozen=True, slots=True)
class Example:
    """A passage of the model report (`good`) and the same with the fault (`bad`)."""

    good: str
    bad: str


@dataclass(frozen=True)
class Rule:
    """One demand. `name` is its PascalCase ASCII name, `title` what it demands in Chinese, `message` a
    jinja2 template over the kind's facts, `advice` how to mend it, `kind` the key in checks.KINDS.

    `status` is "stable", "preview" or "deprecated". `settings` are the kind's options as plain data (see
    `codec`); `options` and `check` are made from them when first asked for. `levels` are other levels
    for some reports, the first that fits counts; in YAML
    `levels: [{level: warning, years: {to: 2019}}, {level: warning, organs: [乡镇街道]}]`.
    """

    id: str
    name: str
    title: str
    level: Level
    kind: str
    basis: tuple[Basis, ...]
    message: str
    advice: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    when: When = field(default_factory=When)
    examples: tuple[Example, ...] = ()
    levels: tuple[tuple[When, Level], ...] = ()
    status: str = "stable"

    @cached_property
    def check(self) -> Kind:
        """The module of the rule's kind."""
        return kind(self.kind)

    @cached_property
    def options(self) -> Any:
        """The kind's `Options`, typed."""
        return self.check.Options(**{name: decode(value) for name, value in self.settings.items()})

    @property
    def past(self) -> bool:
        """Whether the rule needs last year's report."""
        formulas = (v["formula"] for v in self.settings.values() if isinstance(v, dict) and "formula" in v)
        named = any(len(term) > 4 for text, sign, *sides in formulas for side in sides for term in side)
        return named or self.kind in OF_LAST_YEAR

    def level_for(self, year: int | None, organ: str) -> Level:
        """How grave a fault is in a report of this year and kind of organ."""
        return next((level for when, level in self.levels if when.covers(year, organ)), self.level)


@dataclass(frozen=True)
class Edition:
    """A form and all that it demands."""

    id: str
    template: Template
    rules: tuple[Rule, ...]
    own_model: str = ""
    """The model report of an edition that does not come with reportlint."""

    @cached_property
    def model(self) -> str:
        """The edition's model report, Markdown; "" where there is none."""
        if self.own_model:
            return self.own_model
        file = rules() / self.id / "model.md"
        return file.read_text(encoding="utf-8") if file.is_file() else ""

    @property
    def by_id(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}


@dataclass(frozen=True)
class Ruleset:
    """The editions, newest first; the user's own before ours of the same form, behind them of another."""

    editions: tuple[Edition, ...]
    layers: Mapping[str, Ruleset] = field(default_factory=dict)
    """The parts of a set that was put together (see `merged`), by what reports call them."""

    @property
    def subjects(self) -> Mapping[str, str]:
        """What reports of the forms call themselves, and each form's first name; the first form first."""
        forms = [edition.template for edition in self.editions]
        return {name: form.subject for form in reversed(forms) for name in (*form.aliases, form.subject)}

    def about(self, subject: str) -> Ruleset:
        """The editions of one form."""
        return Ruleset(tuple(e for e in self.editions if e.template.subject == subject))

    def for_id(self, name: str) -> Edition | None:
        """The edition of this id."""
        return next((e for e in self.editions if e.id == name), None)

    def for_year(self, year: int) -> Edition | None:
        """The edition that governs a report year."""
        return next((e for e in self.editions if e.template.covers(year)), None)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule once, sorted by id, as the newest edition that has it states it."""
        found = {rule.id: rule for edition in reversed(self.editions) for rule in edition.rules}
        return tuple(found[key] for key in sorted(found))


def merged(layers: Mapping[str, Ruleset]) -> Ruleset:
    """Several sets as one, for what is said of a whole run: of a rule or an edition that several have, the
    first's. A single one is itself."""
    first, *others = layers.values()
    if not others:
        return first
    editions = {edition.id: edition for edition in first.editions}
    for edition in (edition for ruleset in others for edition in ruleset.editions):
        known = editions.setdefault(edition.id, edition)
        more = tuple(rule for rule in edition.rules if rule.id not in known.by_id) if known is not edition else ()
        editions[edition.id] = replace(known, rules=known.rules + more) if more else known
    return Ruleset(tuple(editions.values()), layers)


# ---- loading ------------------------------------------------------------------------------------------


def load(own: Mapping[str, str] | None = None, limits: Limits = LIMITS) -> Ruleset:
    """The rules that come with reportlint, and the user's `own` rule files (name → text) on top; a folder
    of these with a `template.yaml` is an edition of its own.

    From `compiled.json` where it is as new as the YAML files and there is nothing on top, else compiled
    on the spot. Raises RulesError.
    """
    data = None if own else _compiled()
    if data:
        return build(data)
    from .rulefiles.rulefile import compiled as compile_rules

    return build(compile_rules(rule_files(), own, limits))


def _compiled() -> dict[str, Any] | None:
    """What `compiled.json` holds; None where the files it was made from are no longer the same."""
    data: dict[str, Any] = json.loads(compiled_rules() or "{}")
    try:
        current = {name: rule_text(name) for name in data.get("files", ())}
    except OSError:
        return None
    return data if current and data["digest"] == digest(current) else None


def digest(files: Mapping[str, str]) -> str:
    """CRC-32 over names and texts, hexadecimal: it is there to see edits, not to stop forgers, and is loaded
    ten times as fast as a cryptographic one."""
    total = 0
    for name in sorted(files):
        total = crc32(f"{name}\0{files[name]}\0".encode(), total)
    return f"{total:08x}"


def build(data: Mapping[str, Any]) -> Ruleset:
    """The rules from their compiled form (see `rulefile.compiled`)."""
    every = tuple(_rule(item) for item in data["rules"])
    return Ruleset(tuple(_edition(item, every) for item in data["editions"]))


def _edition(data: Mapping[str, Any], every: tuple[Rule, ...]) -> Edition:
    template = template_from(data["template"])
    return Edition(template.id, template, tuple(every[number] for number in data["rules"]), data.get("model", ""))


def _rule(data: Mapping[str, Any]) -> Rule:
    return Rule(
        data["id"], data["name"], data["title"], Level[data["level"]], data["kind"],
        tuple(Basis(*item) for item in data["basis"]), data["message"], data["advice"],
        data.get("settings", {}), _when(data.get("when")),
        tuple(Example(*item) for item in data.get("examples", ())),
        tuple((_when(when), Level[level]) for when, level in data.get("levels", ())),
        data.get("status", "stable"),
    )


def _when(data: list[Any] | None) -> When:
    if not data:
        return When()
    (start, end), organs = data
    return When((start, end), tuple(organs))


def rewrite() -> None:
    """Writes rules/compiled.json anew, into the checkout: a developer's command."""
    from pathlib import Path

    from .rulefiles.rulefile import compiled as compile_rules

    target = rules() / "compiled.json"
    if not isinstance(target, Path):
        raise RulesError((f"{target}: 规则不在文件夹中，不能改写。",))
    target.write_bytes(serialised(compile_rules(rule_files())))


def serialised(data: Mapping[str, Any]) -> bytes:
    """The compiled form as a file: one rule a line, so that a change is a change of few lines."""
    lines = [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in data["rules"]]
    rest = {key: data[key] for key in ("digest", "files", "editions")}
    head = json.dumps(rest, ensure_ascii=False)
    return (head[:-1] + ', "rules": [\n' + ",\n".join(lines) + "\n]}\n").encode()
