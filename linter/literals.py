"""Literals without which a pattern cannot match: to look for them is cheaper than to compile the pattern.

Most patterns of rules look for what a good report does not have. A search for some words takes a
microsecond; `re.compile` takes up to some milliseconds, and a program that reads one report does it for all.
"""

from __future__ import annotations

from .patterns import compiled

_SPECIAL = frozenset("\\[](){}^$.|?*+")
_UNREAD = compiled(r"\(\?[aimsuxL#-]|\{(?!\d+,?\d*\}|,\d+\})")
"""Flags and comments, and a brace that repeats nothing."""

_GROUP = compiled(r"\?:|\?P<\w+>|(?!\?)")
"""How a group begins that is part of the match."""

_MAY_LACK = compiled(r"[?*]|\{0?,|\{0\}")
"""A repetition that may be none."""

_WIDE = compiled(r"^\^|.-.|[\\\[]")
"""What makes a class one of more than the signs that stand in it."""

_FEW = 12


def required(pattern: str) -> tuple[str, ...]:
    """Literals one of which stands in every match. () if there are none, or the pattern has what is not
    read here."""
    return () if _UNREAD.search(pattern) else _of_alternatives(pattern)


def _of_alternatives(pattern: str) -> tuple[str, ...]:
    found: list[str] = []
    best: tuple[str, ...] = ()
    few: tuple[str, ...] = ()  # the signs of a class, where there are no words: they are found by chance more often
    run = ""
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign not in _SPECIAL:
            run += sign
            at += 1
            continue
        best, run = _better(best, (run[:-1] if sign in "?*{" else run,)), ""
        if sign == "|":
            best = best if all(best) else few
            if not best:
                return ()
            found += best
            best = few = ()
        behind = _behind(pattern, at)
        if sign in "([" and not _MAY_LACK.match(pattern, behind):
            inner = pattern[at + 1 : behind - 1]
            best = _better(best, _of_group(inner)) if sign == "(" else best
            few = few or (_of_class(inner) if sign == "[" else ())
        at = behind
    best = _better(best, (run,))
    best = best if all(best) else few
    return tuple(dict.fromkeys([*found, *best])) if best else ()


def _of_class(inner: str) -> tuple[str, ...]:
    """The signs of a class of few; nothing for others."""
    return () if _WIDE.search(inner) or len(inner) > _FEW else tuple(inner)


def _better(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The choice whose shortest literal is longer, then the smaller one: it is found by chance less often."""
    return max(one, other, key=lambda choice: (min(map(len, choice), default=0), -len(choice))) or ("",)


def _of_group(inner: str) -> tuple[str, ...]:
    """What a group takes part with; nothing if it only looks around."""
    head = _GROUP.match(inner)
    return _of_alternatives(inner[head.end():]) if head else ()


def _behind(pattern: str, at: int) -> int:
    """Where the pattern goes on behind the escape, class, group, repetition or single sign at a place."""
    match pattern[at]:
        case "\\":
            return at + 2
        case "[":
            return _behind_class(pattern, at)
        case "{":
            return pattern.find("}", at) + 1 or len(pattern)
        case "(":
            return _behind_group(pattern, at)
    return at + 1


def _behind_class(pattern: str, at: int) -> int:
    at += 2 if pattern[at + 1 : at + 2] == "^" else 1
    at += pattern[at : at + 1] == "]"  # as the first sign it is one of the class
    while at < len(pattern) and pattern[at] != "]":
        at += 1 + (pattern[at] == "\\")
    return at + 1


def _behind_group(pattern: str, at: int) -> int:
    depth = 0
    while at < len(pattern):
        sign = pattern[at]
        depth += (sign == "(") - (sign == ")")
        at = _behind(pattern, at) if sign in "\\[" else at + 1
        if not depth:
            break
    return at
