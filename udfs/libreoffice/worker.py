"""Answers worksheet functions over pipes: `python -m bsa_xl.udfs.libreoffice.worker`.

LibreOffice's Python may be any version and lacks what this product needs, so the extension asks
this process, which lives as long as LibreOffice does. addin/protocol.py says what goes over the
pipes. No call ends the worker: what goes wrong is the answer.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from bsa_xl import __version__

from ..catalog import Argument, Function, catalog
from ..cells import Cell, Grid, NoAnswerError
from .addin.protocol import OMITTED, Json, decoded, encoded, line_of, message_of


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests, one a line, until there are no more."""
    functions = {function.name: function for function in catalog()}
    hello = {
        "version": __version__,
        "python": platform.python_version(),
        "functions": list(functions),
    }
    _say(answers, hello)
    for line in requests:
        _say(answers, answered(line, functions))


def answered(line: bytes, functions: Mapping[str, Function]) -> dict[str, Any]:
    """The answer to one request.

    Args:
        line: the request, as it came.
        functions: the functions by name.
    """
    name = "The call"
    try:
        request = message_of(line)
        function = _named(request["function"], functions)
        name = function.calc_name
        answer = function.run(**arguments_of(function, request["arguments"]))
        return {"grid": grid_of(answer, function.gives_range)}
    except NoAnswerError as fault:
        return {"fault": str(fault)}
    except Exception as fault:  # noqa: BLE001 - whatever it is, the next call must find a worker
        return {
            "fault": f"{name} failed: {type(fault).__name__}: {fault}. "
            "This is a fault of BSA-XL; report it with the formula and its cells."
        }


def arguments_of(function: Function, given: list[Any]) -> dict[str, Cell | Grid]:
    """The arguments by name, each in the shape that the function takes.

    Raises:
        NoAnswerError: there are too many, one is missing, or a range stands where one cell belongs.
    """
    told = function.arguments
    if len(given) > len(told):
        raise NoAnswerError(f"{function.calc_name} takes {len(told)} arguments, not {len(given)}.")
    ready: dict[str, Cell | Grid] = {}
    for number, argument in enumerate(told):
        value = given[number] if number < len(given) else OMITTED
        if value != OMITTED:
            ready[argument.name] = _shaped(argument, value)
        elif not argument.is_optional:
            raise NoAnswerError(
                f"{function.calc_name} was given no {argument.name}. {argument.help}"
            )
    return ready


def grid_of(answer: Json, is_grid: bool) -> list[list[Any]]:
    """An answer as rows of cells; nothing at all is one empty cell.

    Raises:
        ValueError: a cell cannot hold what stands in it, or the rows differ in length.
    """
    rows = answer if is_grid else [[answer]]
    grid = [[encoded(cell) for cell in row] for row in rows]
    if len({len(row) for row in grid}) > 1:
        raise ValueError("the rows of the answer differ in length")
    return grid if grid and grid[0] else [[None]]


def _named(name: str, functions: Mapping[str, Function]) -> Function:
    if name not in functions:
        raise NoAnswerError(
            f"BSA-XL {__version__} has no function {name}. "
            "Install the extension of the same version."
        )
    return functions[name]


def _shaped(argument: Argument, value: Json) -> Cell | Grid:
    if isinstance(value, list):
        cells: Grid = [[decoded(cell) for cell in row] for row in value]
        if argument.is_range:
            return cells
        if len(cells) == 1 and len(cells[0]) == 1:
            return cells[0][0]
        raise NoAnswerError(f"{argument.name} must be one cell, not a range. {argument.help}")
    cell: Cell = decoded(value)
    return [[cell]] if argument.is_range else cell


def _say(answers: BinaryIO, message: dict[str, Any]) -> None:
    answers.write(line_of(message))
    answers.flush()


def main() -> None:
    """Serve the process that started this one; only the protocol ever reaches its pipe."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
