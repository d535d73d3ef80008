"""The command `schema`: JSON Schema (draft-07) of rule files, made from what the kinds declare.

It is for editors, which complete and explain by it. Loading knows more: whether formulas, patterns,
messages and names of rows are right.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from ..checks import KINDS, kind
from ..codec import encode
from ..entries import Entry
from ..findings import LEVELS, Level
from ..formula import Formula
from ..regex import Regex
from ..rulefiles.fields import Years, hints, required
from ..rulefiles.kindwords import KEY_WORDS, KIND_WORDS, SETTING_WORDS
from ..rulefiles.names import names_in
from ..rulefiles.ruleentry import FORMS, Head
from ..ruleset import Ruleset, load

if TYPE_CHECKING:
    from argparse import Namespace

Schema = dict[str, Any]

_WORD: Schema = {"type": ["string", "number", "boolean"]}
_INTEGER = r"^[-+]?[0-9]{1,18}$"
_NUMBER = r"^[-+]?[0-9]{1,18}(\.[0-9]{1,18})?$"


def print_schema(options: Namespace) -> int:
    """Writes the schema to standard output."""
    from . import console

    console.emit(written(settings_file() if options.settings else rule_file(load())))
    return 0


def written(schema: Schema) -> str:
    """A schema as a file."""
    import json

    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def settings_file() -> Schema:
    """The schema of a settings file."""
    from ..configuration.settings import Settings

    known = {name: {"description": SETTING_WORDS[name], **of_type(wanted)} for name, wanted in hints(Settings).items()}
    extends = {"description": SETTING_WORDS["extends"], "anyOf": [_WORD, {"type": "array", "items": _WORD}]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "reportlint 设置",
        **_record({"extends": extends, **known}, []),
    }


def rule_file(ruleset: Ruleset) -> Schema:
    """The schema of a rule file; names of the editions' templates are offered, others allowed."""
    of_kinds = {f"kind-{name}": _of_kind(name, ruleset) for name in KINDS}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "reportlint 规则文件",
        "type": "object",
        "required": ["rules"],
        "additionalProperties": False,
        "properties": {
            "extends": {
                "description": "这些规则加在哪个版式上，如 reportlint:2021，或其列表；不写为本程序的各版式。",
                "anyOf": [_WORD, {"type": "array", "items": _WORD}],
            },
            "rules": {"description": "规则的列表。", "type": "array", "items": {"$ref": "#/definitions/rule"}},
        },
        "definitions": {
            "rule": _rule(),
            "off": _off(),
            "change": _change(of_kinds),
            **{f"key-{item.name}": _key(item.name) for item in fields(Head)},
            **of_kinds,
        },
    }


# ---- rules -------------------------------------------------------------------------------------------


