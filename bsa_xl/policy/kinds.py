"""What can be wrong with a policy: one kind a fault, with ids that are never reused."""

from __future__ import annotations

from bsa_xl.finding import FindingKind, Severity

GRAMMAR = FindingKind(
    "POL-01",
    "Policy line is not written as a policy is",
    Severity.FATAL,
    "Every word and number of a policy pays money, so nothing in it is guessed or skipped.",
)
UNREADABLE = FindingKind(
    "POL-02",
    "Policy file cannot be read",
    Severity.FATAL,
    "A file that is damaged, or saved in another form, could be read as something else.",
)
NOT_PLAIN = FindingKind(
    "POL-03",
    "Policy uses more than plain YAML",
    Severity.FATAL,
    "A policy is read by people: each value stands where it is used, once, with its source.",
)
TWICE = FindingKind(
    "POL-04",
    "Something is given twice",
    Severity.FATAL,
    "Of two values with one name, nobody could say which one was paid.",
)
UNKNOWN_NAME = FindingKind(
    "POL-05",
    "Name stands for nothing",
    Severity.FATAL,
    "A name that nothing answers to would leave schools without the money it stands for.",
)
NO_VALUE = FindingKind(
    "POL-06",
    "No value is in force",
    Severity.FATAL,
    "A rate that is missing in its year would silently pay nothing.",
)
CIRCLE = FindingKind(
    "POL-07",
    "Counting runs in a circle",
    Severity.FATAL,
    "A count that is made of itself has no value.",
)
HIDDEN_COLUMN = FindingKind(
    "POL-08",
    "Counting hides a supplied column",
    Severity.FATAL,
    "One name for two counts would let a formula use the wrong one.",
)
OUT_OF_RANGE = FindingKind(
    "POL-09",
    "Value is out of range",
    Severity.FATAL,
    "Weights and FTE are zero or more, and a share lies between 0 and 1.",
)
SUSPICIOUS = FindingKind(
    "POL-10",
    "Value looks mistyped",
    Severity.WARNING,
    "A percent typed for a share pays a hundred times the money.",
)
CONTRADICTION = FindingKind(
    "POL-11",
    "Statements contradict each other",
    Severity.FATAL,
    "A policy that says two things cannot be followed.",
)
NO_EFFECT = FindingKind(
    "POL-12",
    "Statement has no effect",
    Severity.WARNING,
    "A line that does nothing is often a line that was meant to do something.",
)
TOO_MANY_DIGITS = FindingKind(
    "POL-13",
    "More digits than a spreadsheet keeps",
    Severity.FATAL,
    "A spreadsheet keeps 15 digits, so a longer product could differ from the allocation.",
)
NO_SOURCE = FindingKind(
    "POL-14",
    "Source is missing",
    Severity.FATAL,
    "Every number names the document that it comes from, or says that it is an assumption.",
)
NO_ACCOUNT = FindingKind(
    "POL-15",
    "Program does not fit the account format",
    Severity.WARNING,
    "A budget line without its fund and resource cannot be posted to the ledger.",
)
NOT_SUPPLIED = FindingKind(
    "POL-16",
    "Counts that the formula uses are not supplied",
    Severity.FATAL,
    "A formula without its counts would pay nothing, and say nothing.",
)
NO_AMOUNTS = FindingKind(
    "POL-17",
    "No amounts are given for a component",
    Severity.INFORMATIONAL,
    "A given amount that is missing everywhere may have been forgotten.",
)
AMOUNTS_NOT_TAKEN = FindingKind(
    "POL-18",
    "Given amounts are taken by no component",
    Severity.WARNING,
    "Dollars that no component names reach no school.",
)
TOO_PRECISE = FindingKind(
    "POL-19",
    "Value has more decimals than are paid",
    Severity.WARNING,
    "The rate that is printed is the rate that is paid, and it is rounded first.",
)
ASSUMED = FindingKind(
    "POL-20",
    "Adopted policy rests on an assumption",
    Severity.WARNING,
    "What a board adopted should be found in what it adopted.",
)

