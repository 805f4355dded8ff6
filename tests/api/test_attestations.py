"""What a school attests: its answers on Sign-off, told by a check of its file and of its open workbook."""

from dataclasses import replace
from decimal import Decimal

import pytest
from support.live_values import values_of
from support.xlsx_edit import Edited

from bsa_xl.api import check_files, read_live
from bsa_xl.store import Outcome

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
IF_SO = "Choose Yes if it is so; if not, "
CONSULTED = "The school council was consulted on the needs assessment and on this budget"
ADVICE = "The English Learner Advisory Committee's advice was asked for, where there is one"


@pytest.fixture
def checked(answered, tmp_path):
    """What is said of school 0116's sound return with other cells of Sign-off, in file and open."""

    def check(**cells):
        file = Edited((answered / "0116 school budget.xlsx").read_bytes())
        for ref, answer in cells.items():
            if answer is None:
                file.clear("Sign-off", ref)
            elif isinstance(answer, Decimal):
                file.number("Sign-off", ref, answer)
            else:
                file.text("Sign-off", ref, answer)
        path = tmp_path / "0116.xlsx"
        path.write_bytes(file.packed())
        [found] = check_files((path,)).files
        told = [
            str(replace(each, where=replace(each.where, file="")))
            for each in found.findings
            if each.id != "SUB-05"
        ]
        live = read_live(values_of(path.read_bytes()))
        assert [str(each) for each in live.findings] == told
        assert live.is_ready is (found.outcome is Outcome.ACCEPTED)
        return found.outcome, told

    return check


def test_a_school_that_attests_everything_is_told_nothing(checked):
    assert checked() == (Outcome.ACCEPTED, [])


def test_a_no_is_a_warning_that_names_the_statement_and_does_not_stop_the_budget(checked):
    assert checked(E12="No") == (
        Outcome.ACCEPTED,
        [
            (
                f"Sign-off E12: the attestation \"{CONSULTED}\" is answered 'No'. {IF_SO}tell the "
                "central office why. [APR-07]"
            )
        ],
    )


def test_an_answer_that_was_left_out_of_an_approved_budget_is_a_warning(checked):
    assert checked(E13=None) == (
        Outcome.ACCEPTED,
        [
            (
                f'Sign-off E13: every approval is recorded, and the attestation "{ADVICE}" has no '
                f"answer. {IF_SO}choose No and tell the central office why. [APR-07]"
            )
        ],
    )


def test_nothing_is_said_of_empty_answers_while_a_body_has_not_decided(checked):
    outcome, told = checked(E12=None, E13=None, E14=None, F8=None)
    assert outcome is Outcome.REJECTED
    assert [each for each in told if "APR-07" in each] == []
    assert any("APR-01" in each for each in told)
