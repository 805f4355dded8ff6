"""What cells are told of a district's allocation is what the commands say of it."""

import re
from decimal import Decimal

import pytest
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.cells import NoAnswerError

from bsa_xl import api
from bsa_xl.fiscal_year import FiscalYear

YEAR = "FY2026"
ELEMENTARY, MIDDLE = "0109", "0116"
FIRST_ROW = ["grade-spans:tk-k", "grade-spans:g1-3", "grade-spans:g4-6"]


@pytest.fixture(scope="module")
def ask(sample):
    """Asks a function of the sample district: ``ask("rate", [["0109"]], [["swd"]])``."""
    functions = {function.name: function.run for function in catalog()}
    return lambda name, *arguments: functions[name](str(sample), YEAR, *arguments)


@pytest.fixture(scope="module")
def explained(sample):
    """Every school's letter as ``bsa-xl explain --json`` has it, by school."""
    opened = api.open_district(sample, FiscalYear(2026))
    return {
        school.school_id: api.explain_school(
            sample, school.school_id, FiscalYear(2026)
        ).explanation.as_dict()
        for school in opened.district.schools
    }


def number(text):
    return None if text is None else float(text)


def test_every_figure_of_every_school_is_the_one_that_explain_prints(ask, explained):
    schools = list(explained)
    names = [line["line_id"].partition(":")[2] for line in explained[schools[0]]["lines"]]
    column, header = [[one] for one in schools], [names]
    rates, counts, ftes = (ask(name, column, header) for name in ("rate", "count", "fte"))
    sentences = ask("sentence", column, header)
    compared = 0
    for row, school_id in enumerate(schools):
        lines = {line["line_id"].partition(":")[2]: line for line in explained[school_id]["lines"]}
        for place, name in enumerate(names):
            line = lines.get(name, {})
            is_given = line.get("status") not in (None, "not eligible")
            for answer, key in ((rates, "rate"), (counts, "count"), (ftes, "fte")):
                assert answer[row][place] == (number(line[key]) if is_given else None)
            assert sentences[row][place] == line.get("sentence")
            compared += is_given
    assert compared > 150


def test_amounts_are_dollars_and_zero_where_a_school_gets_nothing(ask, explained):
    schools = list(explained)
    in_dollars = [
        line["line_id"].partition(":")[2]
        for line in explained[schools[0]]["lines"]
        if line["unit"] == "USD"
    ]
    amounts = ask("amount", [[one] for one in schools], [in_dollars])
    for row, school_id in zip(amounts, schools, strict=True):
        lines = {line["line_id"].partition(":")[2]: line for line in explained[school_id]["lines"]}
        given = [lines[name]["amount"] if name in lines else None for name in in_dollars]
        assert row == [float(each or 0) for each in given]


def test_programs_and_the_total_are_the_sums_on_the_letter(ask, explained):
    programs = ["general", "targeted", "title_i", "recovery"]
    answer = ask("amount", [[one] for one in explained], [[*programs, "total"]])
    for row, letter in zip(answer, explained.values(), strict=True):
        said = {each["program"]: float(each["amount"]) for each in letter["programs"]}
        assert row == [*(said.get(one, 0.0) for one in programs), float(letter["total"])]


def test_the_figures_of_a_line_multiply_to_its_amount(ask):
    """117 English learners x $348.04 (0.11 of the base of $3,164.00) = $40,720.68."""
    one, name = [[ELEMENTARY]], [["english-learners"]]
    assert ask("count", one, name) == [[117.0]]
    assert ask("rate", one, name) == [[348.04]]
    assert ask("amount", one, name) == [[40_720.68]]
    assert ask("sentence", one, name) == [
        [
            (
                "English learners: 117 pupils x $348.04 (0.11 of the base of $3,164.00) = "
                "$40,720.68, in program Targeted support (Board Policy 3150 §4(a))."
            )
        ]
    ]


def test_a_component_of_several_lines_is_their_sum_in_dollars(ask):
    # $582,176.00 + $966,665.28 + $593,819.52 for the grades of an elementary school.
    assert ask("amount", [[ELEMENTARY]], [["grade-spans"]]) == [[2_142_660.8]]


def test_empty_cells_among_schools_and_components_are_answered_by_empty_ones(ask):
    assert ask("amount", [[ELEMENTARY], [None], [" "]], [["english-learners", None]]) == [
        [40_720.68, None],
        [None, None],
        [None, None],
    ]


def test_schools_are_found_by_name_and_components_in_any_case(ask):
    assert ask("count", [["dunemoor elementary school"]], [["English-Learners"]]) == [[117.0]]


def test_the_total_in_words(ask):
    assert ask("sentence", [[ELEMENTARY]], [["recovery", "total"]]) == [
        ["Learning recovery grant: $74,052.00", "Total that the school plans: $3,162,480.75"]
    ]


def test_a_letter_has_every_line_below_its_header(ask, explained):
    header, *rows = ask("allocation", ELEMENTARY)
    assert header == [
        "Line", "What it is", "Who is counted", "Count", "Rate", "FTE", "Amount", "Program",
        "Status", "Held by", "In words",
    ]  # fmt: skip
    lines = explained[ELEMENTARY]["lines"]
    assert [row[0] for row in rows][:3] == FIRST_ROW
    assert [row[3:7] for row in rows] == [
        [number(line[key]) for key in ("count", "rate", "fte", "amount")] for line in lines
    ]
    assert [row[7:11] for row in rows] == [
        [line["program_title"], line["status"], line["held_by"], line["sentence"]] for line in lines
    ]
    planned = sum(
        Decimal(repr(row[6])) for row in rows if row[6] is not None and row[9] == "school"
    )
    assert planned == Decimal(explained[ELEMENTARY]["total"])


