"""Cells call Python through xlwings' own converters, and get the right value or an error value."""

from bsa_xl.udfs.catalog import catalog

MISSING, VALUE_ERROR, SPILL_ERROR = (
    {"missing": True},
    {"error": -2146826273},
    {"error": -2146826243},
)


def of(*rows):
    return {"range": rows}


def test_cells_get_what_the_functions_answer(called):
    answers = called(
        (
            "bsa_share_out",
            [100.0, of([1.0], [1.0], [1.0])],
        ),  # 100.00 / 3: the cent goes to the first
        ("bsa_share_out", [of([{"currency": "10.00"}]), of([1.0, None, {"currency": "3"}])]),
        ("bsa_rounded", [2.345, MISSING]),
        ("bsa_rounded", [of([2.5, -2.5], [0.125, None]), 0.0]),
        ("bsa_rounded", [of([{"currency": "1234.5"}]), of([-2.0])]),
    )
    assert answers == [
        {"answer": [[33.34], [33.33], [33.33]]},
        {"answer": [2.5, "", 7.5]},  # one row: VBA takes it as a flat list
        {"answer": 2.35},
        {"answer": [[3.0, -3.0], [0.0, ""]]},
        {"answer": 1200.0},
    ]


def test_an_empty_cell_for_an_optional_argument_is_one_left_out(called):
    assert called(("bsa_rounded", [2.345, of([None])])) == [{"answer": 2.35}]


def test_an_empty_cell_for_an_optional_range_is_a_range_with_nothing_in_it(called):
    """One cell for how many persons: Excel says that it is empty, and no one is priced at 0."""
    asked = ("/nowhere", "FY2026", of(["01010"]), of([1.0]), of([None]))
    [answer] = called(("bsa_position_cost", list(asked)))
    assert answer["says"] == ("A title has no number for how many. Type it, or clear the title.")


def test_what_cannot_be_answered_raises_and_its_words_are_kept(called):
    answers = called(
        ("bsa_share_out", [of([None]), of([1.0])]),
        ("bsa_share_out", ["a lot", of([1.0])]),
        ("bsa_rounded", [of([VALUE_ERROR]), MISSING]),
        ("bsa_rounded", [of([1.0, SPILL_ERROR]), MISSING]),
        ("bsa_rounded", [VALUE_ERROR, MISSING]),
        ("bsa_share_out", [of([1.0], [2.0]), of([1.0])]),
        ("bsa_share_out", [True, of([1.0])]),
    )
    assert [answer["raised"] for answer in answers] == ["NoAnswerError"] * 7
    assert [answer["says"] for answer in answers[1:6]] == [
        "The total is 'a lot', and a number belongs there.",
        "The number is '#VALUE!', and a number belongs there.",
        "The number is '#SPILL!', and a number belongs there.",
        "The number is '#VALUE!', and a number belongs there.",
        "The argument total takes one cell, and a range was given.",
    ]
    kept = called.faults.last(10)
    assert (kept[-1].what, kept[-1].text) == ("bsa_share_out", answers[0]["says"])
    assert len({fault.text for fault in kept}) == len(kept) == 6  # said twice, shown once


def test_a_fault_of_ours_is_no_traceback_either(called):
    [answer] = called(("bsa_share_out", [100.0, of([{"date": "2026-01-31"}])]))
    assert answer["raised"] == "NoAnswerError"
    assert "Traceback" not in answer["says"]


def test_every_function_can_be_called_by_its_excel_name(called):
    """With error values everywhere; what it says differs, but no cell gets a number."""
    calls = [
        (each.excel_name, [of([VALUE_ERROR]) for _ in each.arguments])
        for each in catalog()
        if each.arguments
    ]
    answers = called(*calls)
    assert {answer.get("raised") for answer in answers} == {"NoAnswerError"}
    ours = [answer["says"] for answer in answers if "fault of BSA-XL" in answer["says"]]
    assert ours == []
