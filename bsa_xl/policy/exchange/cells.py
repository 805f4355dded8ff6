"""One field in one cell: what is shown there, and what a cell says when it comes back."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from bsa_xl.finding import FindingKind
from bsa_xl.policy.numbers import MOST_DIGITS, digits_of, meant_number, parse_number, plain
from bsa_xl.policy.sentences import nearest, quote, use_one_of
from bsa_xl.policy.tree import read_tree

from .kinds import CHANGED_BY_EXCEL, FORMULA, WRONG_CELL
from .leaves import Form, Leaf
from .rendering import Bare, flow

#: What a cell holds; None is an empty one.
Seen = str | Decimal | bool | datetime | time | None
Raw = Any
#: More letters than this do not fit into a cell.
MOST_LETTERS = 32_000

_OUTSIDE_QUOTES = r'(?:"(?:[^"]|"")*"|[^"{signs}])*'


class Formula(str):
    """A formula that stands where a value belongs."""

    __slots__ = ()


class CellFaultError(Exception):
    """A cell that cannot be taken as it is.

    Attributes:
        kind: what is wrong.
        problem: a sentence.
        remedy: a sentence.
    """

    def __init__(self, kind: FindingKind, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.kind = kind
        self.problem = problem
        self.remedy = remedy


def show(leaf: Leaf, raw: Raw) -> Seen:  # noqa: PLR0911 - one for each form
    """What a cell shows of a field; None for a field that the file does not write."""
    if raw is None:
        return None
    match leaf.form:
        case Form.NUMBER:
            number = parse_number(raw) if isinstance(raw, str) else None
            return str(raw) if number is None else number
        case Form.TRUTH:
            return {"true": "yes", "false": "no"}.get(str(raw).lower(), str(raw).lower())
        case Form.DAY:
            try:
                return datetime.combine(date.fromisoformat(str(raw)), time())
            except ValueError:
                return str(raw)
        case Form.TEXTS if isinstance(raw, list) and _all_text(raw):
            return ", ".join(_quoted(each, ",") for each in raw)
        case Form.PAIRS if isinstance(raw, dict) and _all_text(list(raw.values())):
            return "; ".join(f"{key} = {_quoted(each, ';=')}" for key, each in raw.items())
        case Form.LISTS if isinstance(raw, dict):
            rows = [f"{key} = {', '.join(_quoted(e, ',;=') for e in raw[key])}" for key in raw]
            return "; ".join(rows)
        case _:
            return raw if isinstance(raw, str) else flow(_with_bare_numbers(raw))


def is_same(shown: Seen, seen: Seen) -> bool:
    """Whether a cell still shows what was put into it."""
    if isinstance(seen, Formula):
        return False
    if isinstance(seen, bool):
        seen = "yes" if seen else "no"
    if isinstance(shown, str) and isinstance(seen, str):
        return trimmed(shown) == trimmed(seen)
    if isinstance(seen, datetime) or isinstance(shown, datetime):
        return _day(shown) == _day(seen)
    return (shown or None) == (seen or None) if seen in (None, "") else shown == seen


def trimmed(text: str) -> str:
    """A text without the space around it, its line ends alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def read(leaf: Leaf, seen: Seen) -> Raw:  # noqa: PLR0911 - one for each form
    """What a cell says, as the file writes it; the cell is not empty.

    Raises:
        CellFaultError: it says nothing that fits.
    """
    if leaf.form is Form.NUMBER:
        return number_of(seen)
    if leaf.form is Form.TRUTH:
        return _truth(seen)
    if leaf.form is Form.DAY:
        return _as_day(seen)
    text = text_of(seen)
    match leaf.form:
        case Form.WORD:
            return _word(text, leaf)
        case Form.TEXTS:
            return [_unquoted(each) for each in _split(text, ",\n")]
        case Form.PAIRS:
            return {key: _as_written(_unquoted(one)) for key, one in _pairs(text)}
        case Form.LISTS:
            return {key: [_unquoted(e) for e in _split(these, ",")] for key, these in _pairs(text)}
        case Form.YAML:
            return _yaml(text)
        case _:
            return text


def number_of(seen: Seen) -> Bare:
    """A number, exactly as the cell holds it."""
    if isinstance(seen, Decimal):
        if digits_of(seen) > MOST_DIGITS:
            short = plain(Decimal(f"{seen:.{MOST_DIGITS}g}"))
            problem = f"{plain(seen)} has {digits_of(seen)} digits, as the rest of a calculation."
            raise CellFaultError(CHANGED_BY_EXCEL, problem, f"Type {short}, if that is meant.")
        return Bare(plain(seen))
    if isinstance(seen, datetime | time):
        problem = f"Excel made a date of what was typed here: {_date_text(seen)}."
        remedy = "Set the cell's format to General, and type the number again."
        raise CellFaultError(CHANGED_BY_EXCEL, problem, remedy)
    if isinstance(seen, bool):
        said = f"{str(seen).upper()} stands where a number belongs."
        raise CellFaultError(WRONG_CELL, said, "Type a number, such as 0.24.")
    refuse_formulas(seen)
    text = trimmed(str(seen))
    if parse_number(text) is not None:
        problem = f"{quote(text)} is a text that looks like a number."
        remedy = f"Set the cell's format to General, and type {text.replace('_', '')} again."
        raise CellFaultError(WRONG_CELL, problem, remedy)
    meant = meant_number(text)
    remedy = f"Type {meant}, if that is meant." if meant else "Type a number, such as 0.24."
    raise CellFaultError(WRONG_CELL, f"{quote(text)} is not a number.", remedy)


