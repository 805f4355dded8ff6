"""Text that came from files, made fit for a terminal: the one place where that is done."""

from __future__ import annotations

import re

#: What a terminal would obey, hide, or write backwards: control characters (the escape that begins
#: ANSI sequences among them), direction marks and overrides, invisible and lone half characters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile(r"\r\n|[\t\n\r\v\f\x85\u2028\u2029]")


def safe(text: str) -> str:
    """One line without anything that a terminal would act upon.

    Line breaks and tabs become spaces; what is unsafe is shown by its name, ``<U+202E>``, so that
    it can be found. Square brackets stay: nothing is ever handed to rich as markup.
    """
    return _UNSAFE.sub(lambda found: f"<U+{ord(found[0]):04X}>", _BREAKS.sub(" ", text))
