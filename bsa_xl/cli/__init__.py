"""The command line: a thin skin over `bsa_xl.api`.

In order: safe_text, screen (how anything reaches the terminal); exit_words, arguments; findings,
reply, stopping, verb (what all commands share); progress; a file for each group of commands;
program.
"""

from .program import main

__all__ = ["main"]
