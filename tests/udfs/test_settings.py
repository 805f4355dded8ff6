"""The settings say which Python the add-ins ask, on every system, and are never half written."""

import json
from pathlib import Path

import pytest
from bsa_xl.udfs.settings import chosen_python, read_settings, settings_file, write_settings

WINDOWS = {"USERPROFILE": "/users/ana", "LOCALAPPDATA": "/users/ana/AppData/Local"}


@pytest.mark.parametrize(
    ("environ", "platform", "place"),
    [
        (WINDOWS, "win32", "/users/ana/AppData/Local/BSA-XL/settings.json"),
        ({"USERPROFILE": "/users/ana"}, "win32", "/users/ana/AppData/Local/BSA-XL/settings.json"),
        ({"HOME": "/ana"}, "darwin", "/ana/Library/Application Support/BSA-XL/settings.json"),
        ({"HOME": "/ana"}, "linux", "/ana/.config/bsa-xl/settings.json"),
        ({"HOME": "/ana", "XDG_CONFIG_HOME": "/c"}, "linux", "/c/bsa-xl/settings.json"),
    ],
)
def test_every_system_keeps_them_where_its_users_settings_belong(environ, platform, place):
    assert settings_file(environ, platform) == Path(place)


def test_what_was_written_is_read_and_what_was_settled_before_stays(tmp_path):
    path = tmp_path / "not there yet" / "settings.json"
    write_settings(path, {"python": "C:\\Python 3\\python.exe", "other": "ä"})
    write_settings(path, {"python": "/usr/bin/python3"})
    assert read_settings(path) == {"python": "/usr/bin/python3", "other": "ä"}
    assert json.loads(path.read_bytes()) == read_settings(path)
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("held", [b"", b"{", b"[1]", b"\xff\xfe", b'{"python": 3}'])
def test_a_file_that_says_nothing_settles_nothing(tmp_path, held):
    path = tmp_path / "settings.json"
    path.write_bytes(held)
    assert read_settings(path) == {}
    assert read_settings(tmp_path / "none.json") == {}


def test_the_variable_goes_before_the_file(tmp_path):
    environ = {"HOME": str(tmp_path)}
    assert chosen_python(environ, "linux") == ""
    write_settings(settings_file(environ, "linux"), {"python": "/settled/python"})
    assert chosen_python(environ, "linux") == "/settled/python"
    assert chosen_python({**environ, "BSA_XL_PYTHON": "/mine"}, "linux") == "/mine"
