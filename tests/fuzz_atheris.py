"""Guided fuzzing of the whole way from bytes to report, for hours where hypothesis has seconds.

Not run by the tests. By hand, from the checkout (atheris has wheels for Linux):

    pip install -e ".[test]" atheris
    python tests/fuzz_atheris.py -max_total_time=3600 -rss_limit_mb=2048 -timeout=30

The first byte of an input chooses a seed of `mutations.seeds`, the rest are steps of damage, four numbers
each; so every input is near to a report, and the libraries below are reached by their real doors. A crash
is written to `crash-…` in the current folder; `python tests/fuzz_atheris.py crash-…` runs it again.
"""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module
from struct import iter_unpack

import atheris

with atheris.instrument_imports(include=["reportlint"]):
    import reportlint

    for module in pkgutil.walk_packages(reportlint.__path__, "reportlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    from mutations import inside, mutated, seeds
    from reportlint import engine
    from reportlint.errors import ReadError
    from reportlint.ruleset import load

RULESET = load()
NAMES = sorted(seeds())


def one(data: bytes) -> None:
    """Raises for anything but a report or a ReadError."""
    if len(data) < 9:
        return
    name = NAMES[data[0] % len(NAMES)]
    steps = list(iter_unpack("<BHHB", data[1:1 + (len(data) - 1) // 6 * 6]))[:40]
    whole = steps and steps[0][0] >= 128
    seed = seeds()[name]
    file = mutated(seed, steps) if whole else inside(name, seed, lambda raw: mutated(raw, steps))
    try:
        report = engine.check(name, file, RULESET)
    except ReadError:
        return
    broken = [item.reason for item in report.unjudged if "内部错误" in item.reason]
    assert not broken, broken


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
