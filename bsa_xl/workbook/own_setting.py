"""What of a setting is the school's own, as JSON: part of the snapshot in its workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from json.encoder import encode_basestring_ascii as quoted
from operator import attrgetter

from bsa_xl.budget import NowPosition, Setting

from .snapshot_json import dump

#: Fields of a setting that all schools of a template share.
SHARED_FIELDS = (
    "rates", "trades", "places", "account_segments", "account_separator", "default_goal",
    "council_window",
)  # fmt: skip
_OWN = tuple(field.name for field in fields(Setting) if field.name not in SHARED_FIELDS)
#: What a position has of its own; most are like many others in all that follows.
_OF_ONE = ("key", "position_id", "school_id")
_REST = tuple(field.name for field in fields(NowPosition))[len(_OF_ONE) :]
_ALIKE = attrgetter(*_REST)


class SettingTexts:
    """Writes the settings of one district's schools; what many of them share is written once."""

    __slots__ = ("_alike", "_rules")

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._alike: dict[tuple[object, ...], str] = {}
        self._rules: tuple[object, str] = (None, "")

    def text(self, setting: Setting) -> str:
        """What of a setting is the school's own, as JSON."""
        parts = []
        for name in _OWN:
            value = getattr(setting, name)
            if name == "now":
                said = self._positions(value)
            elif name == "rules":
                said = self._same_rules(value)
            else:
                said = dump(value)
            parts.append(f'"{name}":{said}')
        return f"{{{','.join(parts)}}}"

    def _positions(self, now: Sequence[NowPosition]) -> str:
        """Positions as JSON, in the order of their fields."""
        known, texts = self._alike, []
        for position in now:
            alike = _ALIKE(position)
            rest = known.get(alike)
            if rest is None:
                rest = known[alike] = dump(dict(zip(_REST, alike, strict=True)))[1:]
            texts.append(
                f'{{"key":{quoted(position.key)},"position_id":{quoted(position.position_id)},'
                f'"school_id":{quoted(position.school_id)},{rest}'
            )
        return f"[{','.join(texts)}]"

    def _same_rules(self, rules: object) -> str:
        """The rules; schools that are bound by the same have the very same object."""
        if self._rules[0] is not rules:
            self._rules = rules, dump(rules)
        return self._rules[1]


def setting_text(setting: Setting) -> str:
    """What of one setting is the school's own, as JSON."""
    return SettingTexts().text(setting)
