"""The worker answers every line, whatever it says, and nothing else ever reaches its pipe."""

import io
import json
import subprocess
import sys
from datetime import date

import pytest
from bsa_xl.udfs.catalog import catalog, described
from bsa_xl.udfs.cells import Grid
from bsa_xl.udfs.libreoffice.addin.protocol import OMITTED, decoded, encoded, line_of
from bsa_xl.udfs.libreoffice.worker import answered, serve

FUNCTIONS = {function.name: function for function in catalog()}
WORKER = [sys.executable, "-m", "bsa_xl.udfs.libreoffice.worker"]


def asked(function, *arguments, functions=FUNCTIONS):
    return answered(line_of({"function": function, "arguments": list(arguments)}), functions)


def odd(kind: str, table: Grid = ((1.0,),)) -> Grid:
    """Do what no function may.

    Args:
        kind: What to do.
        table: A range.
    """
    match kind:
        case "print":
            sys.stdout.write("this is no protocol")
        case "raise":
            raise ZeroDivisionError("division by zero")
        case "date":
            return [[date(2026, 7, 1), True, None, "text", 1]]
        case "infinite":
            return [[float("inf")]]
        case "object":
            return [[object()]]
        case "ragged":
            return [[1.0], [1.0, 2.0]]
        case "nothing":
            return []
    return table


ODD = {"odd": described(odd)}


def test_it_says_who_it_is_and_answers_line_by_line():
    # 100 dollars by claims 1, 1, 1: 33.33 each, and the cent that is left to the first
    ask = {"function": "share_out", "arguments": [100.0, [[1.0], [1.0], [None], [1.0]]]}
    told = subprocess.run(
        WORKER, input=line_of(ask) + b"not json\n" + line_of(ask), capture_output=True, check=True
    )
    hello, *answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert hello["functions"] == list(FUNCTIONS)
    good = {"grid": [[33.34], [33.33], [None], [33.33]]}
    assert [answers[0], answers[2]] == [good, good]
    assert answers[1]["fault"].startswith("The call failed: JSONDecodeError")
    assert told.stderr == b""


def test_what_a_function_prints_reaches_no_pipe():
    program = (
        "import os, sys\n"
        "from bsa_xl.udfs.libreoffice import worker\n"
        "plain = worker.answered\n"
        "def loud(line, functions):\n"
        "    print('printed', flush=True)\n"
        "    os.write(1, b'written')\n"
        "    return plain(line, functions)\n"
        "worker.answered = loud\n"
        "worker.main()\n"
    )
    ask = line_of({"function": "rounded", "arguments": [2.345]})
    told = subprocess.run(
        [sys.executable, "-c", program], input=ask, capture_output=True, check=True
    )
    assert [json.loads(line) for line in told.stdout.splitlines()][1:] == [{"grid": [[2.35]]}]


def test_requests_end_with_the_pipe():
    answers = io.BytesIO()
    serve(io.BytesIO(b""), answers)
    assert answers.getvalue().count(b"\n") == 1


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        ((2.345,), {"grid": [[2.35]]}),  # one cell for a range
        (([[2.345, 1.005]], OMITTED), {"grid": [[2.35, 1.01]]}),  # ties go away from zero
        (([[2.345]], [[1.0]]), {"grid": [[2.3]]}),  # a range of one cell for a cell
        (
            ([[1.0]], [[1.0, 2.0]]),
            {
                "fault": "digits must be one cell, not a range. "
                "Digits after the decimal point, -9 to 9; 2 if left out. An empty cell is 2 in Excel "
                "and 0 in LibreOffice."
            },
        ),
        (
            (),
            {
                "fault": "BSA.ROUNDED was given no numbers. "
                "The numbers, a cell or a range; empty cells stay empty, but one alone is 0 in "
                "LibreOffice."
            },
        ),
        ((1.0, 2.0, 3.0), {"fault": "BSA.ROUNDED takes 2 arguments, not 3."}),
        (("x",), {"fault": "The number is 'x', and a number belongs there."}),
        (({"error": "#N/A"},), {"fault": "The number is '#N/A', and a number belongs there."}),
    ],
)
def test_arguments_come_in_the_shape_that_the_function_takes(arguments, answer):
    assert asked("rounded", *arguments) == answer


def test_a_function_that_this_version_does_not_have():
    fault = asked("older")["fault"]
    assert fault.startswith("BSA-XL ")
    assert fault.endswith(" has no function older. Install the extension of the same version.")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("raise", "ZeroDivisionError: division by zero"),
        ("infinite", "ValueError: inf is no number that a cell can hold"),
        ("object", "ValueError: a cell cannot hold a object"),
        ("ragged", "ValueError: the rows of the answer differ in length"),
    ],
)
def test_a_fault_of_the_program_is_told_as_one(kind, said):
    assert asked("odd", kind, functions=ODD) == {
        "fault": f"BSA.ODD failed: {said}. "
        "This is a fault of BSA-XL; report it with the formula and its cells."
    }


def test_answers_hold_what_cells_hold():
    assert asked("odd", "date", functions=ODD) == {
        "grid": [[{"date": "2026-07-01"}, True, None, "text", 1]]
    }
    assert asked("odd", "nothing", functions=ODD) == {"grid": [[None]]}


@pytest.mark.parametrize("cell", [None, True, 0.1, 1e300, -0.005, "ä\n", "", date(2026, 7, 1)])
def test_a_cell_comes_out_of_the_pipe_as_it_went_in(cell):
    assert decoded(json.loads(line_of(encoded(cell)))) == cell


@pytest.mark.parametrize("cell", [{"date": 1}, {"other": "x"}, [1.0], {"date": "yesterday"}])
def test_what_is_no_cell_is_refused(cell):
    with pytest.raises(ValueError):
        decoded(cell)
