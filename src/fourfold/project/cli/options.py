"""A command with many options takes them as one dataclass."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, get_type_hints

T = TypeVar("T")


def taking(options: type[T]) -> Callable[[Callable[[T], None]], Callable[..., None]]:
    """Make the fields of a dataclass (each `Annotated` with a `typer.Option`) the options of the command."""

    def decorate(command: Callable[[T], None]) -> Callable[..., None]:
        @wraps(command)
        def called(**given: Any) -> None:
            command(options(**given))

        called.__annotations__ = get_type_hints(options, include_extras=True)
        called.__signature__ = signature(options)  # type: ignore[attr-defined]
        del called.__wrapped__
        return called

    return decorate
