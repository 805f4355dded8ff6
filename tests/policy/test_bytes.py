"""Bytes that are not a policy's text are told for what they are."""

import hashlib
from pathlib import Path

import pytest

from bsa_xl.policy import read_policy

SAVE_AGAIN = "Save the file again with the encoding UTF-8. [POL-02]"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "policy.yaml: The file is empty. Start it with policy: and a name. [POL-02]"),
        (b" \r\n\n", "policy.yaml: The file is empty. Start it with policy: and a name. [POL-02]"),
        (
            "policy: x".encode("utf-16"),
            "policy.yaml: The file is saved as UTF-16, which Windows calls Unicode. " + SAVE_AGAIN,
        ),
        (
            "policy: x".encode("utf-16-le"),
            "policy.yaml: The file is saved as UTF-16, which Windows calls Unicode. " + SAVE_AGAIN,
        ),
        (
            "policy: x\r\ntitle: Bezüge – §4\r\n".encode("cp1252"),
            "line 2: This line is not saved as UTF-8; its 'ü' is in a Windows encoding. "
            + SAVE_AGAIN,
        ),
        (
            b"PK\x03\x04\x14\x00",
            (
                "policy.yaml: This is an Excel workbook or another zip file, not a text file. "
                "Name the policy's .yaml file. [POL-02]"
            ),
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            (
                "policy.yaml: This is an old Excel or Word file, not a text file. "
                "Name the policy's .yaml file. [POL-02]"
            ),
        ),
        (
            b"%PDF-1.7",
            "policy.yaml: This is a PDF, not a text file. Name the policy's .yaml file. [POL-02]",
        ),
        (
            b"policy: x\x00y\n",
            (
                "line 1: This line holds a character that cannot be seen, U+0000. "
                "Delete it and type the line again. [POL-02]"
            ),
        ),
        (
            b"#" * 1_000_001,
            (
                "policy.yaml: The file is larger than 1 MB. "
                "A policy is a few pages of text; check that this is the right file. [POL-02]"
            ),
        ),
    ],
)
def test_pol_02_says_what_the_bytes_are(told, raw, message):
    assert told(raw) == [message]


def test_every_line_with_an_unseen_character_is_told(told):
    assert told("policy: a\x01b\ntitle: c\ud800\n") == [
        "line 2: This line is not saved as UTF-8; its 'í' is in a Windows encoding. " + SAVE_AGAIN
    ]
    assert told("policy: a\x1bb\ntitle: c\u2028d\n") == [
        (
            "line 1: This line holds a character that cannot be seen, U+001B. "
            "Delete it and type the line again. [POL-02]"
        ),
        (
            "line 2: This line holds a character that cannot be seen, U+2028. "
            "Delete it and type the line again. [POL-02]"
        ),
    ]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(small):
    raw = b"\xef\xbb\xbf" + small.replace("\n", "\r\n").encode()
    file, findings = read_policy(raw)
    assert findings == ()
    assert (file.text, file.policy) == (small, read_policy(small)[0].policy)
    assert file.where("components", 0).line == 5


def test_old_macintosh_line_ends_keep_the_lines(small):
    file, _ = read_policy(small.replace("\n", "\r").encode())
    assert file.where("components", 0).line == 5


def test_the_digest_is_of_the_bytes_as_they_are(tmp_path, small):
    raw = b"\xef\xbb\xbf" + small.encode()
    path = tmp_path / "ours.yaml"
    path.write_bytes(raw)
    file, _ = read_policy(path)
    assert file.sha256 == hashlib.sha256(raw).hexdigest()
    assert file.file == "ours.yaml"
    assert str(file.where("base")) == "ours.yaml, line 3"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "missing.yaml",
            "missing.yaml: There is no such file. Check the folder and the name. [POL-02]",
        ),
        ("folder", "folder: This is a folder. Name the policy file in it. [POL-02]"),
        (
            "a\0b",
            "a\0b: The file could not be read. Copy it to this computer and try the copy. [POL-02]",
        ),
    ],
)
def test_pol_02_tells_a_path_that_cannot_be_read(tmp_path, path, message):
    (tmp_path / "folder").mkdir()
    file, findings = read_policy(tmp_path / path)
    assert file is None
    assert [str(finding) for finding in findings] == [message]


def test_pol_02_tells_a_file_that_may_not_be_read(tmp_path, monkeypatch, small):
    def refuse(*_):
        raise PermissionError

    path = tmp_path / "ours.yaml"
    path.write_text(small)
    monkeypatch.setattr(Path, "open", refuse)
    assert [str(finding) for finding in read_policy(path)[1]] == [
        "ours.yaml: The file may not be read. Close it elsewhere, or ask its owner for access. [POL-02]"
    ]


def test_a_name_can_be_given_for_messages(tmp_path):
    _, findings = read_policy(tmp_path / "missing.yaml", name="the policy of Riverbend")
    assert str(findings[0].where) == "the policy of Riverbend"
    assert read_policy(b"", name="x")[1][0].where.file == "x"


def test_a_text_is_never_taken_for_a_path(told):
    assert told(str(Path(__file__))) == [
        (
            "policy.yaml: The file holds no 'key: value' lines. "
            "Start it with policy: and a name. [POL-02]"
        )
    ]