def _rule() -> Schema:
    """A new rule where there is a kind, else one switched off or changed."""
    by_kind = [
        {"if": {"properties": {"kind": {"const": name}}}, "then": _ref(f"kind-{name}")}
        for name in KINDS
    ]
    return {
        "type": "object",
        "required": ["id"],
        "properties": {"kind": _ref("key-kind")},
        "if": {"required": ["kind"]},
        "then": {"allOf": by_kind},
        "else": {
            "if": {"required": ["off"]},
            "then": _ref("off"),
            "else": _ref("change"),
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _off() -> Schema:
    reason = {**_WORD, "description": KEY_WORDS["off"]}
    return {"type": "object", "additionalProperties": False, "properties": {"id": _ref("key-id"), "off": reason}}


def _change(of_kinds: Mapping[str, Schema]) -> Schema:
    """Any of the keys, whichever kind they belong to: only the changed rule knows its kind."""
    found: dict[str, list[Schema]] = {}
    for schema in of_kinds.values():
        for name, wanted in schema["properties"].items():
            if wanted not in found.setdefault(name, []):
                found[name].append(wanted)
    properties = {name: items[0] if len(items) == 1 else {"anyOf": items} for name, items in found.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _of_kind(name: str, ruleset: Ruleset) -> Schema:
    options: Any = kind(name).Options
    known = hints(options)
    own = {item.name: _option(item, known[item.name], ruleset) for item in fields(options)}
    heads = {item.name: _ref(f"key-{item.name}") for item in fields(Head)}
    return {
        "description": KIND_WORDS.get(name, ""),
        "type": "object",
        "additionalProperties": False,
        "required": [item.name for cls in (Head, options) for item in fields(cls) if required(item)],
        "properties": {**heads, **own},
    }


def _key(name: str) -> Schema:
    """A key that every rule has."""
    if name == "kind":
        choices = [{"const": known, "description": KIND_WORDS.get(known, "")} for known in KINDS]
        return {"description": KEY_WORDS["kind"], "oneOf": choices}
    schema = of_type(hints(Head)[name])
    if name in {item.name for item in fields(Head) if required(item)}:
        schema = _said(schema)
    if name in FORMS:
        schema = {"type": "string", "pattern": f"^{FORMS[name][0].pattern}$"}
    if name == "basis":
        schema = {"anyOf": [schema["items"], schema]}
    return {"description": KEY_WORDS.get(name, ""), **schema}


def _said(schema: Schema) -> Schema:
    """The same for a key that must be there: it has to say something."""
    least = {"string": "minLength", "array": "minItems", "object": "minProperties"}
    named = schema.get("type", "")
    return {**schema, **{least[name]: 1 for name in ([named] if isinstance(named, str) else named) if name in least}}


def _option(item: Field[Any], wanted: Any, ruleset: Ruleset) -> Schema:
    known = _said(of_type(wanted)) if required(item) else of_type(wanted)
    schema = {"description": item.metadata.get("description", ""), **known}
    if item.default is not MISSING and isinstance(plain := _default(item.default), (str, int, float, list)):
        schema["default"] = plain
    what, leaf = item.metadata.get("names"), schema.get("items", schema)
    if what and "additionalProperties" not in leaf:
        leaf["examples"] = sorted(_names(what, ruleset))
    return schema


def _default(value: Any) -> Any:
    plain = encode(value)
    return next(iter(plain.values())) if isinstance(plain, dict) else plain


def _names(what: str, ruleset: Ruleset) -> Iterable[str]:
    if what == "rule":
        return [rule.id for rule in ruleset.rules]
    return {name for form in ruleset.editions for name in names_in(form.template, what, form.template.tables)}


# ---- types -------------------------------------------------------------------------------------------


def of_type(wanted: Any) -> Schema:
    """The schema of values that `fields.read` reads as this type."""
    if wanted in _SCALARS:
        return dict(_SCALARS[wanted])
    if wanted == Years:
        return _record({"from": _or_null(int), "to": _or_null(int)}, [])
    if is_dataclass(wanted) and isinstance(wanted, type):
        known = hints(wanted)
        needed = [item.name for item in fields(wanted) if required(item)]
        return _record({name: of_type(inner) for name, inner in known.items()}, needed)
    return _composed(wanted)


def _composed(wanted: Any) -> Schema:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": of_type(arguments[0])}
    if origin in (Union, UnionType):
        return _or_null(next(item for item in arguments if item is not type(None)))
    return {"type": "object", "additionalProperties": of_type(arguments[1])}


def _record(properties: Mapping[str, Schema], needed: list[str]) -> Schema:
    schema: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    return {**schema, "required": needed} if needed else schema


def _or_null(wanted: Any) -> Schema:
    return {"anyOf": [of_type(wanted), {"type": "null"}]}


def _written(kinds: str, pattern: str) -> Schema:
    """A number, or the same in quotation marks."""
    return {"anyOf": [{"type": kinds}, {"type": "string", "pattern": pattern}]}


_SCALARS: Mapping[Any, Schema] = {
    str: _WORD,
    Regex: _WORD,
    Entry: _WORD,
    Formula: {"type": "string"},
    int: _written("integer", _INTEGER),
    float: _written("number", _NUMBER),
    Decimal: _written("number", _NUMBER),
    bool: _written("boolean", "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$"),
    Level: {"enum": list(LEVELS)},
}
