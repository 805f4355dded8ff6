"""The doctor looks at the Pythons that the add-ins ask, which need not be the one that runs it."""

import pytest
from bsa_xl.udfs.excel_desktop import (
    EXCEL,
    LIBREOFFICE,
    CannotInstallError,
    Holding,
    examine,
    tasks,
)
from bsa_xl.udfs.settings import write_settings

WHOLE = Holding(has_bsa_xl=True, xlwings="0.37.8", has_pywin32=True)
BARE = Holding(has_bsa_xl=False, xlwings="", has_pywin32=False)
INSTALL = "Run: bsa-xl excel install"
FOR_LIBREOFFICE = "Run: bsa-xl excel install --for libreoffice"
SET_IT = (
    "Set BSA_XL_PYTHON to the whole path of a Python that has BSA-XL, or remove it; "
    "then start LibreOffice again."
)


@pytest.fixture
def installed(windows):
    for task in tasks(windows.machine(), EXCEL):
        task.do()
    return windows


@pytest.fixture
def linux(windows, tmp_path):
    windows.platform, windows.environ = "linux", {"HOME": str(tmp_path / "home")}
    windows.settled_in = tmp_path / "home" / ".config" / "bsa-xl" / "settings.json"
    return windows


def point(computer, name):
    [found] = [each for each in examine(computer.machine()) if each.name == name]
    return found.word, found.found, found.remedy


def tell_excel(computer, python):
    conf = computer.user / ".bsa_xl" / "bsa_xl.conf"
    conf.write_bytes(f'"INTERPRETER_WIN","{python}"\r\n'.encode("cp1252"))


def test_where_the_addins_ask_this_python_no_other_is_run(installed):
    assert point(installed, "settings") == (
        "OK",
        f"LibreOffice's add-in is told to ask the Python {installed.python}.",
        "",
    )
    assert point(installed, "interpreter")[0] == "OK"
    assert installed.asked == []


def test_excels_python_is_gone(installed, tmp_path):
    gone = tmp_path / "gone" / "python.exe"
    tell_excel(installed, gone)
    assert point(installed, "interpreter") == (
        "MISSING",
        f"Excel's add-in asks a Python that is gone: {gone}.",
        INSTALL,
    )
    assert point(installed, "library")[0] == "OK", "this Python has it, and will be asked"
    for task in tasks(installed.machine(), EXCEL):  # the way out leads out
        task.do()
    assert point(installed, "interpreter")[0] == "OK"


def test_excel_asks_another_python_that_has_all(installed, tmp_path):
    other = installed.other_python(tmp_path / "other", WHOLE)
    (tmp_path / "other" / "xlwings64-0.37.8.dll").write_bytes(b"")
    tell_excel(installed, other)
    assert point(installed, "interpreter") == (
        "NOTE",
        f"Excel's add-in asks another Python than this one: {other}.",
        "To let it ask this one, run: bsa-xl excel install",
    )
    assert [each.word for each in examine(installed.machine()) if each.is_missing] == []
    assert point(installed, "library")[1] == f"xlwings64-0.37.8.dll lies in {tmp_path / 'other'}."


def test_the_library_is_looked_for_beside_the_python_that_excel_asks(installed, tmp_path):
    other = installed.other_python(tmp_path / "other", WHOLE)
    tell_excel(installed, other)
    assert point(installed, "library") == (
        "MISSING",
        f"xlwings64-0.37.8.dll lies neither in {other.parent} nor in {other.parent.parent}.",
        f'Run: "{other}" -m pip install --force-reinstall xlwings==0.37.8',
    )


@pytest.mark.parametrize(
    ("held", "found", "package"),
    [
        (
            Holding(has_bsa_xl=True, xlwings="", has_pywin32=True),
            "The add-in needs xlwings 0.37.8; the Python that it asks has no xlwings.",
            "xlwings==0.37.8",
        ),
        (
            Holding(has_bsa_xl=True, xlwings="0.36.0", has_pywin32=True),
            "The add-in needs xlwings 0.37.8; the Python that it asks has xlwings 0.36.0.",
            "xlwings==0.37.8",
        ),
        (
            Holding(has_bsa_xl=True, xlwings="0.37.8", has_pywin32=False),
            "The Python that the add-in asks cannot talk to Excel: pywin32 is missing.",
            "pywin32",
        ),
    ],
)
def test_the_python_that_excel_asks_lacks_what_excel_needs(
    installed, tmp_path, held, found, package
):
    other = installed.other_python(tmp_path / "other", held)
    tell_excel(installed, other)
    assert point(installed, "xlwings") == (
        "MISSING",
        found,
        f'Run: "{other}" -m pip install {package}',
    )