def test_more_pupils_cost_what_their_rate_says(ask):
    """33 English learners more at $348.04 each: $11,485.32."""
    [[now, then, more]] = ask("what_if", [[ELEMENTARY]], [["el"]], [[150.0]])
    assert (now, more) == (3_162_480.75, 11_485.32)
    assert Decimal(repr(then)) == Decimal(repr(now)) + Decimal("11485.32")


def test_several_schools_change_at_once_and_an_empty_count_changes_nothing(ask):
    # 6 swd fewer at $253.12: -$1,518.72; the middle school's 10 el more at $348.04: $3,480.40.
    # Special education services follow swd, too, but the central office holds them.
    answer = ask(
        "what_if",
        [[ELEMENTARY], [None], [MIDDLE]],
        [["swd", "el"]],
        [[71.0, None], [None, None], [None, 161.0]],
    )
    assert [row[2] for row in answer] == [-1_518.72, None, 3_480.4]


def test_what_a_pool_gives_moves_for_schools_whose_counts_stay(ask):
    """$346,000.00 by 13,111 weighted pupils; 100 pupils more in one school take from the other."""
    answer = ask("what_if", [[ELEMENTARY], [MIDDLE]], [["enrollment"]], [[None], [1_348.0]])
    # 0109 has 646 of them: 346,000 x 646 / 13,111 = 17,047.97; / 13,211 = 16,918.93 (- $129.04).
    assert answer[0][2] == -129.04


def test_the_lines_of_a_what_if_name_what_moved(ask):
    header, *rows = ask("what_if_lines", ELEMENTARY, [["el"]], [[150.0]])
    assert header == ["Line", "What it is", "Unit", "As it is", "With the changes", "Difference"]
    assert [row for row in rows if row[5]] == [
        ["english-learners", "English learners", "USD", 40_720.68, 52_206.0, 11_485.32]
    ]
    [[_, _, more]] = ask("what_if", [[ELEMENTARY]], [["el"]], [[150.0]])
    assert sum(row[5] for row in rows) == pytest.approx(more)


def test_a_measure_may_stand_before_the_group(ask):
    same = ask("what_if", [[ELEMENTARY]], [["projected:el"]], [[150.0]])
    assert same == ask("what_if", [[ELEMENTARY]], [["el"]], [[150.0]])
    # Nothing in the adopted formula counts the norm day.
    [[_, _, more]] = ask("what_if", [[ELEMENTARY]], [["norm_day:el"]], [[150.0]])
    assert more == 0.0


def test_groups_and_measures_are_found_in_any_case(ask):
    # 17 swd fewer at $253.12: -$4,303.04.
    for group in ("swd", "SWD", "Projected:Swd", "projected : swd"):
        [[_, _, more]] = ask("what_if", [[ELEMENTARY]], [[group]], [[60.0]])
        assert more == -4_303.04


def test_a_school_named_twice_may_repeat_its_count_and_no_other(ask):
    same = ask(
        "what_if", [[ELEMENTARY], ["Dunemoor Elementary School"]], [["swd"]], [[60.0], [60.0]]
    )
    assert [row[2] for row in same] == [-4_303.04, -4_303.04]
    with pytest.raises(NoAnswerError) as fault:
        ask("what_if", [[ELEMENTARY], [ELEMENTARY]], [["swd"]], [[60.0], [500.0]])
    assert str(fault.value) == (
        "'swd' of school 0109 is given twice, as 60 and as 500. Give each school one count of a "
        "group."
    )


def test_without_a_count_everything_is_as_it_is(ask):
    [[now, then, more]] = ask("what_if", [[ELEMENTARY]], [["el"]], [[None]])
    assert (now, then, more) == (3_162_480.75, 3_162_480.75, 0.0)


def test_peers_are_of_the_same_level_nearest_in_size_and_need(ask, sample):
    header, *rows = ask("peers", ELEMENTARY, 3.0)
    assert header == ["School", "Name", "Pupils", "Share in need", "Allocation", "Per pupil"]
    schools = _table(sample / "schools.csv")
    counts = {
        row["school_id"]: row
        for row in _table(sample / "counts.csv")
        if (row["fiscal_year"], row["measure"]) == (YEAR, "projected")
    }
    own = counts[ELEMENTARY]

    def far(one):
        size = abs(int(one["enrollment"]) - int(own["enrollment"])) / int(own["enrollment"])
        need = int(one["frpm"]) / int(one["enrollment"])
        return size + abs(need - int(own["frpm"]) / int(own["enrollment"]))

    alike = [
        row["school_id"]
        for row in schools
        if row["level"] == "Elementary" and row["school_id"] != ELEMENTARY
    ]
    nearest = sorted((one for one in alike if one in counts), key=lambda one: far(counts[one]))
    assert [row[0] for row in rows] == nearest[:3]
    for school_id, _, pupils, need, dollars, each in rows:
        assert pupils == float(counts[school_id]["enrollment"])
        assert need == pytest.approx(int(counts[school_id]["frpm"]) / pupils)
        assert [[dollars]] == ask("amount", [[school_id]], [["total"]])
        assert each == pytest.approx(dollars / pupils, abs=0.005)


def _table(path):
    lines = [re.split(r",", line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [dict(zip(lines[0], line, strict=False)) for line in lines[1:]]
