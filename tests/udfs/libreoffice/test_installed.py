"""The committed extension, installed as people install it: by LibreOffice's own program."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook
from support.office import Office, clean_environment, soffice_program, why_no_office
from support.sources import ROOT

pytestmark = pytest.mark.libreoffice
OXT = ROOT / "workbook_templates" / "bsa_xl.oxt"


@pytest.fixture
def installed(tmp_path):
    """LibreOffice in which unopkg has installed the extension.

    For all users, which unopkg allows to everyone, but into a folder of this test.
    """
    reason = why_no_office()
    if reason:
        pytest.skip(reason)
    program = shutil.which("unopkg") or Path(soffice_program()).with_name("unopkg")
    packages = f"-env:UNO_SHARED_PACKAGES_CACHE={(tmp_path / 'packages').as_uri()}"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    done = subprocess.run(
        [program, "add", "--shared", packages, profile, OXT],
        env=clean_environment() | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    office = Office(arguments=(packages,), environment={"BSA_XL_PYTHON": sys.executable})
    yield office
    office.close()


def test_it_installs_without_a_question_and_answers(installed, tmp_path):
    book = Workbook()
    book.active.title = "Asked"
    book.active["A1"] = "=BSA.ROUNDED(1.005)"
    book.active["A2"] = "=BSA.STATUS()"
    path = tmp_path / "asked.xlsx"
    book.save(path)
    shown = installed.recalculate(path)["Asked"]
    assert shown["A1"] == 1.01  # a tie goes away from zero
    assert shown["A2"].startswith("BSA-XL ")
