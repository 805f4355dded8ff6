"""What a policy says of itself: draft or adopted, one-time money, rules, waivers, trades."""

from __future__ import annotations

from collections.abc import Iterator

from bsa_xl.finding import Finding

from .kinds import CONTRADICTION, NO_EFFECT, NO_SOURCE, UNKNOWN_NAME
from .policy_file import PolicyFile
from .sentences import quote
from .validate import Declared


def check_statements(file: PolicyFile, declared: Declared) -> Iterator[Finding]:
    """Statements that contradict each other, do nothing, or need a source."""
    yield from _adoption(file)
    yield from _terms(file)
    yield from _rules(file)
    if declared.whole:
        yield from _waivers(file)
        yield from _payers(file)
    for index, trade in enumerate(file.policy.trades):
        if trade.give == trade.take:
            yield CONTRADICTION.at(
                file.where("trades", index),
                f"trade {quote(trade.id)} gives and takes the same title, {quote(trade.give)}.",
                "Correct give: or take:.",
            )


def _adoption(file: PolicyFile) -> Iterator[Finding]:
    policy = file.policy
    if policy.status == "adopted":
        missing = [
            key
            for key, value in (("adopted_on", policy.adopted_on), ("resolution", policy.resolution))
            if not value
        ]
        if missing:
            yield CONTRADICTION.at(
                file.where("status"),
                f"The policy is adopted, and has no {' and no '.join(missing)}.",
                f"Add {' and '.join(f'{key}:' for key in missing)}, or set status: draft.",
            )
    elif policy.adopted_on:
        yield CONTRADICTION.at(
            file.where("adopted_on"),
            f"The policy is a draft, and was adopted on {policy.adopted_on}.",
            "Set status: adopted, or take adopted_on: out.",
        )


def _terms(file: PolicyFile) -> Iterator[Finding]:
    for index, program in enumerate(file.policy.programs):
        if program.term == "one-time" and not program.available_until:
            yield NO_EFFECT.at(
                file.where("programs", index),
                f"program {quote(program.id)} is one-time money without a last year.",
                "Add available_until: and the last fiscal year in which it may be spent.",
            )
        if program.term == "ongoing" and program.available_until:
            yield CONTRADICTION.at(
                file.where("programs", index, "available_until"),
                f"program {quote(program.id)} is ongoing, and ends with {program.available_until}.",
                "Set term: one-time, or take available_until: out.",
            )


def _rules(file: PolicyFile) -> Iterator[Finding]:
    for index, choice in enumerate(file.policy.checks):
        if choice.severity is not None and choice.source is None:
            yield NO_SOURCE.at(
                file.where("checks", index),
                f"check {choice.rule} is made {choice.severity} without a source.",
                "Add source: and the document that says so.",
            )


def _waivers(file: PolicyFile) -> Iterator[Finding]:
    chosen = {choice.rule for choice in file.policy.checks}
    for index, waiver in enumerate(file.policy.waivers):
        if waiver.rule not in chosen:
            yield NO_EFFECT.at(
                file.where("waivers", index),
                f"The waiver of {waiver.rule} waives a rule that the policy does not run.",
                f"Add rule: {waiver.rule} under checks, or take the waiver out.",
            )


def _payers(file: PolicyFile) -> Iterator[Finding]:
    """Without programs named, an unrestricted one must pay."""
    if any(not program.restricted for program in file.policy.programs):
        return
    for index, required in enumerate(file.policy.required_positions):
        if not required.programs:
            yield UNKNOWN_NAME.at(
                file.where("required_positions", index),
                f"required position {quote(required.id)} is for any unrestricted program, "
                "and there is none.",
                "Add programs: and those that may pay for it.",
            )