NO_WEIGHT = FindingKind(
    "POL-21",
    "Share of a weight that is not there",
    Severity.FATAL,
    "A share of nothing would silently pay nothing.",
)
IMPOSSIBLE_CAP = FindingKind(
    "POL-22",
    "Cap cannot hold",
    Severity.FATAL,
    "A cap below nothing, or on lines that nobody named, limits something that was not meant.",
)
PIECES = FindingKind(
    "POL-23",
    "Pieces of a size curve do not fit together",
    Severity.FATAL,
    "A school that two pieces hold, or none, would have a weight that nobody decided.",
)
POINTS = FindingKind(
    "POL-24",
    "Points of a sliding weight are out of order",
    Severity.FATAL,
    "Between two points in the wrong order there is no weight.",
)
CAP_BELOW_FLOOR = FindingKind(
    "POL-41",
    "Cap lies below a floor",
    Severity.FATAL,
    "Of two limits that cannot both hold, nobody could say which one was meant.",
)
AT_ODDS = FindingKind(
    "POL-42",
    "Adjustments change the same lines twice",
    Severity.FATAL,
    "A change that is phased in by two adjustments is cut twice, and neither says so.",
)
UNDONE = FindingKind(
    "POL-43",
    "Later adjustment undoes a floor",
    Severity.WARNING,
    "A school that a floor protects would fall below it again, and nothing would say so.",
)
OUT_OF_ORDER = FindingKind(
    "POL-44",
    "Percentages are out of order",
    Severity.FATAL,
    "Help that is meant to end shrinks from step to step; a step that rises is mostly a slip.",
)

ENDS_TOO_SOON = FindingKind(
    "POL-45",
    "Manual adjustment ends before it begins",
    Severity.FATAL,
    "Dollars that somebody decided would never be paid, and nothing would say so.",
)
PAID_TWICE = FindingKind(
    "POL-46",
    "Manual adjustment is for one school twice in a year",
    Severity.WARNING,
    "An entry that was meant to take the place of another is paid on top of it.",
)
SHUT_OUT = FindingKind(
    "POL-47",
    "Manual adjustment shuts out a school that it names",
    Severity.FATAL,
    "Dollars that somebody decided for a school would silently be lost.",
)

LESS_THAN_LEAST = FindingKind(
    "POL-48",
    "Pool is smaller than the least of its schools",
    Severity.FATAL,
    "A minimum for every school cannot come to more than there is to share.",
)

TABLE_OUT_OF_ORDER = FindingKind(
    "POL-31",
    "Rows of a table overlap, leave a gap or are out of order",
    Severity.FATAL,
    "A school that two rows hold, or none, would be given what nobody decided.",
)
IMPOSSIBLE_STAFFING = FindingKind(
    "POL-32",
    "Staffing cannot be worked out",
    Severity.FATAL,
    "A norm of no pupils or a minimum above the maximum gives no number of positions.",
)
MORE_THAN_ALL = FindingKind(
    "POL-33",
    "Set-asides take more than there is",
    Severity.FATAL,
    "What is kept back before a pool is shared cannot be more than the pool.",
)
RISES_AS_NEED_FALLS = FindingKind(
    "POL-34",
    "Amount for each child rises as poverty falls",
    Severity.FATAL,
    "ESEA section 1113(c) forbids a higher amount for each child at a school with less poverty.",
)
BELOW_THE_LAW = FindingKind(
    "POL-35",
    "Title I keeps back less than the law asks for",
    Severity.WARNING,
    "Over $500,000, ESEA section 1116(a)(3) asks for 1 % for parents and families, 90 % of it to "
    "schools.",
)
FIRST_TOO_SOON = FindingKind(
    "POL-36",
    "Title I serves high schools first from less than 50 %",
    Severity.WARNING,
    "ESEA section 1113(a)(3)(B) lets the threshold of 75 % be lowered to 50 % for high schools.",
)
OFF_STEP = FindingKind(
    "POL-37",
    "FTE do not fit the step of their title",
    Severity.WARNING,
    "A school cannot plan a part of a position that the rate sheet does not sell.",
)
NOT_NEUTRAL = FindingKind(
    "SNS-01",
    "State or local money follows Title I status",
    Severity.WARNING,
    "ESEA section 1118(b) asks for a method of giving state and local money that is Title I "
    "neutral.",
)

KINDS = (
    GRAMMAR, UNREADABLE, NOT_PLAIN, TWICE, UNKNOWN_NAME, NO_VALUE, CIRCLE, HIDDEN_COLUMN,
    OUT_OF_RANGE, SUSPICIOUS, CONTRADICTION, NO_EFFECT, TOO_MANY_DIGITS, NO_SOURCE, NO_ACCOUNT,
    NOT_SUPPLIED, NO_AMOUNTS, AMOUNTS_NOT_TAKEN, TOO_PRECISE, ASSUMED,
    NO_WEIGHT, IMPOSSIBLE_CAP, PIECES, POINTS,
    TABLE_OUT_OF_ORDER, IMPOSSIBLE_STAFFING, MORE_THAN_ALL, RISES_AS_NEED_FALLS, BELOW_THE_LAW,
    FIRST_TOO_SOON, OFF_STEP,
    NOT_NEUTRAL,
    CAP_BELOW_FLOOR, AT_ODDS, UNDONE, OUT_OF_ORDER, ENDS_TOO_SOON, PAID_TWICE, SHUT_OUT,
    LESS_THAN_LEAST,
)  # fmt: skip
