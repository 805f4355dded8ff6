"""Files that are no .xlsx are told what they are."""

import pytest

AGAIN = "Open it in Excel, choose File > Save As > Excel Workbook (.xlsx), and send the new file."
WORKBOOK = "Send the school's workbook (.xlsx)."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*streams):
    return OLE + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            b"",
            (
                "The file holds 0 bytes. Wait until it has finished uploading or synchronising, then "
                "send it again. [FILE-01]"
            ),
        ),
        (bytes(1), "The file holds 1 byte, nothing but zeros. Send the file again. [FILE-01]"),
        (
            bytes(2000),
            "The file holds 2,000 bytes, nothing but zeros. Send the file again. [FILE-01]",
        ),
        (
            ole("EncryptedPackage", "DataSpaces", "StrongEncryptionTransform"),
            (
                "The file has a password to open it. In Excel choose File > Info > Protect Workbook > "
                "Encrypt with Password, clear the password, save, and send it again. [FILE-05]"
            ),
        ),
        (
            ole("EncryptedPackage", "DataSpaces", "DRMEncryptedTransform"),
            (
                "The file is encrypted by a sensitivity label or by rights management. In Excel change "
                "the sensitivity label to one that does not encrypt, save again, and send the file. "
                "[FILE-06]"
            ),
        ),
        (ole("Workbook"), f"The file is an Excel 97-2003 workbook (.xls). {AGAIN} [FILE-04]"),
        (ole("Book"), f"The file is an Excel 97-2003 workbook (.xls). {AGAIN} [FILE-04]"),
        (ole("WORKBOOK"), f"The file is an Excel 97-2003 workbook (.xls). {AGAIN} [FILE-04]"),
        (ole("WordDocument"), f"The file is a Word 97-2003 document. {WORKBOOK} [FILE-03]"),
        (
            ole("PowerPoint Document"),
            f"The file is a PowerPoint 97-2003 presentation. {WORKBOOK} [FILE-03]",
        ),
        (ole("__properties_version1.0"), f"The file is an Outlook message. {WORKBOOK} [FILE-03]"),
        (
            ole("Catalog"),
            f"The file is an older Office file without a workbook. {WORKBOOK} [FILE-03]",
        ),
    ],
)
def test_what_is_no_zip_package_is_said_in_full(refusal, data, message):
    assert refusal(data) == f"0417.xlsx: {message}"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"{\\rtf1", "a rich text document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\x1f\x8b\x08", "a compressed archive"),
        (b"7z\xbc\xaf\x27", "a compressed archive"),
        (b"MZ\x90", "a program"),
        (b"PK\x05\x06" + bytes(18), "an empty archive"),
        (b"PK\x07\x08PK", "an archive in several pieces"),
        (b"[InternetShortcut]\r\nURL=x", "a link to a web page"),
        (b"<!DOCTYPE html><p>", "a web page, perhaps a sign-in page"),
        (b"\xef\xbb\xbf \n<HTML><body>", "a web page, perhaps a sign-in page"),
        (b"<?xml version='1.0'?><x/>", "an XML document"),
        (b'{"error": 401}', "a data file (JSON)"),
        (b"\xff\xfea\0,\0b\0", "text, perhaps a table saved as Unicode text"),
        (b"account,amount\r\n06002,202.22\r\n", "text, perhaps a table saved as CSV"),
        ("Betrag;1.234,56 \u20ac".encode("cp1252"), "text, perhaps a table saved as CSV"),
        (b"\x0cJan Havl\xed\0\0\1", "of a kind that is not known"),
    ],
)
def test_what_a_file_is_instead_of_a_workbook(refusal, data, what):
    assert refusal(data) == f"0417.xlsx: The file is {what}, not a workbook. {WORKBOOK} [FILE-03]"


@pytest.mark.parametrize("length", [4, 100, 700])
def test_a_file_that_breaks_off(parts, refusal, length):
    assert refusal(parts().packed()[:length]) == (
        f"0417.xlsx: The file breaks off after {length} bytes; its end is missing. "
        "Send the file again. [FILE-02]"
    )


def test_a_file_that_breaks_off_inside_its_last_bytes(parts, refusal):
    whole = parts().packed()
    assert "[FILE-02]" in refusal(whole[:-1])
    announced = whole[:-2] + b"\x09\x00"  # says that nine more bytes follow
    assert refusal(announced) == (
        f"0417.xlsx: The file breaks off after {len(whole):,} bytes. Send the file again. [FILE-02]"
    )


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            f"The file is an OpenDocument file (.ods), not an .xlsx. {AGAIN} [FILE-04]",
        ),
        ({"Index/Document.iwa": "x"}, f"The file is an Apple Numbers document. {AGAIN} [FILE-04]"),
        ({"word/document.xml": "<x/>"}, f"The file is a Word document. {WORKBOOK} [FILE-03]"),
        (
            {"xl/workbook.bin": "x"},
            f"The file is an Excel binary workbook (.xlsb). {AGAIN} [FILE-04]",
        ),
        (
            {"xl/workbook.xml": "<x/>"},
            f"The file has lost its list of contents. {AGAIN} [FILE-18]",
        ),
        (
            {"budget.csv": "a,b"},
            f"The file is a zip archive and not a workbook. {WORKBOOK} [FILE-03]",
        ),
    ],
)
def test_a_zip_archive_that_is_no_workbook(parts, refusal, names, message):
    made = parts()
    made.clear()
    made.update(names)
    assert refusal(made) == f"0417.xlsx: {message}"


@pytest.mark.parametrize(
    ("content_type", "message"),
    [
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
            f"The file is an Excel template (.xltx). {AGAIN} [FILE-04]",
        ),
        (
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            f"The file is a workbook made for macros (.xlsm). {AGAIN} [FILE-04]",
        ),
        (
            "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
            f"The file is an Excel binary workbook (.xlsb). {AGAIN} [FILE-04]",
        ),
        (
            "application/vnd.ms-excel.addin.macroEnabled.main+xml",
            f"The file is an Excel add-in. {AGAIN} [FILE-04]",
        ),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            f"The file is a Word document. {WORKBOOK} [FILE-03]",
        ),
        ("application/xml", f"The file does not say that it is a workbook. {AGAIN} [FILE-18]"),
    ],
)
def test_an_office_document_of_another_kind(parts, refusal, content_type, message):
    usual = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    made = parts().swap("[Content_Types].xml", usual, content_type)
    assert refusal(made) == f"0417.xlsx: {message}"
