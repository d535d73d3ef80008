"""Checks examples and gives what is shown of them, wherever it runs: CPython or Pyodide.

Input: {"names": {name: file}}; output: {name: {format: what is shown}}, as texts.
"""

from __future__ import annotations

import json
import sys

FORMATS = ("json", "sarif", "text")


def shown(files: dict[str, bytes]) -> str:
    from reportlint import engine, ruleset
    from reportlint.findings import Run
    from reportlint.reporters import Options, reporter

    rules = ruleset.load()
    found = {}
    for name, data in sorted(files.items()):
        run = Run((engine.check(name, data, rules),))
        how = Options(status=1, folder="/examples", root="/examples", complete=True)
        outputs = {form: reporter(form).write(run, rules, how) for form in FORMATS}
        found[name] = {form: out if isinstance(out, str) else out.decode() for form, out in outputs.items()}
    return json.dumps({"python": sys.platform, "shown": found})
