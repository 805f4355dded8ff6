"""What comes in from outside: the files of an inbox, and workers that read them one at a time."""
