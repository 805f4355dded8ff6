"""The extension is what the code builds, holds to an old Python, and names the whole catalog."""

import ast
import base64
import io
import json
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest
from bsa_xl.udfs.catalog import catalog
from bsa_xl.udfs.libreoffice.extension import INSIDE, LOADER, extension, functions, parts
from bsa_xl.udfs.libreoffice.type_library import type_library
from support.sources import ROOT

COMMITTED = ROOT / "workbook_templates" / "bsa_xl.oxt"
FUNCTIONS = f"{INSIDE}/libreoffice/addin/functions.json"
OLDEST = (3, 8)  # what LibreOffice 7.2 to 7.4 bring on Windows
# What LibreOffice 7.4's own unoidl-write makes of
#   module bsaxl { module calc { interface XFunctions {
#     sequence< sequence<any> > rounded([in] any numbers, [in] any digits);
#     sequence< sequence<any> > faults();
#     sequence< sequence<any> > shareout([in] any total, [in] any claims);
#   }; }; };
BY_LIBREOFFICE = base64.b64decode(
    "VU5PSURM/wAuAQAAAQAAAAAqKiBDcmVhdGVkIGJ5IExpYnJlT2ZmaWNlIDcuNC43LjIgdW5vaWRsLXdyaXRlICoqAAUB"
    "AAAAGwAAAGNvbS5zdW4uc3Rhci51bm8uWEludGVyZmFjZQAAAAAAAAAAAwAAAAcAAAByb3VuZGVkBwAAAFtdW11hbnkC"
    "AAAAAAcAAABudW1iZXJzAwAAAGFueQAGAAAAZGlnaXRzmQAAgAAAAAAGAAAAZmF1bHRzfgAAgAAAAAAAAAAACAAAAHNo"
    "YXJlb3V0fgAAgAIAAAAABQAAAHRvdGFsmQAAgAAGAAAAY2xhaW1zmQAAgAAAAABYRnVuY3Rpb25zAAABAAAA/gAAAEMA"
    "AABjYWxjAAABAAAAFgEAAAkBAABic2F4bAAoAQAAGwEAAA=="
)


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_committed_extension_is_what_the_code_builds():
    """Another zlib may compress the same parts to other bytes, so parts are compared."""
    committed, made = parts_of(COMMITTED.read_bytes()), parts()
    assert list(committed) == list(made)
    differ = [name for name in made if made[name] != committed[name]]
    assert differ == [], "build it again: python workbook_templates/build.py"


def test_the_same_code_makes_the_same_file():
    assert extension() == extension()
    assert parts_of(extension()) == parts()


def test_the_type_library_is_byte_for_byte_what_libreoffices_own_program_writes():
    methods = {"rounded": ["numbers", "digits"], "faults": [], "shareout": ["total", "claims"]}
    banner = b"\0** Created by LibreOffice 7.4.7.2 unoidl-write **\0"
    assert type_library("bsaxl.calc.XFunctions", methods, banner) == BY_LIBREOFFICE


def test_every_function_of_the_catalog_is_in_it_with_its_help():
    told = {each["name"]: each for each in json.loads(parts()[FUNCTIONS])["functions"]}
    for function in catalog():
        own = told[function.name]
        assert (own["shown"], own["help"]) == (function.calc_name, function.help)
        assert [(each["name"], each["help"]) for each in own["arguments"]] == [
            (argument.name, argument.help) for argument in function.arguments
        ]
    assert set(told) - {function.name for function in catalog()} == {"faults", "status"}


def test_the_page_about_it_names_only_functions_that_there_are():
    page = (ROOT / "docs" / "libreoffice.md").read_text(encoding="utf-8")
    named = set(re.findall(r"BSA\.[A-Z]+\b", page))
    assert len(named) > 3
    assert named <= {each["shown"] for each in functions()}


@pytest.mark.parametrize("kind", ["method", "shown"])
def test_no_two_functions_have_one_name(kind):
    names = [each[kind] for each in functions()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("name", [name for name in parts() if name.endswith(".py")])
def test_what_runs_inside_libreoffice_is_old_python_and_asks_for_nothing_more(name):
    tree = ast.parse(parts()[name], feature_version=OLDEST)
    allowed = {"__future__", "collections", "contextlib", "datetime", "json", "math", "os"}
    allowed |= {"pathlib", "queue", "shutil", "subprocess", "sys", "tempfile", "threading", "time"}
    allowed |= {"typing", "unohelper", "bsaxl", "com", "bsa_xl_udfs"}
    for node in tree.body:
        if isinstance(node, ast.Import):
            assert {each.name.split(".")[0] for each in node.names} <= allowed
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            assert node.module.split(".")[0] in allowed


def test_its_descriptions_are_well_formed_and_point_at_parts_that_are_there():
    made = parts()
    for name in ("META-INF/manifest.xml", "description.xml", "bsa_xl.components"):
        ET.fromstring(made[name])
    manifest = ET.fromstring(made["META-INF/manifest.xml"])
    space = "{http://openoffice.org/2001/manifest}"
    assert {entry.get(f"{space}full-path") for entry in manifest} <= set(made)
    [component] = ET.fromstring(made["bsa_xl.components"])
    assert component.get("uri") in made
    assert made["bsa_xl_calc.py"] == LOADER.encode()
    assert made["LICENSE"].startswith(b"MIT License")
