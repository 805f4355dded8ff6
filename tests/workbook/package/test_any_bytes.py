"""Whatever the bytes are: a package, or one refusal; and never another amount than was sent."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsa_xl.workbook.package import FILE_KINDS, Package, PackageRefused, read_package
from bsa_xl.workbook.package.styles import shows_date
from bsa_xl.workbook.package.values import decoded, is_number, visible


def answer(data):
    try:
        return read_package(data, "0417.xlsx")
    except PackageRefused as refused:
        return refused.finding


def cells_of(package):
    return {
        name: {ref: (c.kind, c.text, c.formula, c.style) for ref, c in sheet.cells.items()}
        for name, sheet in package.sheets.items()
    }


@pytest.fixture(scope="module")
def good(shared):
    data = (shared / "hostile" / "C33_libreoffice_resaved_ok.xlsx").read_bytes()
    return data, cells_of(read_package(data, "0417.xlsx"))


def check(data, cells):
    """Refused, or every cell as it was."""
    found = answer(data)
    if isinstance(found, Package):
        assert cells_of(found) == cells
        return True
    assert found.kind in FILE_KINDS
    return False


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits_are_refused_or_change_no_cell(good, seed):
    data, cells = good
    random = Random(seed)
    for _ in range(60):
        changed = bytearray(data)
        for _ in range(random.choice((1, 1, 1, 2, 8))):
            changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
        check(bytes(changed), cells)


@pytest.mark.parametrize("seed", range(4))
def test_cut_and_mixed_files_are_refused(good, seed):
    data, cells = good
    random = Random(seed)
    for _ in range(50):
        at, length = random.randrange(1, len(data)), random.randrange(1, 400)
        assert not check(data[:at], cells)
        assert not check(data[at:], cells)
        assert not check(data[:at] + random.randbytes(length) + data[at:], cells)
        assert not check(data[:at] + data[min(at + length, len(data) - 1) :], cells)


def test_every_byte_of_the_headers_matters_or_says_nothing(good):
    """The directory and the end record, byte by byte: no change makes other cells."""
    data, cells = good
    start = data.index(b"PK\x01\x02")
    accepted = 0
    for at in range(start, len(data)):
        accepted += check(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :], cells)
    # Only dates, versions, and attributes may be anything: 14 bytes of a part's 46.
    assert accepted <= 18 * data[start:].count(b"PK\x01\x02")


def test_odd_files_of_other_projects_end_in_a_package_or_a_refusal(shared):
    for path in sorted((shared / "robustness").glob("*/*")):
        found = answer(path.read_bytes())
        if not isinstance(found, Package):
            assert found.kind in FILE_KINDS
            assert found.is_fatal
            assert found.problem.endswith(".")
            assert found.remedy.endswith(".")


@settings(max_examples=150)
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
)
def test_any_bytes_are_answered(data, start):
    assert not isinstance(answer(start + data), Package)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_any_text_can_be_shown(text):
    seen, changed = visible(decoded(text.replace("\ud800", "")))
    assert visible(seen) == (seen, False)
    assert "\r" not in seen
    assert changed or len(seen) <= len(text)


@settings(max_examples=200)
@given(
    st.one_of(
        st.floats(allow_nan=False, allow_infinity=False),
        st.integers(),
        st.decimals(-(10**9), 10**9),
    )
)
def test_every_finite_number_as_programs_write_it_is_one(value):
    text = str(value)
    assert is_number(text) == (abs(float(text)) < 1e308)


@settings(max_examples=200)
@given(st.text(alphabet="0123456789.,-+eE_ NaINF", max_size=12))
def test_what_is_a_number_is_one_to_python_too_and_nothing_more(text):
    if is_number(text):
        assert abs(float(text)) < float("inf")
        assert set(text) <= set("0123456789.-+eE")


@pytest.mark.parametrize(
    ("number_format", "is_date"),
    [
        ("General", False), ("0.00", False), ("#,##0.00_);[Red]\\(#,##0.00\\)", False),
        ('_("$"* #,##0.00_)', False), ("0.00E+00", False), ('0" days"', False), ("0%", False),
        ("[$$-409]#,##0.00", False), ("@", False), ("[Red]0", False), ("[>=100]0;0.0", False),
        ("\\d0", False), ('"year "0', False), ("0_d", False), ("*-0", False), ("", False),
        ("d-mmm-yy", True), ("m/d/yyyy h:mm", True), ("[h]:mm:ss", True), ("[mm]:ss", True),
        ("[$-409]d\\-mmm\\-yyyy;@", True), ("yyyy", True), ("AM/PM", True), ("hh:mm", True),
        ("[$-F800]dddd, mmmm dd, yyyy", True), ("0;d", True), ('"unclosed', False), ("[unclosed", False),
    ],
)  # fmt: skip
def test_a_format_shows_a_date_by_its_letters(number_format, is_date):
    assert shows_date(number_format) is is_date
