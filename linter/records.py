"""`dataclass` as the standard library's, at a fraction of what that costs when the program starts.

The standard decorator compiles up to eight methods for every class, 0.4 to 1 ms a class, and its module loads
Python's own parser; for a hundred classes that is more time than one report takes to be read and judged. Here
the methods are functions over the fields' names, common to all, and `__init__` is compiled for a class of which
many objects are made. What the standard library's `fields`, `replace`, `is_dataclass` and `asdict` look at is
made when they first look.
"""

from __future__ import annotations

from .typenames import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import replace as replace
else:
    from functools import cache
    from operator import attrgetter

    _NONE = object()  # no default
    _OFTEN = 150  # compiling an `__init__` takes about as long as making so many objects without it
    _FEW = 4  # slots that are filled as fast one by one

    class Field:
        """What `field` says of a field, and its name and type (as written) once its class is made."""

        __slots__ = ("compare", "default", "factory", "metadata", "name", "repr", "type")

        def __init__(self, default=_NONE, factory=None, repr=True, compare=True, metadata=None):
            self.default, self.factory, self.repr, self.compare = default, factory, repr, compare
            self.metadata = metadata

    def field(*, default=_NONE, default_factory=None, repr=True, compare=True, metadata=None):
        """A field with more than a default. The other parameters are left to the standard decorator."""
        return Field(default, default_factory, repr, compare, metadata)

    def replace(record, /, **changes):
        """A copy with some fields changed."""
        values, places = _contents(record.__class__)
        *copied, _, _ = values(record)
        for name in places.keys() & changes:
            copied[places[name]] = changes.pop(name)
        return record.__class__(*copied, **changes)  # what is left in `changes` is no field

    @cache
    def _contents(cls):
        """What gives all values of a record of this class and the class (so that it is a tuple even for one field or
        none), and at which place among them each field is."""
        names = [known.name for known in cls.__record__]
        return attrgetter(*names, "__class__", "__class__"), {name: place for place, name in enumerate(names)}

    def dataclass(*, frozen=False, slots=False, eq=True):
        """A class decorator. The other parameters are left to the standard one."""

        def decorated(cls):
            known = _fields(cls)
            methods = {
                "__record__": known, "__dataclass_fields__": _StandardFields(), "__init__": _initialiser(known),
                "__match_args__": tuple([item.name for item in known]), "__repr__": _represented,
            }
            if eq:
                methods.update(_compared(known, frozen))
            if frozen:
                methods["__setattr__"] = methods["__delattr__"] = _refuse
            if frozen and slots:
                methods.update(__getstate__=_state, __setstate__=_restore)
            return _slotted(cls, known, methods) if slots else _defaulted(cls, known, methods)

        return decorated

    class _StandardFields:
        """`__dataclass_fields__` of a class: the standard library's fields, made when it first asks for them."""

        def __get__(self, record, owner):
            import dataclasses

            made = [(known.name, known.type, _standard(known, dataclasses)) for known in owner.__record__]
            owner.__dataclass_fields__ = dataclasses.make_dataclass(owner.__name__, made).__dataclass_fields__
            return owner.__dataclass_fields__

    def _standard(known, dataclasses):
        given = {"repr": known.repr, "compare": known.compare, "metadata": known.metadata, "kw_only": False}
        if known.factory:
            given["default_factory"] = known.factory
        elif known.default is not _NONE:
            given["default"] = known.default
        return dataclasses.field(**given)

    def _fields(cls):
        """The fields of the class and of those it is made from, in order."""
        found = {item.name: item for base in cls.__mro__[:0:-1] for item in base.__dict__.get("__record__", ())}
        for name, kind in cls.__annotations__.items():
            if not str(kind).startswith(("ClassVar", "typing.ClassVar")):
                value = cls.__dict__.get(name, _NONE)
                found[name] = item = _field_of(value)
                item.name, item.type = name, kind
        return tuple(found.values())

    def _field_of(value):
        """`value` is what stands behind the "=", a field of ours or of the standard library, or a default."""
        if isinstance(value, Field):
            return value
        if type(value).__module__ != "dataclasses":
            return Field(value)
        import dataclasses

        given = (value.default, value.default_factory)
        usual, make = (_NONE if item is dataclasses.MISSING else item for item in given)
        return Field(usual, None if make is _NONE else make, value.repr, value.compare, value.metadata)

    def _defaulted(cls, known, methods):
        for name, value in methods.items():
            setattr(cls, name, value)
        for item in known:
            if item.default is not _NONE:
                setattr(cls, item.name, item.default)
            elif item.name in cls.__dict__:
                delattr(cls, item.name)
        return cls

    def _slotted(cls, known, methods):
        """The class made anew: slots cannot be added to one that is there, and methods cost less before it is made."""
        names = {item.name for item in known}
        taken = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
        inside = {name: value for name, value in cls.__dict__.items()
                  if name not in names and name not in ("__dict__", "__weakref__")}
        inside.update(methods, __slots__=tuple([item.name for item in known if item.name not in taken]))
        made = type(cls)(cls.__name__, cls.__bases__, inside)
        made.__qualname__ = cls.__qualname__
        return made

    def _initialiser(known):
        """An `__init__` that puts a compiled one in its own place when it has been called often."""
        names = tuple([item.name for item in known])
        every, total = frozenset(names), len(names)
        usual = {item.name: item.default for item in known if item.default is not _NONE}
        made = [item for item in known if item.factory]
        put = object.__setattr__
        calls, then = 0, False

        def first(self, *values, **named):
            nonlocal calls, then
            calls += 1
            if calls == 1:
                then = hasattr(self, "__post_init__")
            given = complete(values, named) if named or len(values) < total else zip(names, values)  # noqa: B905
            if given is None or calls > _OFTEN or len(values) > total:
                type(self).__init__ = _compiled(type(self), known)
                return type(self).__init__(self, *values, **named)
            for name, value in given:
                put(self, name, value)
            if then:
                self.__post_init__()
            return None

        def complete(values, named):
            """All fields' names and values; None if that cannot be."""
            given = {**usual, **dict(zip(names, values)), **named}  # noqa: B905 there may be fewer
            for item in made:
                if item.name not in given:
                    given[item.name] = item.factory()
            twice = named.keys() & names[:len(values)]
            return None if twice or given.keys() != every else given.items()

        return first

    def _compiled(cls, known):
        """An `__init__` as one would write it: wrong arguments are told as of any function. An object of several slots
        is filled as one of a class that does not refuse it, which takes a third of the time."""
        given, lines, plain = [], [], []
        scope = {"known": known, "none": _NONE, "put": object.__setattr__}
        for number, item in enumerate(known):
            name, value = item.name, item.name
            if item.factory:
                given.append(f"{name}=none")
                value = f"known[{number}].factory() if {name} is none else {name}"
            else:
                given.append(name if item.default is _NONE else f"{name}=known[{number}].default")
            slot = getattr(cls, name, None)
            plain.append(f"self.{name} = {value}")
            if cls.__setattr__ is not _refuse:
                lines.append(f"    self.{name} = {value}")
            elif hasattr(slot, "__set__"):  # faster than by the name
                scope[f"put_{name}"] = slot.__set__
                lines.append(f"    put_{name}(self, {value})")
            else:
                lines.append(f"    put(self, {name!r}, {value})")
        slots = cls.__dict__.get("__slots__", ())
        if len(known) == len(slots) > _FEW and cls.__setattr__ is _refuse and cls.__bases__ == (object,):
            scope.update(made=cls, open=type(cls.__name__, (), {"__slots__": slots}))
            lines = ["    if self.__class__ is made:", "        put(self, '__class__', open)",
                     *(f"        {line}" for line in plain), "        self.__class__ = made",
                     "    else:", *(f"    {line}" for line in lines)]
        if hasattr(cls, "__post_init__"):
            lines.append("    self.__post_init__()")
        exec("\n".join([f"def __init__({', '.join(['self', *given])}):", *(lines or ["    pass"])]), scope)
        return scope["__init__"]

    def _compared(known, frozen):
        names = [item.name for item in known if item.compare]
        values = attrgetter(*names) if names else lambda _: ()

        def equal(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        def hashed(self):
            return hash(values(self))

        return {"__eq__": equal, "__hash__": hashed if frozen else None}

    def _represented(self):
        values = (f"{item.name}={getattr(self, item.name)!r}" for item in self.__record__ if item.repr)
        return f"{type(self).__qualname__}({', '.join(values)})"

    def _refuse(self, name, value=None):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self):
        return [getattr(self, item.name) for item in self.__record__]

    def _restore(self, state):
        for item, value in zip(self.__record__, state, strict=True):
            object.__setattr__(self, item.name, value)
