"""reportlint checks China's 政府信息公开工作年度报告 against the form fixed by the State Council office.

    import reportlint

    run = reportlint.lint("报告/")
    for report in run.reports:
        for finding in report.findings:
            print(report.name, finding.rule, finding.message)
    raise SystemExit(run.status())

What `__all__` names is for others' programs and stays; see `lint` and `lint_bytes`. Nothing of it is loaded
before it is asked for.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers know the name; `typing` would cost more than this whole module

if TYPE_CHECKING:
    from .errors import ReadError, ReportlintError, RulesError, UsageError
    from .findings import Failure, Finding, Level, Place, Related, Report, Run, Tally, Unjudged
    from .library import lint, lint_bytes
    from .model import Origin

__all__ = [
    "Failure", "Finding", "Level", "Origin", "Place", "ReadError", "Related", "Report", "ReportlintError",
    "RulesError", "Run", "Tally", "Unjudged", "UsageError", "__version__", "lint", "lint_bytes",
]

_ROOMS = {
    "errors": ("ReadError", "ReportlintError", "RulesError", "UsageError"),
    "findings": ("Failure", "Finding", "Level", "Place", "Related", "Report", "Run", "Tally", "Unjudged"),
    "library": ("lint", "lint_bytes"),
    "model": ("Origin",),
}


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.{room}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
