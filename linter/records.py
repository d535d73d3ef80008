"""`dataclass` as the standard library's, at a fraction of what that costs when the program starts.

The standard decorator compiles up to eight methods for every class, 0.4 to 1 ms a class; for a hundred
classes that is more time than one report takes to be read and judged. Here `__init__` is compiled when the
first object of a class is made, and the others are functions over the fields' names, common to all.
Everything else (`fields`, `replace`, `is_dataclass`, matching, pickling) is the standard library's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    import dataclasses
    from operator import attrgetter

    def dataclass(*, frozen=False, slots=False, eq=True):
        """A class decorator. Fields with `init=False` and the other parameters are left to the standard one."""

        def decorated(cls):
            cls.__doc__ = cls.__doc__ or cls.__name__  # the standard one would work out a signature
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            _initialise(made)
            made.__repr__ = _represented
            if eq:
                _compare(made, frozen)
            if frozen:
                made.__setattr__ = made.__delattr__ = _refuse
            if frozen and slots:
                made.__getstate__, made.__setstate__ = _state, _restore
            return made

        return decorated

    def _initialise(cls):
        """An `__init__` that puts the real one in its own place when it is first called."""

        def first(self, *values, **named):
            cls.__init__ = _compiled(cls)
            cls.__init__(self, *values, **named)

        cls.__init__ = first

    def _compiled(cls):
        given, lines = [], []
        for number, field in enumerate(dataclasses.fields(cls)):
            name, value = field.name, field.name
            if field.default is not dataclasses.MISSING:
                given.append(f"{name}=fields[{number}].default")
            elif field.default_factory is not dataclasses.MISSING:
                given.append(f"{name}=MISSING")
                value = f"fields[{number}].default_factory() if {name} is MISSING else {name}"
            else:
                given.append(name)
            lines.append(f"    put(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("    self.__post_init__()")
        scope = {"fields": dataclasses.fields(cls), "MISSING": dataclasses.MISSING, "put": object.__setattr__}
        exec("\n".join([f"def __init__({', '.join(['self', *given])}):", *(lines or ["    pass"])]), scope)
        return scope["__init__"]

    def _compare(cls, frozen):
        names = [field.name for field in dataclasses.fields(cls) if field.compare]
        values = attrgetter(*names) if names else lambda _: ()

        def equal(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def hashed(self):
            return hash(values(self))

        cls.__eq__ = equal
        cls.__hash__ = hashed if frozen else None

    def _represented(self):
        values = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr)
        return f"{type(self).__qualname__}({', '.join(values)})"

    def _refuse(self, name, value=None):
        raise dataclasses.FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self):
        return [getattr(self, field.name) for field in dataclasses.fields(self)]

    def _restore(self, state):
        for field, value in zip(dataclasses.fields(self), state, strict=True):
            object.__setattr__(self, field.name, value)
