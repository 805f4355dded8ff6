"""Sources as rows of one sheet, each with a name by which all other sheets mean it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .rendering import flow

#: Title, section, address.
Cited = tuple[str, str, str]
#: What stands where a value says that no document gives it.
ASSUMED = "Assumption"


@dataclass(slots=True)
class Sources:
    """The sources of a policy, in the order in which it names them.

    Attributes:
        names: of each, by which a drop-down means it.
    """

    names: dict[Cited, str] = field(default_factory=dict)

    def name_of(self, raw: Any) -> str:  # noqa: ANN401 - plain YAML data
        """The name of a source as the file writes it; it is listed from now on."""
        cited = cited_in(raw)
        if cited not in self.names:
            self.names[cited] = self._free_name(cited)
        return self.names[cited]

    def _free_name(self, cited: Cited) -> str:
        name = usual_name(cited)
        taken = {known.casefold() for known in (*self.names.values(), ASSUMED)}
        number, free = 2, name
        while free.casefold() in taken:
            number, free = number + 1, f"{name} ({number})"
        return free


def usual_name(cited: Cited) -> str:
    """Title and section, on one line."""
    return " ".join(f"{cited[0]} {cited[1]}".split()) or "(no title)"


def cited_in(raw: Any) -> Cited:  # noqa: ANN401 - plain YAML data
    """Title, section and address of a source as the file writes it."""
    if isinstance(raw, dict):
        title, section, url = (_text(raw.get(key)) for key in ("title", "section", "url"))
        return title, section, url
    return _text(raw), "", ""


def as_written(cited: Cited) -> dict[str, str]:
    """A source as the file writes it."""
    parts = zip(("title", "section", "url"), cited, strict=True)
    return {key: part for key, part in parts if part or key == "title"}


def _text(raw: Any) -> str:  # noqa: ANN401 - plain YAML data
    if raw is None:
        return ""
    return raw if isinstance(raw, str) else flow(raw)
