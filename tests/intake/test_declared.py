"""What a file says of itself outside its sheets is read within bounds, and counts where it can."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsa_xl.intake.declared import mark_in, saved_in

RECEIVED = datetime(2026, 4, 10, 9, 0, tzinfo=UTC)
TOKEN = "BSA1|0417|FY2026|adopted|2|template|policy|nonce|2026-02-28|0|digest|signature"  # noqa: S105
CORE = (
    '<?xml version="1.0"?><cp:coreProperties xmlns:dcterms="http://purl.org/dc/terms/">'
    '<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{}</dcterms:modified></cp:coreProperties>'
)


def zipped(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return held.getvalue()


def saved(modified, issued_on="2026-02-28"):
    data = zipped(docProps__core_xml=CORE.format(modified))
    return saved_in(data, issued_on=issued_on, received_at=RECEIVED)


@pytest.mark.parametrize(
    ("modified", "means"),
    [
        ("2026-04-02T09:30:00Z", datetime(2026, 4, 2, 9, 30, tzinfo=UTC)),
        ("2026-04-02T09:30:00", datetime(2026, 4, 2, 9, 30, tzinfo=UTC)),
        ("2026-04-02T09:30:00-08:00", datetime(2026, 4, 2, 17, 30, tzinfo=UTC)),
        ("2026-04-02T09:30:00.123456789Z", datetime(2026, 4, 2, 9, 30, 0, 123456, tzinfo=UTC)),
        ("2026-02-27T00:00:00Z", datetime(2026, 2, 27, tzinfo=UTC)),  # a clock a day behind
        ("2026-04-11T09:00:00Z", datetime(2026, 4, 11, 9, 0, tzinfo=UTC)),  # and one ahead
    ],
)
def test_a_workbook_says_when_it_was_saved(modified, means):
    assert saved(modified) == means


@pytest.mark.parametrize(
    "modified",
    [
        "2026-01-01T00:00:00Z",  # as it was made
        "2026-02-26T23:59:59Z",  # before it was issued
        "2026-04-11T09:00:01Z",  # after it was collected
        "2026-04-02",
        "yesterday, in the morning",
        "2026-13-02T09:30:00Z",
        "9999-12-31T23:59:59-23:59",
        "",
    ],
)
def test_a_moment_that_cannot_be_does_not_count(modified):
    assert saved(modified) is None


def test_without_a_day_of_issue_any_moment_of_this_century_may_be():
    assert saved("2001-04-02T09:30:00Z", issued_on="soon") == datetime(
        2001, 4, 2, 9, 30, tzinfo=UTC
    )
    assert saved("1999-04-02T09:30:00Z", issued_on="") is None


def test_a_file_is_known_by_the_token_in_either_place():
    assert mark_in(zipped(docProps__custom_xml=f"<p>{TOKEN}</p>")) == "0417|FY2026|adopted|2"
    assert mark_in(zipped(xl__workbook_xml=f'<d>"{TOKEN}"</d>')) == "0417|FY2026|adopted|2"
    assert mark_in(zipped(xl__workbook_xml="<d/>")) == ""


def test_a_directory_that_would_take_long_to_list_is_not_looked_at():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as book:
        book.writestr("docProps/custom.xml", TOKEN)
        for number in range(1_500):
            book.writestr(f"xl/{number:05}.xml", "")
    assert mark_in(held.getvalue()) == ""


def test_a_part_of_many_bytes_is_read_to_its_bound_alone():
    assert mark_in(zipped(docProps__custom_xml=" " * (1 << 20) + TOKEN)) == ""


@given(st.binary(max_size=400), st.integers(0, 300), st.integers(0, 255))
def test_no_bytes_are_too_odd(data, place, byte):
    whole = bytearray(zipped(docProps__custom_xml=TOKEN, docProps__core_xml=CORE.format("x")))
    whole[place % len(whole)] = byte
    for each in (
        data,
        b"PK\x03\x04" + data,
        bytes(whole),
        bytes(whole)[:-place],
        bytes(whole) + data,
    ):
        assert isinstance(mark_in(each), str)
        saved_in(each, issued_on="2026-02-28", received_at=RECEIVED)
