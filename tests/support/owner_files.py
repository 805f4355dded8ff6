"""Files that say who has a workbook open, as Excel writes them."""


def owner_file(user):
    """An owner file as Excel writes it: 165 bytes, the name in the code page and in UTF-16."""
    ansi = user.encode("cp1252", "replace")
    wide = user.encode("utf-16-le")
    data = bytes([len(ansi)]) + ansi.ljust(54, b" ") + len(user).to_bytes(2, "little") + wide
    return (data + b" \0" * 60)[:165]
