r"""xlwings' own VBA module, with the few changes that make it safe for workbooks of others.

As it comes, it would take the path of Python from a sheet of the workbook in front or from a file
beside it, and would look for Python code in the workbook's folder. Ours asks the user's own
settings alone (``%USERPROFILE%\.bsa_xl\bsa_xl.conf``) and never looks beside a workbook.
"""

from __future__ import annotations

from pathlib import Path

_CLOUD = "".join(
    f' & ";" & GetConfig("{name}_WIN")'
    for name in ("ONEDRIVE_CONSUMER", "ONEDRIVE_COMMERCIAL", "SHAREPOINT")
)
_PATH = f'{_CLOUD} & ";" & GetConfig("PYTHONPATH")'
#: Text of xlwings' module, what stands there in ours, and how often it is found. In order: where
#: settings lie; none from a sheet; none from a file beside the workbook; no code from the
#: workbook's folder; no name of a workbook on Python's command line, twice; no code from the folder
#: that Excel happens to be in.
CHANGES = (
    ('Const PROJECT_NAME As String = "myaddin"', 'Const PROJECT_NAME As String = "bsa_xl"', 1),
    ('If source = "" Or source = "sheet" Then', 'If source = "sheet" Then', 1),
    ('If source = "" Or source = "directory" Then', 'If source = "directory" Then', 1),
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"', 2),
    (f' & ";" & ActiveFullName & ";" & ThisFullName{_PATH}', "", 1),
    (f' & ";" & ActiveWorkbook.FullName & ";" & ThisWorkbook.FullName{_PATH}', "", 1),
    (' -B -c ""', ' -B -P -c ""', 2),
)


def changed(text: str) -> str:
    """Our module from xlwings' ``xlwings_custom_addin.bas``.

    Raises:
        ValueError: the text is not that of the version that the changes were made for.
    """
    for found, ours, times in CHANGES:
        if text.count(found) != times:
            raise ValueError(f"{found!r} stands {text.count(found)} times in xlwings' VBA")
        text = text.replace(found, ours)
    return text


def xlwings_module() -> str:
    """Our module, from the xlwings that is installed here."""
    import xlwings  # noqa: PLC0415 - only to build

    path = Path(xlwings.__file__).with_name("xlwings_custom_addin.bas")
    return changed(path.read_bytes().decode("ascii").replace("\r\n", "\n"))
