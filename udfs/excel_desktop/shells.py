"""Worksheet functions as xlwings calls them, made from the catalog: cells in, cells out.

A shell has the name and the arguments of its function, so that xlwings writes the VBA from it. It
raises where there is no answer; the VBA then puts an error value in the cell, and the words are
kept for whoever asks what went wrong.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any, Protocol

from ..catalog import Function
from ..cells import NoAnswerError
from .conversion import answer_out, cell_in, grid_in

CATEGORY = "BSA-XL"
_OUR_FAULT = (
    "This is a fault of BSA-XL, not of your figures ({kind}: {error}). Tell the central office, "
    "with the formula and the cells that it reads."
)


class Decorators(Protocol):
    """What marks a function for Excel: `xlwings` itself."""

    func: Callable[..., Any]
    arg: Callable[..., Any]
    ret: Callable[..., Any]


Keep = Callable[[str, str], None]


def shells(
    functions: Iterable[Function], marks: Decorators, keep: Keep, refused: str = ""
) -> dict[str, Callable[..., Any]]:
    """A shell for every function, by the name that cells use.

    Args:
        functions: the catalog.
        marks: xlwings.
        keep: takes the name of a function and why it gave no answer.
        refused: why nothing can be answered at all; empty where it can.
    """
    return {
        each.excel_name: _marked(each, _shell(each, keep, refused), marks) for each in functions
    }


def _shell(function: Function, keep: Keep, refused: str) -> Callable[..., Any]:
    def shell(*given: Any) -> Any:
        try:
            if refused:
                raise NoAnswerError(refused)  # noqa: TRY301 - kept as any other
            return answer_out(function.run(*_arguments(function, given)))
        except NoAnswerError as fault:
            keep(function.excel_name, str(fault))
            raise
        except Exception as fault:
            told = _OUR_FAULT.format(kind=type(fault).__name__, error=f"{fault!s:.200}")
            keep(function.excel_name, told)
            raise NoAnswerError(told) from fault

    shell.__name__ = shell.__qualname__ = function.excel_name
    shell.__doc__ = function.help
    shell.__annotations__ = {}
    shell.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=None if argument.is_optional else inspect.Parameter.empty,
            )
            for argument in function.arguments
        ]
    )
    return shell


def _arguments(function: Function, given: tuple[Any, ...]) -> list[Any]:
    """The arguments as the function takes them; what was left out is the function's own default.

    An optional argument of one cell whose cell is empty counts as left out, too; an optional range
    that is one empty cell does not: it is a range with nothing in it.
    """
    defaults = inspect.signature(function.run).parameters
    taken = []
    for argument, value in zip(function.arguments, given, strict=False):
        if argument.is_optional and value is None:
            taken.append(defaults[argument.name].default)
        elif argument.is_range:
            taken.append(grid_in(value))
        else:
            taken.append(cell_in(value, argument.name))
    return taken


def _marked(function: Function, shell: Callable[..., Any], marks: Decorators) -> Callable[..., Any]:
    """The shell with what xlwings needs to know; without Windows xlwings marks nothing."""
    marked = marks.func(category=CATEGORY)(shell)
    for argument in function.arguments:
        shape = {"ndim": 2} if argument.is_range else {}
        marked = marks.arg(argument.name, doc=argument.help, err_to_str=True, **shape)(marked)
    result: Callable[..., Any] = marks.ret()(marked)
    return result
