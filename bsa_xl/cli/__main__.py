"""``python -m bsa_xl.cli``, for computers on which ``bsa-xl`` itself is not found."""

from .program import main

if __name__ == "__main__":  # processes that read files import this module again
    main(prog_name="bsa-xl")