def test_excels_python_has_no_bsa_xl_or_does_not_answer(installed, tmp_path):
    bare = installed.other_python(tmp_path / "bare", BARE)
    tell_excel(installed, bare)
    assert point(installed, "interpreter") == (
        "MISSING",
        f"Excel's add-in asks a Python without BSA-XL: {bare}.",
        INSTALL,
    )
    assert point(installed, "xlwings")[0] == "OK", "this Python has it, and will be asked"
    silent = installed.other_python(tmp_path / "silent")
    tell_excel(installed, silent)
    assert point(installed, "interpreter") == (
        "MISSING",
        f"Excel's add-in asks what does not answer as a Python does: {silent}.",
        INSTALL,
    )


def test_a_variable_in_excels_settings_is_filled_in_as_excel_does(installed, tmp_path):
    other = installed.other_python(tmp_path / "other", WHOLE)
    installed.environ["BSA"] = str(other.parent)
    tell_excel(installed, "%BSA%/python.exe")
    assert point(installed, "interpreter")[1] == (
        f"Excel's add-in asks another Python than this one: {other}."
    )
    tell_excel(installed, "%NONE%/python.exe")
    assert point(installed, "interpreter")[1] == (
        "Excel's add-in asks a Python that is gone: %NONE%/python.exe."
    )


def test_one_python_that_both_addins_ask_is_run_once(installed, tmp_path):
    other = installed.other_python(tmp_path / "other", WHOLE)
    tell_excel(installed, other)
    write_settings(installed.settings, {"python": str(other)})
    assert point(installed, "settings")[1] == (
        f"LibreOffice's add-in is told to ask the Python {other}."
    )
    assert installed.asked == [str(other)]


def test_windows_without_settings_lacks_them_for_libreoffice(installed):
    installed.settings.unlink()
    assert point(installed, "settings") == (
        "MISSING",
        "No Python is settled for LibreOffice's add-in.",
        INSTALL,
    )
    installed.programs = {"soffice": r"C:\LibreOffice\soffice.exe"}
    assert point(installed, "settings")[2] == FOR_LIBREOFFICE


def test_libreoffices_python_is_gone_or_bare_or_no_python_at_all(linux, tmp_path):
    gone = tmp_path / "gone" / "python"
    bare = linux.other_python(tmp_path / "bare", BARE)
    text = tmp_path / "passwd"
    text.write_text("root:x:0:0\n")
    says = "LibreOffice's add-in is told to ask "
    for python, found in (
        (gone, f"{says}a Python that is gone: {gone}."),
        (bare, f"{says}a Python without BSA-XL: {bare}."),
        (text, f"{says}what does not answer as a Python does: {text}."),
    ):
        write_settings(linux.settled_in, {"python": str(python)})
        assert point(linux, "settings") == ("MISSING", found, FOR_LIBREOFFICE)


def test_a_variable_that_names_the_wrong_python_is_named_in_the_way_out(linux, tmp_path):
    write_settings(linux.settled_in, {"python": str(linux.python)})
    gone = tmp_path / "gone" / "python"
    bare = linux.other_python(tmp_path / "bare", BARE)
    for python, found in (
        (gone, f"BSA_XL_PYTHON names a Python that is gone: {gone}."),
        (bare, f"BSA_XL_PYTHON names a Python without BSA-XL: {bare}."),
    ):
        linux.environ["BSA_XL_PYTHON"] = str(python)
        assert point(linux, "settings") == ("MISSING", found, SET_IT)
    linux.environ["BSA_XL_PYTHON"] = str(linux.python)
    assert point(linux, "settings")[1] == (
        f"LibreOffice's add-in is told to ask the Python {linux.python}, as BSA_XL_PYTHON says."
    )
    del linux.environ["BSA_XL_PYTHON"]
    assert point(linux, "settings")[0] == "OK"


def test_an_installation_that_libreoffice_refused_does_not_look_installed(linux, tmp_path):
    refuses = tmp_path / "unopkg"
    refuses.write_text("#!/bin/sh\nexit 1\n")
    refuses.chmod(0o755)
    linux.programs = {"unopkg": str(refuses)}
    first, second = tasks(linux.machine(), LIBREOFFICE)
    with pytest.raises(CannotInstallError):
        first.do()
    assert second.says.startswith(f"Say in {linux.settled_in} ")
    assert not linux.settled_in.exists()
    assert point(linux, "settings") == (
        "NOTE",
        "No add-in has been installed here.",
        FOR_LIBREOFFICE,
    )