def text_of(seen: Seen) -> str:
    """A text; a number or a date that a spreadsheet made of one is refused."""
    if isinstance(seen, Decimal):
        problem = f"{plain(seen)} is a number here, so that zeros in front of it would be lost."
        remedy = f"Set the cell's format to Text, and type {plain(seen)} again as it is written."
        raise CellFaultError(CHANGED_BY_EXCEL, problem, remedy)
    if isinstance(seen, datetime | time):
        problem = f"Excel made a date of what was typed here: {_date_text(seen)}."
        remedy = "Set the cell's format to Text, and type it again."
        raise CellFaultError(CHANGED_BY_EXCEL, problem, remedy)
    if isinstance(seen, bool):
        said = f"{str(seen).upper()} stands where a text belongs."
        raise CellFaultError(
            CHANGED_BY_EXCEL, said, "Set the cell's format to Text, and type again."
        )
    refuse_formulas(seen)
    return trimmed(str(seen))


def refuse_formulas(seen: Seen) -> None:
    """Refuse a formula, and what one leaves behind that failed."""
    text = trimmed(str(seen))
    if isinstance(seen, Formula):
        said = f"The formula {quote(text)} stands where a policy has a value."
        raise CellFaultError(FORMULA, said, "Type the value itself.")
    if re.fullmatch(r"#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|Err:\d+", text):
        said = f"{text} is what a spreadsheet shows of a formula that failed."
        raise CellFaultError(FORMULA, said, "Type the value itself.")


def _truth(seen: Seen) -> Bare:
    word = ("yes" if seen else "no") if isinstance(seen, bool) else text_of(seen).lower()
    if word not in {"yes", "no", "true", "false"}:
        raise CellFaultError(
            WRONG_CELL, f"{quote(word)} is neither yes nor no.", "Choose yes or no."
        )
    return Bare("true" if word in {"yes", "true"} else "false")


def _as_day(seen: Seen) -> Bare:
    found = _day(seen)
    if found is None or (isinstance(seen, datetime) and seen.time() != time()):
        said = quote(str(seen)) if isinstance(seen, str) else "What stands here"
        remedy = "Type it with the year first: 2025-06-24 is June 24."
        raise CellFaultError(WRONG_CELL, f"{said} is not a date.", remedy)
    return Bare(found)


def _day(seen: Seen) -> str | None:
    if isinstance(seen, datetime):
        return seen.date().isoformat()
    try:
        return date.fromisoformat(trimmed(str(seen))).isoformat()
    except ValueError:
        return None


def _word(text: str, leaf: Leaf) -> Bare:
    if text in leaf.words:
        return Bare(text)
    same = next((word for word in leaf.words if word.casefold() == text.casefold()), None)
    near = same or nearest(text, leaf.words)
    remedy = f"Choose {near} from the list." if near else use_one_of("", leaf.words)
    raise CellFaultError(WRONG_CELL, f"{quote(text)} is not known in this column.", remedy)


def _yaml(text: str) -> Raw:
    written, findings = read_tree(f"k: {text}\n", "")
    if written is None or findings or list(written.data) != ["k"]:
        said = f"{quote(text)} cannot be understood."
        raise CellFaultError(WRONG_CELL, said, "Compare its brackets and commas with other rows.")
    return _with_bare_numbers(written.data["k"])


def _with_bare_numbers(raw: Raw) -> Raw:
    """Data whose numbers are written without quotes."""
    if isinstance(raw, dict):
        return {key: _with_bare_numbers(each) for key, each in raw.items()}
    if isinstance(raw, list):
        return [_with_bare_numbers(each) for each in raw]
    return _as_written(raw) if isinstance(raw, str) else raw


def _pairs(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for part in _split(text, ";\n"):
        name, sign, rest = part.partition("=")
        if not sign or not name.strip() or not rest.strip():
            said = f"{quote(part)} does not say which value of what."
            raise CellFaultError(WRONG_CELL, said, "Write it like level = High, Middle.")
        if any(name.strip() == known for known, _ in found):
            said = f"{quote(name.strip())} stands here twice."
            raise CellFaultError(WRONG_CELL, said, "Keep one, with commas between its values.")
        found.append((name.strip(), rest.strip()))
    return found


def _split(text: str, signs: str) -> list[str]:
    """Parts between signs that stand outside quotes; empty parts are left out."""
    pattern = re.compile(_OUTSIDE_QUOTES.replace("{signs}", re.escape(signs)))
    if text.count('"') % 2:
        said = f"{quote(text)} has a quote that is not closed."
        raise CellFaultError(WRONG_CELL, said, "Close the quote, or take it out.")
    return [part.strip() for part in pattern.findall(text) if part.strip()]


def _quoted(text: str, signs: str) -> str:
    odd = text != text.strip() or '"' in text or not text or "\n" in text
    if odd or any(sign in text for sign in signs):
        return '"' + text.replace('"', '""') + '"'
    return text


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def _as_written(text: str) -> str:
    return Bare(text) if parse_number(text) is not None else text


def _all_text(parts: list[Raw]) -> bool:
    return all(isinstance(part, str) for part in parts)


def _date_text(seen: datetime | time) -> str:
    return seen.date().isoformat() if isinstance(seen, datetime) else str(seen)
