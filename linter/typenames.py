"""The names of `typing` that annotations are written with.

No annotation is evaluated while reports are checked, and the library itself takes 3 % of one report's whole run;
so the program has stand-ins, and checkers of types see the library. `fields.hints` evaluates the annotations of
rules' options with the library's own names.
"""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any as Any
    from typing import AnyStr as AnyStr
    from typing import Literal as Literal
    from typing import NoReturn as NoReturn
    from typing import Protocol as Protocol
    from typing import TextIO as TextIO
    from typing import TypeVar as TypeVar
    from typing import cast as cast
else:
    class _Choice:
        """`Literal["a", "b"]` as the words that name it."""

        def __getitem__(self, values):
            return f"Literal[{values!r}]"

    Any = Protocol = object
    AnyStr = str
    Literal = _Choice()
    NoReturn = None
    TextIO = object

    def TypeVar(name, **_):  # noqa: N802 the library's name
        """A type's name stands for it."""
        return name

    def cast(_, value):
        """The value itself."""
        return value
