"""Why a cell gets no answer, in words for the person who typed its formula."""

from __future__ import annotations


class CannotAnswerError(ValueError):
    """What a cell or a button asked for cannot be answered.

    Attributes:
        problem: the fact; one sentence.
        remedy: what the reader can do; one sentence.
    """

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy
