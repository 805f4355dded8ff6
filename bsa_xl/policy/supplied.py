"""Names in a policy against what is supplied: positions, schools, amounts, rules, accounts.

Counts are checked in `counted`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bsa_xl.finding import Finding
from bsa_xl.fiscal_year import FiscalYear

from .components import Given
from .document import SchoolGate
from .facts import PolicyFacts
from .kinds import AMOUNTS_NOT_TAKEN, NO_ACCOUNT, NO_AMOUNTS, NO_EFFECT, UNKNOWN_NAME
from .marks import Stands
from .model import Policy
from .naming import called
from .policy_file import PolicyFile
from .sentences import listing, plainly, quote, use_one_of
from .tree import Steps
from .validate import Declared
from .walk import gates, name_uses


def check_supplied(file: PolicyFile, facts: PolicyFacts, declared: Declared) -> Iterator[Finding]:
    """Names that the district does not know, and what it supplies that the policy does not take."""
    if facts.positions is not None:
        yield from _positions(file, facts.positions)
    if facts.services is not None:
        for use in name_uses(file.policy, Stands.SERVICE):
            if use.name not in facts.services:
                yield _unknown(file, use.steps, "service", use.name, facts.services)
    yield from _gates(file, facts)
    if facts.amount_lines is not None:
        yield from _amounts(file, facts.amount_lines, declared)
    if facts.rules is not None:
        yield from _rules(file, facts)
    yield from _waivers(file, facts)
    yield from _cost_basis(file, facts)
    yield from _programs_named(facts, declared)
    if facts.account_widths is not None:
        yield from _accounts(file, facts)


def _unknown(
    file: PolicyFile, steps: Steps, what: str, name: str, known: Collection[str]
) -> Finding:
    return UNKNOWN_NAME.at(
        file.where(*steps),
        f"{what} {quote(name)} is not in the district's data.",
        use_one_of(name, sorted(known)) if known else "Add it there, or take it out here.",
    )


def _positions(file: PolicyFile, positions: frozenset[str]) -> Iterator[Finding]:
    for use in name_uses(file.policy, Stands.POSITION):
        if use.name not in positions:
            yield _unknown(file, use.steps, "position", use.name, positions)


def _gates(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    for steps, gate in gates(file.policy):
        yield from _gate(file, steps, gate, facts)
    for use in name_uses(file.policy, Stands.COLUMN):
        if facts.gate_values is not None and use.name not in facts.gate_values:
            yield _unknown(file, use.steps, "column", use.name, facts.gate_values)


def _gate(
    file: PolicyFile, steps: Steps, gate: SchoolGate, facts: PolicyFacts
) -> Iterator[Finding]:
    if facts.school_ids is not None:
        for number, school in enumerate(gate.schools):
            if school not in facts.school_ids:
                place: Steps = (*steps, "schools", number)
                yield _unknown(file, place, "school", school, facts.school_ids)
    if facts.gate_values is None:
        return
    for key, conditions in (("where", gate.where), ("except_where", gate.except_where)):
        for field, wanted in conditions.items():
            found = facts.gate_values.get(field)
            if found is None:
                place = (*steps, key, field)
                yield _unknown(file, place, "column", field, facts.gate_values)
                continue
            for number, value in enumerate(wanted):
                if value not in found:
                    yield NO_EFFECT.at(
                        file.where(*steps, key, field, number),
                        f"No school has the {plainly(field)} {quote(value)}.",
                        use_one_of(value, sorted(filter(None, found))),
                    )


def _amounts(file: PolicyFile, lines: frozenset[str], declared: Declared) -> Iterator[Finding]:
    taken = set()
    for steps, owner, line in _lines_taken(file.policy):
        taken.add(line)
        if line not in lines:
            yield NO_AMOUNTS.at(
                file.where(*steps),
                f"amounts.csv has no line {quote(line)} for {owner}.",
                f"Lines there: {listing(sorted(lines)) or 'none'}.",
            )
    if not declared.whole:
        return
    for line in sorted(lines - taken):
        yield AMOUNTS_NOT_TAKEN.at(
            file.where("components"),
            f"No component takes the line {quote(line)} of amounts.csv, so nobody is paid it.",
            f"Add a component of kind given with line: {line}, if schools are to have it.",
        )


def _lines_taken(policy: Policy) -> Iterator[tuple[Steps, str, str]]:
    """Every line of amounts.csv that is needed, by whom, and where that is said."""
    for index, component in enumerate(policy.components):
        if isinstance(component, Given):
            steps: Steps = ("components", index)
            yield steps, called(steps, policy), component.takes
    for use in name_uses(policy, Stands.AMOUNT):
        if use.steps[-1] != "line":
            yield use.steps, called(use.steps, policy), use.name


def _rules(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    rules = facts.rules or {}
    named = [("checks", index, one.rule) for index, one in enumerate(file.policy.checks)]
    named += [("waivers", index, one.rule) for index, one in enumerate(file.policy.waivers)]
    for part, index, rule in named:
        if rule not in rules:
            yield UNKNOWN_NAME.at(
                file.where(part, index, "rule"),
                f"There is no rule {quote(rule)}.",
                use_one_of(rule, sorted(rules)),
            )
    for index, choice in enumerate(file.policy.checks):
        limits = sorted(rules.get(choice.rule, frozenset(choice.limits)))
        for limit in choice.limits:
            if limit not in limits:
                yield UNKNOWN_NAME.at(
                    file.where("checks", index, "limits", limit),
                    f"{quote(limit)} is not a limit of {choice.rule}.",
                    use_one_of(limit, limits),
                )


def _waivers(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    for index, waiver in enumerate(file.policy.waivers):
        if facts.school_ids is not None and waiver.school not in facts.school_ids:
            steps: Steps = ("waivers", index, "school")
            yield _unknown(file, steps, "school", waiver.school, facts.school_ids)
        ended = waiver.until and facts.year and FiscalYear.parse(waiver.until) < facts.year
        if ended:
            yield NO_EFFECT.at(
                file.where("waivers", index, "until"),
                f"The waiver of {waiver.rule} for school {quote(waiver.school)} "
                f"ended with {waiver.until}.",
                "Take it out, or extend it by its authority.",
            )


def _cost_basis(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    models = (facts.gate_values or {}).get("model")
    for model in file.policy.cost_basis if models is not None else ():
        if models is not None and model not in models:
            yield NO_EFFECT.at(
                file.where("cost_basis", model),
                f"No school has the model {quote(model)}.",
                use_one_of(model, sorted(filter(None, models))),
            )


def _programs_named(facts: PolicyFacts, declared: Declared) -> Iterator[Finding]:
    for program, where in facts.programs_named.items():
        if program and program not in declared.programs:
            yield UNKNOWN_NAME.at(
                where,
                f"program {quote(program)} is not among the programs of the policy.",
                use_one_of(program, declared.programs),
            )


def _accounts(file: PolicyFile, facts: PolicyFacts) -> Iterator[Finding]:
    widths = facts.account_widths or {}
    for index, program in enumerate(file.policy.programs):
        for segment, code in (("fund", program.fund), ("resource", program.resource)):
            width = widths.get(segment)
            if width is None:
                continue
            if not code:
                yield NO_ACCOUNT.at(
                    file.where("programs", index),
                    f"program {quote(program.id)} has no {segment}, "
                    f"which the district's account string needs.",
                    f"Add {segment}: and its code.",
                )
            elif width and len(code) > width:
                yield NO_ACCOUNT.at(
                    file.where("programs", index, segment),
                    f"{segment} {quote(code)} has {len(code)} characters, "
                    f"and the district's account string has room for {width}.",
                    "Correct the code, or account_format in district.yaml.",
                )
