"""`dataclass` as the standard library's, at a fraction of what that costs when the program starts.

The standard decorator compiles up to eight methods for every class, 0.4 to 1 ms a class, and its module loads
Python's own parser; for a hundred classes that is more time than one report takes to be read and judged. Here
the methods are functions over the fields' names, common to all, and `__init__` is one that was compiled beforehand
for as many fields (`initialisers`), with the names of the class's. What the standard library's `fields`, `replace`,
`is_dataclass` and `asdict` look at is made when they first look.
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

    from .initialisers import BODIES, FEW

    _NONE = object()  # no default
    _FEW = 4  # calls for which it does not pay to make an `__init__`

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
        """An `__init__` that puts the one for its class in its own place when it has been called a few times."""
        if len(known) not in BODIES:
            raise TypeError(f"no record has had {len(known)} fields yet: initialisers.py lacks a body for them")
        names = tuple([item.name for item in known])
        usual = {item.name: item.default for item in known if item.default is not _NONE}
        factories = [(item.name, item.factory) for item in known if item.factory]
        total, put, calls = len(names), object.__setattr__, 0

        def first(self, *values, **named):
            nonlocal calls
            calls += 1
            plain = len(values) == total and not named
            given = zip(names, values) if plain else complete(values, named)  # noqa: B905 as many
            if calls > _FEW or given is None:
                cls = type(self)
                cls.__init__ = _made(cls, known)  # tells of wrong arguments, too
                cls.__init__(self, *values, **named)
                return
            for name, value in given:
                put(self, name, value)
            if hasattr(self, "__post_init__"):
                self.__post_init__()

        def complete(values, named):
            """The fields' names and values; None if that cannot be."""
            given = {**usual, **dict(zip(names, values)), **named}  # noqa: B905 there may be fewer
            for name, factory in factories:
                if name not in given:
                    given[name] = factory()
            once = len(values) <= total and named.keys().isdisjoint(names[:len(values)])
            return given.items() if len(given) == total and once else None

        return first

    def _made(cls, known):
        """What is written in `initialisers` for so many fields, with the names and defaults of the class."""
        from types import FunctionType

        names = [item.name for item in known]
        slots = [getattr(cls, name, None) for name in names]
        each = len(known) < len(FEW) and all(hasattr(slot, "__set__") for slot in slots)
        body = (FEW if each else BODIES)[len(known)].__code__
        renamed = dict(zip(body.co_varnames[1:], names, strict=True))
        code = body.replace(
            co_name="__init__", co_varnames=("self", *names),
            co_names=tuple([renamed.get(name, name) for name in body.co_names]))
        scope = {"made": cls, "open_": cls if each else _open(cls), "put": object.__setattr__, "others": _others(known)}
        if each:
            scope.update((f"put_{number}", slot.__set__) for number, slot in enumerate(slots))
        usual = [None if item.factory else item.default for item in known if item.default is not _NONE or item.factory]
        plain = FunctionType(code, scope, f"{cls.__qualname__}.__init__", tuple(usual))
        return _and_more(plain, known, hasattr(cls, "__post_init__"))

    def _open(cls):
        """A class like it, of which objects may be changed."""
        if cls.__setattr__ is not _refuse:
            return cls
        slots = {"__slots__": cls.__dict__["__slots__"]} if "__slots__" in cls.__dict__ else {}
        return type(cls.__name__, cls.__bases__, {**slots, "__setattr__": object.__setattr__})

    def _others(known):
        """For an object of a class that is made from the record's without being a record."""

        def others(self, *values):
            for item, value in zip(known, values, strict=True):
                object.__setattr__(self, item.name, value)

        return others

    def _and_more(plain, known, then):
        """With values that are made anew for each object, and with what is to be done behind."""
        made = [(place, item.name, item.factory) for place, item in enumerate(known) if item.factory]
        if not made and not then:
            return plain

        def completed(self, *values, **named):
            for place, name, factory in made:
                if place >= len(values) and name not in named:
                    named[name] = factory()
            plain(self, *values, **named)
            if then:
                self.__post_init__()

        return completed

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
