"""What is written is read back equal, without a word."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsa_xl.district import (
    COUNT_SCALE,
    AccountSegment,
    Benefit,
    CalendarDates,
    ChartOfAccounts,
    CountColumn,
    CountOrigin,
    CountState,
    CountTable,
    District,
    DistrictProfile,
    GivenAmount,
    Item,
    Position,
    School,
    Service,
    StaffPosition,
    read_district,
    render_tables,
    write_district,
)
from bsa_xl.fiscal_year import FiscalYear
from bsa_xl.location import Location

NOWHERE = Location()
LETTERS = "ABCDEFGHabcdefghñéÜ–’0123456789 ,;'\"()/&%#."


def is_fit(text: str) -> bool:
    """Texts that a person would write: one line, no word for "no value", nothing mangled."""
    words = {"na", "nil", "none", "null", "nan", "n/a", "n.a.", "#n/a"}
    return text == " ".join(text.split()) and text.casefold() not in words and text[:1] not in "#="


names = st.text(LETTERS, min_size=1, max_size=20).filter(lambda text: is_fit(text) and text)
texts = st.just("") | names
#: Codes begin with a letter, so that none looks like a number or date that Excel has mangled.
codes = st.from_regex(r"[G-K][A-K0-9_]{0,6}", fullmatch=True)
days = st.none() | st.dates(date(1990, 1, 1), date(2035, 12, 31))
cents = st.integers(0, 10**10)
years = st.integers(2020, 2030).map(FiscalYear)
ftes = st.decimals("0.0001", 2, places=4)  # more on one row is told: DATA-64


def unique(records, key):
    return list({key(record): record for record in records}.values())


def shares_of(programs: list[str]) -> tuple[tuple[str, int], ...]:
    """Whole percents that come to 100."""
    parts = {0: (), 1: (100,), 2: (37, 63), 3: (50, 1, 49)}[len(programs)]
    return tuple(zip(programs, parts, strict=True))


@st.composite
def count_tables(draw, ids: list[str], year: FiscalYear, measure: str) -> CountTable:
    schools = draw(st.lists(st.sampled_from(ids), unique=True, min_size=1))
    groups = draw(st.lists(codes.map(str.lower), unique=True, min_size=1, max_size=3))
    columns = {}
    for group in groups:
        states = draw(
            st.lists(st.sampled_from([0, 0, 1, 2]), min_size=len(schools), max_size=len(schools))
        )
        if all(state == CountState.NOT_SUPPLIED for state in states):
            states[0] = int(CountState.GIVEN)
        scaled = [
            draw(st.integers(0, 10**8)) if state == CountState.GIVEN else 0 for state in states
        ]
        columns[group] = CountColumn(np.array(scaled, np.int64), np.array(states, np.uint8))
    origins = draw(
        st.lists(
            st.builds(CountOrigin, days, texts, texts), min_size=len(schools), max_size=len(schools)
        )
    )
    if all(origin == CountOrigin() for origin in origins):
        origins = []
    return CountTable(
        year, measure, tuple(schools), columns, (0,) * len(schools), "", origins=tuple(origins)
    )


@st.composite
def districts(draw) -> District:
    ids = draw(st.lists(codes, unique=True, min_size=1, max_size=4))
    attributes = draw(st.lists(codes.map(str.lower), unique=True, max_size=2))
    schools = tuple(
        School(
            school_id,
            draw(names),
            draw(texts),
            NOWHERE,
            grades=draw(texts),
            model=draw(st.sampled_from(["formula", "norm", "pilot"])),
            opened=draw(days),
            site_code=draw(st.just("") | codes),
            region=draw(texts),
            title_i=draw(st.none() | st.booleans()),
            attributes={name: draw(texts) for name in attributes},
        )
        for school_id in ids
    )
    keys = draw(
        st.lists(st.tuples(years, st.sampled_from(["projected", "ada"])), unique=True, max_size=2)
    )
    counts = {key: draw(count_tables(ids, *key)) for key in keys}
    programs = st.lists(codes, unique=True, max_size=3)
    school_ids = st.sampled_from(ids)
    amounts = draw(
        st.lists(
            st.builds(
                GivenAmount,
                school_ids,
                years,
                codes,
                codes,
                cents.map(lambda c: c - 10**9),
                texts,
                st.just(NOWHERE),
            ),
            max_size=3,
        )
    )
    positions = draw(
        st.lists(
            st.builds(
                Position, codes, names, st.just(NOWHERE),
                class_=st.sampled_from(["certificated", "classified"]), unit=texts, basis=texts,
                hours=st.none() | ftes, months=st.none() | ftes, salary_cents=cents,
                flat_cost_cents=st.none() | cents, object=codes, function=codes, goal=codes,
                fte_step=st.just(Decimal(0)) | ftes, programs_allowed=programs.map(tuple),
            ),
            max_size=3,
        )
    )  # fmt: skip
    positions = unique(positions, lambda position: position.code)
    benefits = draw(
        st.lists(
            st.builds(
                Benefit, codes, codes,
                st.sampled_from(["percent_of_pay", "dollars_per_fte", "dollars_per_person"]),
                st.decimals(0, 30000, places=6), st.just(NOWHERE),
                from_fte=st.just(Decimal(0)) | ftes,
                applies_to=st.lists(st.sampled_from(["regular", "hourly", "substitute"]), unique=True).map(tuple),
                class_=st.sampled_from(["", "certificated", "classified"]),
            ),
            max_size=3,
        )
    )  # fmt: skip
    items = draw(
        st.lists(
            st.builds(
                Item, codes, names, st.sampled_from(["hour", "day", "each"]), st.just(NOWHERE),
                unit_rate_cents=cents, benefit_class=st.sampled_from(["", "hourly", "substitute"]),
                class_=st.sampled_from(["", "classified"]), object=codes, function=codes,
                programs_allowed=programs.map(tuple), from_date=st.none(), until=days,
                description=texts,
            ),
            max_size=3,
        )
    )  # fmt: skip
    staff = [
        StaffPosition(
            f"P{number:04d}", draw(school_ids), draw(st.sampled_from(positions)).code,
            draw(ftes), shares_of(draw(programs)), draw(st.booleans()), NOWHERE,
            draw(days), draw(st.none() | cents), draw(st.none() | cents),
        )
        for number in range(draw(st.integers(0, 3)) if positions else 0)
    ]  # fmt: skip
    services = draw(
        st.lists(
            st.builds(
                Service,
                codes,
                names,
                cents,
                st.sampled_from(["pupil", "school"]),
                codes,
                texts,
                st.just(NOWHERE),
            ),
            max_size=2,
        )
    )
    profile = DistrictProfile(
        draw(names),
        office=draw(texts),
        mailbox=draw(texts),
        phone=draw(texts),
        year_starts=(draw(st.integers(1, 12)), draw(st.integers(1, 28))),
        calendar=CalendarDates(draw(days), draw(days), draw(days), draw(days), draw(days)),
        account_segments=(AccountSegment("fund", draw(st.integers(0, 9))), AccountSegment("site")),
        account_separator=draw(st.sampled_from(["-", ".", "", " ", "'"])),
        default_goal=draw(texts),
        suppression_threshold=draw(st.integers(0, 100)),
    )
    titles = draw(
        st.dictionaries(
            st.sampled_from(["fund", "goal"]), st.dictionaries(codes, names, min_size=1)
        )
    )
    return District(
        profile, schools, counts,
        tuple(unique(amounts, lambda a: (a.school_id, a.fiscal_year, a.line, a.program))),
        tuple(positions), tuple(unique(benefits, lambda b: b.id)),
        tuple(unique(items, lambda i: i.code)), tuple(staff),
        tuple(unique(services, lambda s: s.code)), ChartOfAccounts(titles),
    )  # fmt: skip


def plain(table: CountTable) -> dict[str, object]:
    """A table's counts as values that compare."""
    return {
        "schools": table.school_ids,
        "origins": table.origins,
        **{
            name: (column.scaled.tolist(), column.state.tolist())
            for name, column in table.columns.items()
        },
    }


