"""The templates that are committed are what the code builds, part by part."""

import importlib.util
import io
import zipfile

from support.sources import ROOT

FOLDER = ROOT / "workbook_templates"


def parts(data: bytes) -> dict[str, bytes]:
    """Every part in its order; another zlib may compress the same parts to other bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_committed_templates_are_rebuilt_identically():
    spec = importlib.util.spec_from_file_location("build_templates", FOLDER / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for name, data in build.built().items():
        committed = parts((FOLDER / name).read_bytes())
        made = parts(data)
        assert list(committed) == list(made)
        differ = [part for part in made if made[part] != committed[part]]
        assert differ == [], (
            f"{name} is not what the code builds: python workbook_templates/build.py"
        )
    assert {path.name for path in FOLDER.glob("*.xlsx")} == {*build.TEMPLATES, "excel_check.xlsx"}
