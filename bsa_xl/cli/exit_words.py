"""What every exit code of the command line means; programs may rely on them."""

from __future__ import annotations

#: The same numbers as `bsa_xl.api.Exit`, without the time that importing it takes.
EXIT_WORDS = {
    0: "all is well",
    1: "our fault; the message says where the details were written",
    2: "wrong use of the command line",
    3: "something needs a person; the findings say what",
    4: "nothing to do, or something is missing that should be there",
    5: "integrity: locked content, an identity, or the store is not as it should be",
    6: "a file or the store could not be used now: locked, busy, full, not permitted",
    130: "stopped with Ctrl-C; every file is whole, and the same command goes on",
}
#: What any command may end with.
ALWAYS = (0, 1, 2, 130)


def exit_lines(codes: tuple[int, ...] = tuple(EXIT_WORDS)) -> list[tuple[str, str]]:
    """Code and meaning, for a help text.

    Args:
        codes: those that the command may end with, besides `ALWAYS`.
    """
    known = sorted({*codes, *ALWAYS})
    return [(str(code), EXIT_WORDS[code]) for code in known]
