"""The library of published formulas that comes with the product."""

from __future__ import annotations

from importlib.resources import files


def published_policies() -> tuple[str, ...]:
    """The names of the policies in the library, ``riverbend`` among them, in alphabetic order."""
    shelf = files(f"{__package__}.library").iterdir()
    names = (book.name for book in shelf)
    return tuple(sorted(name[: -len(".yaml")] for name in names if name.endswith(".yaml")))


def published_policy(name: str) -> bytes:
    """The bytes of a policy in the library, for `read_policy`.

    Raises:
        KeyError: the library has no policy of that name.
    """
    if name not in published_policies():
        raise KeyError(name)
    return files(f"{__package__}.library").joinpath(f"{name}.yaml").read_bytes()
