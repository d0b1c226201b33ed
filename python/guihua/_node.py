"""A part of a model: a typed view of a dictionary. ``model.py`` is made of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Callable, Dict, List, Tuple, Type, TypeVar, overload

T = TypeVar("T", bound="Node")
U = TypeVar("U")


class Items(Sequence[U]):
    """A list of parts, each made when it is looked at."""

    __slots__ = ("_data", "_make")

    def __init__(self, data: List[Any], make: Callable[[Any], U]) -> None:
        self._data = data
        self._make = make

    def __len__(self) -> int:
        return len(self._data)

    @overload
    def __getitem__(self, index: int) -> U: ...
    @overload
    def __getitem__(self, index: slice) -> "Items[U]": ...

    def __getitem__(self, index: "int | slice") -> "U | Items[U]":
        if isinstance(index, slice):
            return Items(self._data[index], self._make)
        return self._make(self._data[index])

    def __iter__(self) -> Iterator[U]:
        return map(self._make, self._data)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Items):
            return bool(self._data == other._data)
        return isinstance(other, (list, tuple)) and list(self) == list(other)

    def __repr__(self) -> str:
        return repr(list(self))


class Node:
    """A part of a model.

    Attributes are typed; ``part["name"]`` gives what the JSON has, and a part is
    gone through by these names, as a dictionary is. Two parts are equal where their
    content is.
    """

    __slots__ = ("_data",)

    def __init__(self, data: Dict[str, Any]) -> None:
        self._data = data

    def to_dict(self) -> Dict[str, Any]:
        """The part as plain dictionaries, lists and scalars; not a copy."""
        return self._data

    def __getitem__(self, name: str) -> Any:
        return self.to_dict()[name]

    def __contains__(self, name: object) -> bool:
        return name in self.to_dict()

    def __iter__(self) -> Iterator[str]:
        return iter(self.to_dict())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Node):
            return self.to_dict() == other.to_dict()
        return self.to_dict() == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.to_dict().items() if _is_short(value))
        return f"{type(self).__name__}({shown})"

    def _part(self, name: str, kind: Type[T]) -> T:
        return kind(self.to_dict()[name])

    def _optional(self, name: str, kind: Type[T]) -> "T | None":
        value = self.to_dict()[name]
        return None if value is None else kind(value)

    def _pair(self, name: str) -> "Tuple[int, int]":
        first, last = self.to_dict()[name]
        return (first, last)

    def _optional_pair(self, name: str) -> "Tuple[int, int] | None":
        return self._pair(name) if name in self.to_dict() else None

    def _parts(self, name: str, make: Callable[[Any], U]) -> "Items[U]":
        return Items(self.to_dict()[name], make)


def _is_short(value: Any) -> bool:
    return value is not None and not isinstance(value, (list, dict)) and len(str(value)) <= 60
