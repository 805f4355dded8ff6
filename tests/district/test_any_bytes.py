"""Whatever the bytes of a file are, there are findings that may be shown, and never an exception."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.upc_file import ALDER, BIRCH, CUPC

from bsa_xl.district import import_cde, read_district

FILES = {
    "district.yaml": "name: R\ncalendar:\n  due: 2026-04-10\naccount_format:\n  segments: [fund 2]\n",
    "schools.csv": (
        'school_id,name,level,opened\n0101,Alder,elementary,2001-07-01\n0102,"Birch, M",middle,7/1/2020\n'
    ),
    "counts.csv": (
        'school_id,fiscal_year,measure,enrollment,el\n0101,FY2026,projected,"1,329 ",41\n'
        "0102,FY2026,ada,398.25,*\n"
    ),
    "positions.csv": "code,title,salary\n0110,Teacher,95000\n",
    "staff.csv": "position_id,school_id,code,fte,program_1,share_1\nP1,0101,0110,0.5,general,100\n",
    "amounts.csv": "school_id,fiscal_year,line,amount\n0101,FY2026,carryover,(12.50)\n",
    "items.csv": "code,title,unit,unit_rate\n1,Bus,day,5\n",
}
JUNK = [
    b"\x00", b"\xff", b"\x92", b'"', b",", b";", b"\n", b"\r", b"\t", b"=", b"#REF!", b"NULL",
    b"1E+05", b"\xe2\x80\xae", b"-", b"%", b"9" * 40, b"[", b"{", b": ", b"&a", b"*a",
    b"!!python/object", b"2026-02-30", b"3-Jan", "ñ".encode(), "ñ".encode("cp1252"),
]  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(JUNK) | st.binary(max_size=3), st.integers(0, 6)),
    min_size=1,
    max_size=5,
)


def changed(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    """Some bytes taken out, and junk put in their place."""
    for where, junk, length in changes:
        at = int(where * len(data))
        data = data[:at] + junk + data[at + length :]
    return data


def assert_fit_to_show(findings) -> None:
    for finding in findings:
        said = str(finding)
        assert said.isprintable(), repr(said)
        assert finding.problem.endswith("."), said
        assert finding.remedy.endswith("."), said


@settings(max_examples=150)
@given(st.sampled_from(sorted(FILES)), CHANGES)
def test_a_damaged_file_of_a_district_is_told_and_never_raises(name, changes):
    with TemporaryDirectory() as place:
        for file, text in FILES.items():
            data = text.encode()
            (Path(place) / file).write_bytes(changed(data, changes) if file == name else data)
        _, findings = read_district(Path(place))
    assert_fit_to_show(findings)


@settings(max_examples=100)
@given(CHANGES)
def test_a_damaged_published_file_is_told_and_every_row_is_accounted_for(changes):
    with TemporaryDirectory() as place:
        path = Path(place) / "published.csv"
        path.write_bytes(changed(f"{CUPC}\n{ALDER}\n{BIRCH}\n".encode(), changes))
        imported = import_cde([path])
    for file in imported.rows:
        assert file.read == file.used + sum(file.set_apart.values())
    assert_fit_to_show(imported.findings)


@pytest.mark.parametrize("data", [b"", b"\n", b",", b"\xef\xbb\xbf", b"\xff\xfe", b'"', b"\r\r\r"])
def test_a_file_of_nearly_nothing_is_no_table(tmp_path, data):
    (tmp_path / "schools.csv").write_bytes(data)
    district, findings = read_district(tmp_path)
    assert district is None
    assert findings[-1].id == "DATA-30"
    assert import_cde([tmp_path / "schools.csv"]).schools == ()
