"""Our `dataclass` is the standard library's, seen from outside."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from reportlint import records
from reportlint.initialisers import BODIES

DECORATORS: dict[str, Callable[..., Any]] = {"own": records.dataclass, "standard": dataclasses.dataclass}


def classes(decorator: Callable[..., Any], **how: Any) -> Any:
    @decorator(**how)
    class Item:
        name: str
        count: int = 1
        parts: tuple[int, ...] = dataclasses.field(default=(), metadata={"is": "parts"})
        notes: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)

    return Item


HOWS = [{}, {"frozen": True}, {"slots": True}, {"frozen": True, "slots": True}, {"slots": True, "eq": False}]


@pytest.fixture(params=HOWS, ids=str)
def pair(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    return classes(records.dataclass, **request.param), classes(dataclasses.dataclass, **request.param)


def test_fields_and_values(pair: tuple[Any, Any]) -> None:
    for cls in pair:
        item = cls("甲", parts=(1, 2))
        assert (item.name, item.count, item.parts, item.notes) == ("甲", 1, (1, 2), [])
        assert cls("甲").notes is not cls("甲").notes
        assert [field.name for field in dataclasses.fields(item)] == ["name", "count", "parts", "notes"]
        assert dataclasses.is_dataclass(cls)
        assert dataclasses.replace(item, count=5).count == 5
        assert cls.__match_args__ == ("name", "count", "parts", "notes")


def test_same_words_and_sameness(pair: tuple[Any, Any]) -> None:
    own, standard = ((cls("甲", 2), cls("甲", 2, notes=["x"]), cls("乙")) for cls in pair)
    assert repr(own[0]) == repr(standard[0])
    assert [own[0] == item for item in own] == [standard[0] == item for item in standard]
    assert (own[0] == 1) is False


def test_same_hashing(pair: tuple[Any, Any]) -> None:
    def hashed(cls: Any) -> object:
        try:
            return len({cls("甲"), cls("甲"), cls("乙")})
        except TypeError:
            return "unhashable"

    own, standard = map(hashed, pair)
    assert own == standard


def test_same_errors(pair: tuple[Any, Any]) -> None:
    for cls in pair:
        with pytest.raises(TypeError, match="name"):
            cls()
        with pytest.raises(TypeError, match="colour"):
            cls("甲", colour=1)
        with pytest.raises(TypeError, match="name"):
            cls("甲", name="乙")
        with pytest.raises(TypeError, match="argument"):
            cls("甲", 1, (), [], 5)


@pytest.mark.parametrize("decorator", DECORATORS.values(), ids=DECORATORS)
@pytest.mark.parametrize("slots", [False, True])
def test_frozen_stays_so(decorator: Callable[..., Any], slots: bool) -> None:
    item = classes(decorator, frozen=True, slots=slots)("甲")
    with pytest.raises(dataclasses.FrozenInstanceError):
        item.name = "乙"
    with pytest.raises(dataclasses.FrozenInstanceError):
        del item.name
    assert item.name == "甲"


@pytest.mark.parametrize("how", HOWS[:4], ids=str)
def test_copies_are_equal(how: dict[str, bool]) -> None:
    item = classes(records.dataclass, **how)("甲", 3, (1,), ["x"])
    assert copy.deepcopy(item) == item
    assert copy.copy(item).notes == ["x"]


@records.dataclass(frozen=True, slots=True)
class Sent:
    """One that another process can have."""

    name: str
    count: int = 0


def test_pickled() -> None:
    assert pickle.loads(pickle.dumps(Sent("甲", 2))) == Sent("甲", 2)


def test_post_init_and_no_fields() -> None:
    @records.dataclass()
    class Counted:
        count: int

        def __post_init__(self) -> None:
            self.count += 1

    @records.dataclass(frozen=True, slots=True)
    class Empty:
        pass

    assert Counted(1).count == 2
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())


def test_many_of_many_fields_stay_what_they_are() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Wide:
        a: int
        b: int
        c: int = 3
        d: int = 4
        e: list[int] = dataclasses.field(default_factory=list)
        f: int = 6

    class Narrower(Wide):
        pass

    for kind in (Wide, Narrower):
        items = [kind(number, 2, f=number) for number in range(300)]
        assert {type(item) for item in items} == {kind}
        assert [(item.a, item.b, item.c, item.d, item.e, item.f) for item in items] == [
            (number, 2, 3, 4, [], number) for number in range(300)]
        assert items[-1].e is not items[-2].e
        with pytest.raises(dataclasses.FrozenInstanceError):
            items[-1].a = 5  # type: ignore[misc]
        with pytest.raises(TypeError):
            kind(1)  # type: ignore[call-arg]


def test_a_record_without_fields_is_copied() -> None:
    @records.dataclass(frozen=True)
    class Empty:
        pass

    assert records.replace(Empty()) == Empty()


@pytest.mark.parametrize("count", BODIES)
@pytest.mark.parametrize("slots", [False, True])
def test_every_number_of_fields_is_filled_in_order(count: int, slots: bool) -> None:
    names = [f"field{number}" for number in range(count)]
    fields = {"__annotations__": dict.fromkeys(names, "int"), **({names[-1]: 7} if names else {})}
    cls: Any = records.dataclass(frozen=True, slots=slots)(type("Made", (), fields))
    item = cls(*range(count))
    assert [getattr(item, name) for name in names] == list(range(count))
    assert type(item) is cls
    named = cls(**{name: number for number, name in enumerate(names[:-1])})
    assert [getattr(named, name) for name in names] == [*range(count - 1), 7][:count]
    with pytest.raises(TypeError):
        cls(*range(count + 1))


def test_more_fields_than_there_are_bodies_are_refused() -> None:
    fields = {"__annotations__": {f"field{number}": "int" for number in range(max(BODIES) + 1)}}
    with pytest.raises(TypeError, match=str(max(BODIES) + 1)):
        records.dataclass()(type("Made", (), fields))
