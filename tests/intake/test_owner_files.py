"""Who has a workbook open is read from the small file beside it, whatever wrote that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.owner_files import owner_file

from bsa_xl.intake.owner_files import opened_file, owner_in


@pytest.mark.parametrize(
    ("name", "data", "user"),
    [
        ("~$0417.xlsx", b"\x08Jane Doe".ljust(165), "Jane Doe"),  # older Excel: spaces only
        ("~$0417.xlsx", b"\x05Ren\xe9e".ljust(165, b"\0"), "Renée"),
        ("~$0417.xlsx", owner_file("x" * 52), "x" * 52),
        ("~$0417.xlsx", b"", ""),
        ("~$0417.xlsx", b"\xff" * 165, ""),
        ("~$0417.xlsx", owner_file("a\x1b[31m\u202eb"), "a[31mb"),
        (".~lock.0417.xlsx#", b"Doe\\, Jane,jdoe,host,02.02.2026 10:00,file:///x;", "Doe, Jane"),
        (".~lock.0417.xlsx#", b"no commas", ""),
        (".~lock.0417.xlsx#", b"\xff\xfe,\xff,", "\N{REPLACEMENT CHARACTER}" * 2),
    ],
)
def test_the_user_is_read_from_either_kind_of_owner_file(name, data, user):
    assert owner_in(name, data) == user


@given(st.binary(max_size=200), st.sampled_from(["~$a.xlsx", ".~lock.a.xlsx#"]))
def test_any_bytes_are_an_owner_file_of_somebody(data, name):
    user = owner_in(name, data)
    assert len(user) <= 52
    assert user.isprintable()


def test_owner_files_are_known_by_their_names():
    assert opened_file("~$0417.xlsx") == "0417.xlsx"
    assert opened_file(".~lock.0417.xlsx#") == "0417.xlsx"
    assert opened_file("0417~$.xlsx") == ""
