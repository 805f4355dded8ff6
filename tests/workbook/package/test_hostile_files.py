"""The hostile collection: each file answered by the name of its trick, in little time and memory."""

import pickle
import re
import subprocess
import sys

import pytest

from bsa_xl.workbook.package import TRICKS, CellKind, PackageRefused, read_package

REFUSED = {
    "Z01_zipbomb_sheet_1GiB": "E_ZIP_RATIO",
    "Z02_zipbomb_cell_string_1GiB": "E_ZIP_RATIO",
    "Z05_20000_entries": "E_ZIP_COUNT",
    "Z06_duplicate_member": "E_ZIP_DUP",
    "Z08_path_traversal": "E_ZIP_NAME",
    "Z09_truncated_half": "E_TRUNCATED",
    "Z10_truncated_last_bytes": "E_TRUNCATED",
    "Z11_zero_byte": "E_EMPTY",
    "Z12_html_renamed": "E_NOT_XLSX",
    "Z13_csv_renamed": "E_NOT_XLSX",
    "Z14_crc_error": "E_CORRUPT",
    "Z16_junk_prefix_suffix": "E_NOT_XLSX",
    "Z19_password_encrypted": "E_ENCRYPTED",
    "Z20_macro_in_xlsx": "E_MACRO",
    "X01_billion_laughs_sheet": "E_DTD",
    "X02_quadratic_blowup_sheet": "E_DTD",
    "X04_xxe_file_sheet": "E_DTD",
    "X06_ssrf_external_dtd": "E_DTD",
    "X09_far_cell": "E_DIMENSION",
    "X11_huge_merge": "E_MERGE",
    "X17_invalid_utf8": "E_XML",
    "X21_missing_styles": "E_CORRUPT",
    "X23_strict_ooxml": "E_FORMAT",
}
READ_WITH_FAULTS = {
    "X15_bad_numbers": "E_NUMBER",
    "X19_bad_date_serial": "E_TYPE",
    "C01_external_link_unc": "E_EXTERNAL_LINK",
}
READ = (
    "X08_dimension_lie",
    "X16_control_chars",
    "X24_header_footer_redos",
    "X25_shared_formula_huge",
)

# Two processes: the memory of the first one, pytest's, must not be taken for the second one's.
LAUNCH = """
import subprocess, sys
done = subprocess.run(
    [sys.executable, "-c", sys.argv[1], *sys.argv[2:]], check=True, stdout=subprocess.PIPE, text=True
)
try:
    import resource
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
except ImportError:
    print(done.stdout)
"""
READ_ALL = """
import sys
from pathlib import Path
import psutil
from bsa_xl.workbook.package import PackageRefused, read_package
for name in sys.argv[1:]:
    try:
        read_package(Path(name).read_bytes(), Path(name).name)
    except PackageRefused:
        pass
print(getattr(psutil.Process().memory_info(), "peak_wset", 0) // 1024)
"""


def hostile(shared, name):
    return (shared / "hostile" / f"{name}.xlsx").read_bytes(), f"{name}.xlsx"


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_by_the_name_of_its_trick(shared, name):
    with pytest.raises(PackageRefused) as refused:
        read_package(*hostile(shared, name))
    finding = refused.value.finding
    assert finding.kind is TRICKS[REFUSED[name]]
    assert finding.where.file == f"{name}.xlsx"
    for sentence in (finding.problem, finding.remedy):
        assert sentence.endswith(".")
        assert sentence.isprintable()
    assert len(re.findall(r"[.!?](?:\s|$)", f"{finding.problem} {finding.remedy}")) <= 2


@pytest.mark.parametrize("name", READ_WITH_FAULTS)
def test_what_can_be_read_but_not_accepted_is_a_fault_of_the_package(shared, name):
    package = read_package(*hostile(shared, name))
    assert {fault.kind for fault in package.faults} == {TRICKS[READ_WITH_FAULTS[name]]}
    assert all(fault.is_fatal and fault.where.file for fault in package.faults)


