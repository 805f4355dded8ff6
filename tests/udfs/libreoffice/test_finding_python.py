"""Which Python is asked: the one that was settled, else the one that `bsa-xl` was installed with."""

import sys
from pathlib import Path

import pytest
from bsa_xl.udfs.libreoffice.addin.finding_python import NoPythonError, found_python
from bsa_xl.udfs.settings import settings_file, write_settings

HOW = (
    "Install BSA-XL and run: bsa-xl excel install --for libreoffice, or set BSA_XL_PYTHON to the "
    "Python that has it; then start LibreOffice again."
)


def program(path, text=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def environ(tmp_path):
    """A home with nothing in it."""
    return {"HOME": str(tmp_path / "home"), "PATH": str(tmp_path / "bin")}


def test_the_variable_goes_before_the_settings_and_the_settings_before_the_path(environ, tmp_path):
    beside = program(tmp_path / "bin" / "python3")
    program(tmp_path / "bin" / "bsa-xl")
    assert found_python(environ, "linux") == str(beside)
    settled, named = program(tmp_path / "settled"), program(tmp_path / "named")
    write_settings(settings_file(environ, "linux"), {"python": str(settled)})
    assert found_python(environ, "linux") == str(settled)
    assert found_python(environ | {"BSA_XL_PYTHON": str(named)}, "linux") == str(named)


def test_the_command_says_itself_which_python_it_belongs_to(environ, tmp_path):
    python = program(tmp_path / "elsewhere" / "python3.12")
    program(tmp_path / "bin" / "bsa-xl", f"#!{python}\nimport bsa_xl\n")
    program(tmp_path / "bin" / "python3")
    assert found_python(environ, "linux") == str(python)


def test_a_link_to_the_command_leads_to_its_own_environment(environ, tmp_path):
    python = program(tmp_path / "venv" / "bin" / "python3")
    command = program(tmp_path / "venv" / "bin" / "bsa-xl", "#!/bin/sh -e\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "bsa-xl").symlink_to(command)
    assert found_python(environ, "linux") == str(python)


@pytest.mark.skipif(sys.platform == "win32", reason="looks for the command as POSIX does")
def test_windows_has_python_beside_the_command_or_one_folder_up(environ, tmp_path):
    scripts = tmp_path / "Python" / "Scripts"
    program(scripts / "bsa-xl")
    above = program(tmp_path / "Python" / "python.exe")
    here = environ | {"PATH": str(scripts)}
    assert found_python(here, "win32") == str(above)
    beside = program(scripts / "python.exe")
    assert found_python(here, "win32") == str(beside)


@pytest.mark.parametrize("folder", ["a folder with spaces", "plain"])
def test_a_shell_that_starts_the_command_is_not_taken_for_its_python(environ, tmp_path, folder):
    scripts = tmp_path / folder / "bin"
    python = program(scripts / "python3")
    # As pip writes the command where the path of Python is long or has a space.
    start = (
        f"#!{program(tmp_path / 'sh')}\n'''exec' \"{python}\" \"$0\" \"$@\"\n' '''\nimport bsa_xl\n"
    )
    program(scripts / "bsa-xl", start)
    here = environ | {"PATH": str(scripts)}
    assert found_python(here, "linux") == str(python)
    python.unlink()
    with pytest.raises(NoPythonError):
        found_python(here, "linux")


def test_nothing_found_says_what_to_do(environ):
    with pytest.raises(NoPythonError) as caught:
        found_python(environ, "linux")
    assert str(caught.value) == f"No Python with BSA-XL was found on this computer. {HOW}"


def test_a_python_that_is_gone_is_told_rather_than_replaced(environ):
    gone = str(Path(environ["HOME"]) / "python")
    write_settings(settings_file(environ, "linux"), {"python": gone})
    with pytest.raises(NoPythonError) as caught:
        found_python(environ, "linux")
    assert str(caught.value) == f"The Python that BSA-XL was told to use is gone: {gone}. {HOW}"


def test_a_variable_that_names_a_python_that_is_gone_is_named_itself(environ, tmp_path):
    settled = program(tmp_path / "settled")
    write_settings(settings_file(environ, "linux"), {"python": str(settled)})
    gone = str(tmp_path / "gone" / "python")
    with pytest.raises(NoPythonError) as caught:
        found_python(environ | {"BSA_XL_PYTHON": gone}, "linux")
    assert str(caught.value) == (
        f"BSA_XL_PYTHON names a Python that is gone: {gone}. Set BSA_XL_PYTHON to the whole path "
        "of a Python that has BSA-XL, or remove it; then start LibreOffice again."
    )
