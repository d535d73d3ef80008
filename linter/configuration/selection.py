"""Rules chosen by id ("T3-ROW") or by family ("T3": all whose id begins with "T3-")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..engine import GATE
from ..errors import UsageError
from ..records import replace
from ..rulefiles.suggestion import did_you_mean
from ..ruleset import Edition, Ruleset


def narrowed(ruleset: Ruleset, select: Sequence[str], ignore: Sequence[str]) -> Ruleset:
    """The editions with the rules of `select` (none: all) without those of `ignore`.

    The rule that says whether a file is such a report at all is not left out by selecting others: on a
    file that is none, their silence would look like a pass.

    Raises UsageError for a word that meets no rule, and where nothing is left.
    """
    if not select and not ignore:
        return ruleset
    ids = tuple(rule.id for rule in ruleset.rules)
    gates = {rule.id for rule in ruleset.rules if rule.kind == GATE}
    wanted = set(chosen(select, ids)) if select else set(ids)
    ignored = set(chosen(ignore, ids))
    kept = (wanted | gates) - ignored
    if not wanted - ignored:
        raise UsageError("--select 与 --ignore 合起来没有留下任何规则")
    return Ruleset(tuple(_with_only(kept, edition) for edition in ruleset.editions))


def edition_known(ruleset: Ruleset, edition: str) -> Ruleset:
    """The rule set itself. Raises UsageError if it has no such edition."""
    ids = [known.id for known in ruleset.editions]
    if edition and edition not in ids:
        raise UsageError(f"没有版本 {edition}{did_you_mean(edition, ids)}；可用：{'、'.join(ids)}")
    return ruleset


def _with_only(kept: set[str], edition: Edition) -> Edition:
    return replace(edition, rules=tuple(rule for rule in edition.rules if rule.id in kept))


def chosen(words: Iterable[str], ids: Sequence[str]) -> tuple[str, ...]:
    """The ids that the words mean, in their order, each once."""
    return tuple(dict.fromkeys(id for word in words for id in _meant(word, ids)))


def _meant(word: str, ids: Sequence[str]) -> tuple[str, ...]:
    upper = word.upper()
    if upper in ids:
        return (upper,)
    family = tuple(id for id in ids if id.startswith(upper.rstrip("-*") + "-"))
    if not family:
        known = [*ids, *dict.fromkeys(id.partition("-")[0] for id in ids)]
        hint = did_you_mean(upper, known)
        raise UsageError(f"没有编号为 {word} 的规则{hint}；用 reportlint rules 查看全部规则")
    return family