@pytest.mark.parametrize("name", READ)
def test_what_only_looks_hostile_is_read(shared, name):
    package = read_package(*hostile(shared, name))
    assert package.faults == ()
    assert package.sheets["NonPersonnel"].cells["C4"][:2] == (CellKind.NUMBER, "404.44")


def test_every_z_and_x_file_of_the_collection_is_spoken_of(shared):
    names = {path.stem for path in (shared / "hostile").glob("[ZX]*.xlsx")}
    assert names == {n for n in [*REFUSED, *READ_WITH_FAULTS, *READ] if n[0] in "ZX"}


def test_each_bad_number_is_named_with_its_cell(shared):
    package = read_package(*hostile(shared, "X15_bad_numbers"))
    named = [(str(fault.where), fault.problem) for fault in package.faults]
    assert named == [
        (f"X15_bad_numbers.xlsx, NonPersonnel {cell}", f'The cell holds "{text}" where a number belongs.')
        for cell, text in [
            ("C2", "1e400"), ("C3", "NaN"), ("C4", "1,234.56"), ("C5", "INF"), ("C6", "0x10"),
        ]
    ]  # fmt: skip
    assert package.sheets["NonPersonnel"].cells["C2"].kind is CellKind.MALFORMED


def test_money_in_a_date_format_keeps_its_raw_number(shared):
    package = read_package(*hostile(shared, "X19_bad_date_serial"))
    cells = package.sheets["NonPersonnel"].cells
    assert [cells[ref].text for ref in ("C2", "C3", "C4")] == ["99999999999", "-5", "404.44"]
    assert all(package.format_of(cells[ref]).is_date for ref in ("C2", "C3", "C4"))
    assert [fault.where.cell for fault in package.faults] == ["C2", "C3"]


def test_invisible_characters_are_taken_out_and_told(shared):
    package = read_package(*hostile(shared, "X16_control_chars"))
    assert package.sheets["NonPersonnel"].cells["B3"].text == "Supplies\n3"
    [notice] = package.notices
    assert str(notice) == (
        "X16_control_chars.xlsx, NonPersonnel B3: Invisible characters were taken out of 11 texts "
        "on this sheet. Check that the text still reads as it should. [FILE-41]"
    )


def test_answers_travel_between_processes(shared):
    """A worker reads the file and sends what it found to its parent."""
    package = read_package(*hostile(shared, "X25_shared_formula_huge"))
    again = pickle.loads(pickle.dumps(package))  # noqa: S301 - our own bytes
    assert (again.sha256, again.sheets["NonPersonnel"].protected) == (package.sha256, True)
    assert again.sheets["NonPersonnel"].cells["F90"].formula == "A1+B1"
    with pytest.raises(PackageRefused) as refused:
        read_package(*hostile(shared, "Z11_zero_byte"))
    sent = pickle.loads(pickle.dumps(refused.value))  # noqa: S301 - our own bytes
    assert (sent.finding, str(sent)) == (refused.value.finding, str(refused.value.finding))


def test_what_tempts_an_xml_reader_is_in_no_output(shared):
    """X04 reads a local file, X06 calls an address: neither is looked at, so neither is named."""
    for name in ("X04_xxe_file_sheet", "X06_ssrf_external_dtd"):
        with pytest.raises(PackageRefused) as refused:
            read_package(*hostile(shared, name))
        assert not re.search(r"file:|http|127\.0", str(refused.value))


def test_all_hostile_and_odd_files_are_read_in_200_mebibytes(shared):
    files = sorted((shared / "hostile").glob("*")) + sorted((shared / "robustness").glob("*/*"))
    launched = subprocess.run(
        [sys.executable, "-c", LAUNCH, READ_ALL, *map(str, files)],
        check=True, capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert launched.stderr == ""
    assert int(launched.stdout) < 200 * 1024  # kibibytes, of the largest child
