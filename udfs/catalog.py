"""What a host needs to know of the worksheet functions: names, arguments, help texts.

All of it is read from the functions themselves, so no host can tell another story.
"""

from __future__ import annotations

import inspect
import re
import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from .cells import Grid
from .desk import Desk
from .functions import FUNCTIONS

_ARGUMENT = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a worksheet function.

    Attributes:
        name: as help shows it.
        help: what belongs there, in one or two sentences.
        is_range: whether it is a range of cells; else one cell.
        is_optional: whether it may be left out.
    """

    name: str
    help: str
    is_range: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Function:
    """A worksheet function.

    Attributes:
        name: in lower case with underscores: ``share_out``.
        help: what it answers, in one sentence.
        gives_range: whether its answer may be larger than one cell.
        run: the function itself, with the arguments above.
    """

    name: str
    help: str
    arguments: tuple[Argument, ...]
    gives_range: bool
    run: Callable[..., Any]

    @property
    def excel_name(self) -> str:
        """As a cell of Excel on a desktop calls it: ``bsa_share_out``; VBA allows no dot."""
        return f"bsa_{self.name}"

    @property
    def calc_name(self) -> str:
        """As a cell of LibreOffice calls it: ``BSA.SHAREOUT``; UNO allows no underscore."""
        return f"BSA.{self.name.replace('_', '').upper()}"


def catalog(desk: Desk | None = None) -> tuple[Function, ...]:
    """Every worksheet function, in the order in which help lists them.

    Args:
        desk: where they keep what they read between calls; None for a new one. It lives as long
            as the functions do, so a host asks for the catalog once.
    """
    shared = Desk() if desk is None else desk
    return tuple(described(run, shared) for run in FUNCTIONS)


def described(run: Callable[..., Any], desk: Desk | None = None) -> Function:
    """A function as hosts present it.

    Args:
        run: the function.
        desk: for a function that takes one first, which hosts and people are not told of.

    Raises:
        ValueError: an argument has no help text.
    """
    text = inspect.getdoc(run) or ""
    told = {name: " ".join(said.split()) for name, said in _ARGUMENT.findall(text)}
    types = typing.get_type_hints(run)
    arguments = []
    for name, parameter in inspect.signature(run).parameters.items():
        if types[name] is Desk:
            continue
        if name not in told:
            raise ValueError(f"{run.__name__} does not say what {name} is")
        is_optional = parameter.default is not parameter.empty
        arguments.append(Argument(name, told[name], types[name] == Grid, is_optional))
    return Function(
        run.__name__,
        text.partition("\n")[0],
        tuple(arguments),
        types["return"] == Grid,
        partial(run, desk) if Desk in types.values() else run,
    )
