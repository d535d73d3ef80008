"""Names of agencies, full and short, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from ..records import dataclass

_SHORTEST = 4
"""Shorter names say too little to be found within longer ones."""


@dataclass(frozen=True)
class NameIndex:
    """Names as `wording.bare` gives them. `longer` maps each ending of a name to the names that have it."""

    names: frozenset[str]
    longer: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> NameIndex:
        longer: dict[str, list[str]] = {}
        known = frozenset(names)
        for name in sorted(known):
            for ending in _endings(name):
                longer.setdefault(ending, []).append(name)
        return cls(known, {ending: tuple(found) for ending, found in longer.items()})

    def alike(self, name: str) -> tuple[str, ...]:
        """The name itself where it is known, else those that are the longer or the shorter form of it (one
        ends with the other); more than one: it is not certain which is meant."""
        if name in self.names:
            return (name,)
        shorter = (ending for ending in _endings(name) if ending in self.names)
        return tuple(sorted({*self.longer.get(name, ()), *shorter}))


    def within(self, words: str) -> tuple[str, ...]:
        """The longest of the names that stand in some words; several where these are equally long."""
        for size in self._sizes:
            found = {words[start:start + size] for start in range(len(words) - size + 1)} & self.names
            if found:
                return tuple(sorted(found))
        return ()

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        return tuple(sorted({len(name) for name in self.names if len(name) >= _SHORTEST}, reverse=True))


def _endings(name: str) -> Iterable[str]:
    """The endings of a name that say enough, without the name itself."""
    return (name[start:] for start in range(1, len(name) - _SHORTEST + 1))
