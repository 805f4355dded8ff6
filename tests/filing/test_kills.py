"""kill -9 at any moment: whole files or none, and the next run clears up."""

import hashlib
import os
import random
import subprocess
import sys
import time

import pytest

from bsa_xl.filing import remove_stale_temporaries

KILLS = 12

#: Writes thirty files again and again; each ends with the digest of what stands before.
WRITER = """
import hashlib, itertools, sys
from pathlib import Path
from bsa_xl.filing import DurableFolder, write_durably
folder = Path(sys.argv[1])
for turn in itertools.count():
    body = b"%09d" % turn * 9000
    data = body + hashlib.sha256(body).digest()
    with DurableFolder(folder, batch=7) as out:
        for number in range(30):
            out.write(f"{number:04}.xlsx", data)
    write_durably(folder / "register.csv", data)
    print("ready", flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_killed_at_random_moments_a_writer_leaves_no_broken_file(tmp_path):
    chance = random.Random(1936)
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        writer.stdout.readline()
        time.sleep(chance.uniform(0.0, 0.12))
        writer.kill()
        writer.wait()
        writer.stdout.close()
        for path in tmp_path.glob("*.*"):
            if path.suffix != ".tmp":
                data = path.read_bytes()
                assert hashlib.sha256(data[:-32]).digest() == data[-32:], path.name
        remove_stale_temporaries(tmp_path)
        assert not list(tmp_path.glob(".*")), "what the killed run left is gone"
    assert len(list(tmp_path.iterdir())) == 31
