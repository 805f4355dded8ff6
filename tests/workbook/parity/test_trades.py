"""Trades of FTE (BAL-06): each takes its turn in LibreOffice as in Python, in any order and rate.

The plans close positions that are given, so that there is FTE to spare, and plan others in their
place; what every trade gives up and gains is found in hidden cells of Allocation.
"""

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from support.fills import typed_cells
from support.office import Office, as_decimal
from support.sample_books import sample_book

from bsa_xl.api.workbooks import outcomes_of
from bsa_xl.budget import FTE_PARTS, FteTrade, GivenFte, StaffingRow, price
from bsa_xl.checks import run
from bsa_xl.workbook import Identity, Layout, best_deflate, prepare
from bsa_xl.workbook.layout import key_of
from bsa_xl.workbook.package import read_package
from bsa_xl.workbook.values import budget_values, cell_value

IDENTITY = Identity("0109", "FY2026", "adopted", 1, "2026.1", "p", "ab", "NONCE", "2025")
#: Titles as places on the list of those given, and FTE gained for 1.0 given up.
CHAINS = (
    ((0, 1, "1"), (0, 2, "1")),  # two titles behind one: its spare FTE is spent once
    ((0, 2, "1"), (0, 1, "1")),  # the same, the other way round
    ((0, 1, "1.5"), (2, 1, "0.5"), (0, 3, "0.3333"), (1, 0, "2"), (3, 2, "0.07")),
)
#: FTE of each title, in parts of FTE_PARTS.
GIVEN = (20_000, 3_000, 0, 0)
FTES = ("0.0001", "0.0003", "0.25", "0.3333", "0.6", "0.7", "1", "1.2", "2")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    return sample_book(tmp_path_factory.mktemp("sample") / "halcyon")


@pytest.fixture(scope="module")
def traded(sample):
    """The sample's school, given four titles, under a policy with a chain of trades."""
    known = {}

    def with_trades(chain):
        if chain not in known:
            plain = sample.draft.budget.setting
            codes = [title.code for title in plain.rates.titles[-len(GIVEN) :]]
            changes = {
                "given_fte": tuple(map(GivenFte, codes, codes, GIVEN)),
                "trades": tuple(
                    FteTrade(f"t{n}", codes[give], codes[take], Decimal(rate))
                    for n, (give, take, rate) in enumerate(chain)
                ),
            }
            shape = sample.layout.shape
            layout = Layout(replace(shape, pattern=replace(shape.pattern, **changes)))
            case = sample.draft.case(IDENTITY)
            case = replace(case, budget=price(replace(plain, **changes), case.budget.plan))
            known[chain] = case, layout, prepare(layout, "test")
        return known[chain]

    return with_trades


def plan_with_trades(layout, setting, opening, seed):
    """Positions of these titles closed, and new rows of them in odd numbers."""
    rng = Random(seed)
    codes = {trade.give for trade in setting.trades} | {trade.take for trade in setting.trades}
    labels = [title.label for title in setting.rates.titles if title.code in codes]
    of_trades = {now.key for now in setting.now if now.code in codes and not now.required}
    rows = [
        replace(row, action="Close") if row.key in of_trades else row for row in opening.staffing
    ]
    for _ in range(rng.choice((3, 6, 9))):
        index = len(rows)
        rows.append(
            StaffingRow(
                key_of("Staffing", index), layout.place(layout.staffing, index), action="New",
                title=rng.choice(labels), how_many=Decimal(1), fte_each=Decimal(rng.choice(FTES)),
            )
        )  # fmt: skip
    return replace(opening, staffing=tuple(rows))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("chain", CHAINS)
def test_every_trade_comes_to_the_same_in_libreoffice(
    traded, office: Office, tmp_path, chain, seed
):
    case, layout, press = traded(chain)
    path = tmp_path / "0109.xlsx"
    path.write_bytes(press.stamp(case, None, deflate=best_deflate()).data)
    setting = case.budget.setting
    budget = price(setting, plan_with_trades(layout, setting, case.budget.plan, seed))
    filled = replace(case, budget=budget, outcomes=outcomes_of(run(budget)))
    wanted = {
        ref: cell_value(kind, value)
        for sheet, ref, kind, value in budget_values(layout, filled)
        if sheet == "Allocation"
    }
    computed = {
        ref
        for ref, cell in read_package(path.read_bytes(), "issued")
        .sheets["Allocation"]
        .cells.items()
        if cell.formula is not None
    }
    letters = layout.letters(layout.positions)
    hidden = {letters[f"takes_{n}"] for n in range(1, len(chain) + 1)}
    assert {ref.rstrip("0123456789") for ref in computed} >= hidden
    found = office.fill_and_recalculate(path, typed_cells(layout, budget.plan), even_locked=True)
    wrong = [
        f"{ref}: LibreOffice {got!r}, Python {wanted[ref]!r}"
        for ref, got in found["Allocation"].items()
        if ref in computed
        and (as_decimal(got) if isinstance(got, float) else got) != _plain(wanted[ref])
    ]
    assert wrong == []
    for title in {trade.give for trade in setting.trades}:
        given = sum(each.fte_parts for each in setting.given_fte if each.code == title)
        spare = max(0, given - budget.fte_by_code.get(title, 0))
        spent = [
            Decimal(str(found["Allocation"][f"{letters[f'gives_{n}']}{row}"])) * FTE_PARTS
            for n, trade in enumerate(setting.trades, start=1)
            if trade.give == title
            for row, each in enumerate(setting.given_fte, start=layout.positions.first)
            if each.code == trade.take
        ]
        assert sum(spent) <= spare


def _plain(value):
    return value.normalize() if isinstance(value, Decimal) else "" if value is None else value


def test_the_plans_of_these_tests_do_use_trades(traded):
    """Otherwise they would show nothing: some trade is used in full, in part, and not at all."""
    used = set()
    for chain in CHAINS:
        case, layout, _ = traded(chain)
        setting = case.budget.setting
        for seed in range(4):
            budget = price(setting, plan_with_trades(layout, setting, case.budget.plan, seed))
            for each in budget.trades.settled:
                left = budget.trades.spare_parts[each.trade.give]
                used.add((each.given_up_parts > 0, left > 0))
    assert used == {(True, True), (True, False), (False, True), (False, False)}
