"""Literals without which a pattern cannot match: to look for them is cheaper than to compile the pattern.

Most patterns of rules look for what a good report does not have. A search for some words takes a
microsecond; `re.compile` takes up to some milliseconds, and a program that reads one report does it for all.
"""

from __future__ import annotations

import re

_SPECIAL = frozenset("\\[](){}^$.|?*+")
_UNREAD = re.compile(r"\(\?[aimsuxL#-]|\{(?!\d+,?\d*\}|,\d+\})")
"""Flags and comments, and a brace that repeats nothing."""


def required(pattern: str) -> tuple[str, ...]:
    """Literals one of which stands in every match: the longest of each alternative. () if an alternative
    has none, or the pattern has what is not read here."""
    if _UNREAD.search(pattern):
        return ()
    found: list[str] = []
    longest = run = ""
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign not in _SPECIAL:
            run += sign
            at += 1
            continue
        if sign in "?*{":
            run = run[:-1]
        longest, run = max(longest, run, key=len), ""
        if sign == "|":
            found.append(longest)
            longest = ""
        at = _behind(pattern, at)
    found.append(max(longest, run, key=len))
    return tuple(dict.fromkeys(found)) if all(found) else ()


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
