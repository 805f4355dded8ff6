"""The package runs on Windows too: what only POSIX has stays behind `bsa_xl/filing`."""

import ast
import os
import subprocess
import sys

import pytest
from support.sources import ROOT, Source, listed, room_of, source, sources

MODULES = {"resource", "fcntl", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix"}
OF_OS = {
    "fork", "forkpty", "killpg", "wait3", "wait4", "getuid", "geteuid", "getgid", "getegid", "setsid",
    "setuid", "setgid", "chown", "lchown", "mkfifo", "nice", "statvfs", "fdatasync", "pread", "pwrite",
    "sched_getaffinity", "sched_setaffinity", "uname", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC",
    "WNOHANG", "getpgid", "posix_fadvise", "posix_fallocate", "sysconf",
}  # fmt: skip
OF_SIGNAL = {
    "SIGKILL", "SIGALRM", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGCHLD", "SIGPIPE", "SIGXCPU", "alarm",
    "setitimer", "pthread_sigmask", "sigwait",
}  # fmt: skip
IMPORTS_ALL = """
import asyncio, multiprocessing.pool, sqlite3, subprocess, sys, tempfile, zipfile
import click, numpy, openpyxl, pandas, psutil, pydantic, rich.progress, ruamel.yaml, sqlalchemy
for name in {hidden}:
    sys.modules[name] = None  # from here on an import of it fails, as on Windows
import importlib, pkgutil, bsa_xl
for module in pkgutil.walk_packages(bsa_xl.__path__, "bsa_xl."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print("imported")
"""


def only_posix(file: Source) -> list[str]:
    """Uses of what Windows does not have."""
    faults = []
    for node in ast.walk(file.tree):
        match node:
            case ast.Import(names=names):
                found = {name.name.split(".")[0] for name in names} & MODULES
            case ast.ImportFrom(module=str(module), names=names, level=0):
                absent = {"os": OF_OS, "signal": OF_SIGNAL}.get(module, set())
                found = ({module} & MODULES) | ({name.name for name in names} & absent)
            case ast.Attribute(value=ast.Name(id="os"), attr=name):
                found = {name} & OF_OS
            case ast.Attribute(value=ast.Name(id="signal"), attr=name):
                found = {name} & OF_SIGNAL
            case _:
                continue
        faults += [f"{file.at(node)} {name}" for name in sorted(found)]
    return faults


def test_what_only_posix_has_stays_behind_filing():
    elsewhere = [file for file in sources("bsa_xl") if room_of(file.place) != "filing"]
    faults = [fault for file in elsewhere for fault in only_posix(file)]
    assert not faults, listed(faults)


def test_every_module_is_imported_where_posix_modules_are_missing():
    script = IMPORTS_ALL.format(hidden=sorted(MODULES - {"posix"}))
    run = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert (run.stdout.strip(), run.returncode) == ("imported", 0), run.stderr


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("import fcntl", "fcntl"),
        ("def f():\n    import resource", "resource"),
        ("from resource import getrusage", "resource"),
        ("from os import fork, path", "fork"),
        ("os.fork()", "fork"),
        ("x = os.O_DIRECTORY", "O_DIRECTORY"),
        ("signal.signal(signal.SIGALRM, f)", "SIGALRM"),
    ],
)
def test_the_guard_of_platforms_bites(text, fault):
    [said] = only_posix(source(text))
    assert said.endswith(" " + fault)


def test_what_both_have_passes_the_guard():
    text = "import os, signal\nos.replace(a, b)\nos.fsync(c)\nsignal.SIGINT\ngetattr(os, 'fork', None)\n"
    assert only_posix(source(text)) == []