def assert_same(before: District, after: District) -> None:
    assert before.profile == after.profile
    for name in ("schools", "amounts", "positions", "benefits", "items", "staff", "services"):
        one, other = getattr(before, name), getattr(after, name)
        assert [replace(record, where=NOWHERE) for record in other] == list(one), name
    assert list(before.counts) == list(after.counts)
    for key, table in before.counts.items():
        assert plain(after.counts[key]) == plain(table)
    assert before.accounts == after.accounts


@settings(max_examples=60)
@given(districts())
def test_a_district_that_is_written_is_read_back_equal_and_without_a_word(district):
    with TemporaryDirectory() as place:
        write_district(district, Path(place))
        after, findings = read_district(Path(place))
        assert [str(finding) for finding in findings] == []
        assert_same(district, after)
        # and what was read writes the very same bytes
        assert render_tables(after) == render_tables(district)


def test_names_with_accents_are_written_with_the_mark_that_excel_needs(tmp_path):
    school = School("0101", "Peña", "", NOWHERE)
    paths = write_district(District(DistrictProfile("R"), (school,), {}), tmp_path)
    assert [path.name for path in paths] == ["district.yaml", "schools.csv", "counts.csv"]
    assert (tmp_path / "schools.csv").read_bytes().startswith(b"\xef\xbb\xbfschool_id,")
    assert (tmp_path / "district.yaml").read_bytes().startswith(b"name:")


def test_a_count_is_written_as_people_write_it():
    counts = CountTable(
        FiscalYear(2026), "ada", ("A", "B", "C"),
        {"el": CountColumn(np.array([5 * COUNT_SCALE, 5000, 0]), np.array([0, 0, 2], np.uint8))},
        (0, 0, 0), "",
    )  # fmt: skip
    schools = tuple(School(name, name, "", NOWHERE) for name in "ABC")
    text = render_tables(
        District(DistrictProfile("R"), schools, {(FiscalYear(2026), "ada"): counts})
    )
    assert text["counts.csv"] == (
        "school_id,fiscal_year,measure,el\nA,FY2026,ada,5\nB,FY2026,ada,0.5\nC,FY2026,ada,*\n"
    )


@pytest.mark.parametrize("school_id", ["0101", "7"])
def test_a_school_is_found_by_its_id(school_id):
    district = District(DistrictProfile("R"), (School(school_id, "Alder", "", NOWHERE),), {})
    assert district.school(school_id).name == "Alder"
    with pytest.raises(KeyError):
        district.school("x")
