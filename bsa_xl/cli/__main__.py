"""``python -m bsa_xl.cli``, for computers on which ``bsa-xl`` itself is not found."""

from .program import main

main(prog_name="bsa-xl")
