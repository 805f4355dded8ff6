"""Privacy, digests, limits, drives and signals, on systems that have them and on those that do not."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from bsa_xl.filing import (
    limit_cpu,
    limit_memory,
    make_private,
    on_network_drive,
    sha256_file,
    stopping_politely,
)
from bsa_xl.filing.drives import file_system_of, linux_mounts, macos_mounts

posix = pytest.mark.skipif(os.name == "nt", reason="not on Windows")


def run(code):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=300
    )


def test_the_digest_is_the_published_one(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    # FIPS 180-4, example of SHA-256
    assert sha256_file(tmp_path / "abc") == (
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


@posix
@pytest.mark.parametrize(("make", "mode"), [("mkdir", 0o700), ("touch", 0o600)])
def test_private_means_the_owner_alone(tmp_path, make, mode):
    path = tmp_path / "store"
    getattr(path, make)()
    path.chmod(0o755)
    assert make_private(path)
    assert path.stat().st_mode & 0o777 == mode


def on_a_windows(monkeypatch, code):
    """icacls answers ``code``; what it was asked is listed."""
    asked = []

    def answer(command, **_):
        asked.append([str(part) for part in command])
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr("bsa_xl.filing.privacy.on_windows", lambda: True)
    monkeypatch.setattr("subprocess.run", answer)
    monkeypatch.setenv("USERNAME", "analyst")
    monkeypatch.setenv("USERDOMAIN", "DISTRICT")
    return asked


def test_on_windows_the_user_alone_is_granted(tmp_path, monkeypatch):
    asked = on_a_windows(monkeypatch, 0)
    (tmp_path / "key").touch()
    assert make_private(tmp_path / "key")
    assert make_private(tmp_path)
    wanted = [(str(tmp_path / "key"), "F"), (str(tmp_path), "(OI)(CI)F")]
    assert [command[1:] for command in asked] == [
        [path, "/inheritance:r", "/grant:r", f"DISTRICT\\analyst:{right}"] for path, right in wanted
    ]


def test_on_windows_a_refusal_is_said(tmp_path, monkeypatch):
    on_a_windows(monkeypatch, 5)
    assert not make_private(tmp_path)


def test_on_windows_a_user_without_a_name_is_not_promised_privacy(tmp_path, monkeypatch):
    asked = on_a_windows(monkeypatch, 0)
    monkeypatch.delenv("USERNAME")
    assert not make_private(tmp_path)
    assert asked == []


def test_on_windows_without_icacls_nothing_is_promised(tmp_path, monkeypatch):
    on_a_windows(monkeypatch, 0)

    def missing(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.run", missing)
    assert not make_private(tmp_path)


@posix
def test_memory_beyond_the_limit_is_refused():
    done = run(
        "from bsa_xl.filing import limit_memory\n"
        "print(limit_memory(400 * 1024**2))\n"
        "try: bytearray(800 * 1024**2)\n"
        "except MemoryError: print('refused')\n"
    )
    assert done.stdout.split() == ["True", "refused"]


@posix
def test_computing_beyond_the_limit_is_ended():
    done = run(
        "from bsa_xl.filing import limit_cpu\n"
        "print(limit_cpu(60), limit_cpu(0.2), flush=True)\n"
        "while True: pass\n"
    )
    assert done.stdout.split() == ["True", "True"]
    assert done.returncode == -signal.SIGXCPU


@pytest.mark.usefixtures("bare_system")
def test_without_resource_no_limit_is_claimed():
    assert not limit_memory(1)
    assert not limit_cpu(1)


@posix
def test_a_limit_that_the_system_refuses_is_not_claimed(monkeypatch):
    def refuse(_which, _limits):
        raise ValueError

    monkeypatch.setattr("resource.setrlimit", refuse)
    assert not limit_memory(1 << 40)


MOUNTINFO = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /mnt/budget rw,relatime shared:20 - cifs //server/budget rw,vers=3.1.1
41 22 0:36 / /mnt/two\040words rw - nfs4 server:/export rw
42 22 0:37 / /mnt/budget/scratch rw - tmpfs tmpfs rw
43 22 0:38 / /srv rw - ext4 /dev/sdb1 rw
44 22 0:39 / /srv rw - fuse.sshfs me@host:/ rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/analyst", "ext4"),
        ("/mnt/budget/2026/0417.xlsx", "cifs"),
        ("/mnt/budgets", "ext4"),
        ("/mnt/two words/x", "nfs4"),
        ("/mnt/budget/scratch/x", "tmpfs"),
        ("/srv/x", "fuse.sshfs"),
    ],
)
@posix
def test_the_deepest_and_latest_mount_point_holds_a_path(path, kind):
    assert file_system_of(Path(path), linux_mounts(MOUNTINFO)) == kind


def test_a_mac_says_its_drives_in_its_own_way():
    said = (
        "/dev/disk3s1 on / (apfs, local, read-only, journaled)\n"
        "//me@server/budget on /Volumes/budget (smbfs, nodev, nosuid, mounted by me)\n"
        "map auto_home on /System/Volumes/Data/home (autofs, automounted)\n"
    )
    assert macos_mounts(said) == [
        ("/", "apfs"),
        ("/Volumes/budget", "smbfs"),
        ("/System/Volumes/Data/home", "autofs"),
    ]


@posix
def test_a_system_without_a_table_of_mounts_is_asked_as_a_mac(tmp_path, monkeypatch):
    said = f"//me@server/budget on {tmp_path.resolve()} (smbfs, nodev)\n"
    monkeypatch.setattr(Path, "exists", lambda _: False)
    monkeypatch.setattr(
        "subprocess.run", lambda command, **_: subprocess.CompletedProcess(command, 0, said)
    )
    assert on_network_drive(tmp_path)

    def missing(*_, **__):
        raise FileNotFoundError

    monkeypatch.setattr("subprocess.run", missing)
    assert not on_network_drive(tmp_path)


@posix
def test_a_folder_on_a_server_is_known_for_one(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "bsa_xl.filing.drives._mounted", lambda: [("/", "ext4"), (str(tmp_path.resolve()), "nfs4")]
    )
    assert on_network_drive(tmp_path / "not" / "yet" / "there")
    assert not on_network_drive(tmp_path.resolve().parent)


@posix
def test_a_system_that_does_not_say_counts_as_local(tmp_path, monkeypatch):
    monkeypatch.setattr("bsa_xl.filing.drives._mounted", list)
    assert not on_network_drive(tmp_path)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (r"\\server\budget\2026", True),
        (r"\\?\UNC\server\budget", True),
        (r"\\?\C:\budget", False),
        (r"C:\budget", False),
        ("budget", False),
    ],
)
@posix
def test_windows_shares_are_known_by_their_names(path, answer):
    from bsa_xl.filing.drives import _on_windows_share  # noqa: PLC0415  the one test that looks inside

    assert _on_windows_share(path) is answer


def test_on_windows_the_drives_letter_is_asked_about(tmp_path, monkeypatch):
    asked = []
    kernel = SimpleNamespace(GetDriveTypeW=lambda root: asked.append(root) or 4)
    windll = SimpleNamespace(kernel32=kernel)
    monkeypatch.setattr("ctypes.windll", windll, raising=False)
    monkeypatch.setattr("bsa_xl.filing.drives.on_windows", lambda: True)
    monkeypatch.setattr(Path, "absolute", lambda _: "H:\\budget\\2026")
    assert on_network_drive(tmp_path)
    assert asked == ["H:\\"]


@posix
def test_a_request_to_stop_reaches_finally():
    done = run(
        "import os, signal\n"
        "from bsa_xl.filing import stopping_politely\n"
        "try:\n"
        "    with stopping_politely():\n"
        "        os.kill(os.getpid(), signal.SIGTERM)\n"
        "        signal.pause()\n"
        "except KeyboardInterrupt: print('tidied')\n"
        "print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)\n"
    )
    assert done.stdout.split() == ["tidied", "True"]


@posix
def test_what_is_ignored_as_under_nohup_stays_ignored():
    done = run(
        "import os, signal\n"
        "from bsa_xl.filing import stops_held_back, stopping_politely\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with stopping_politely():\n"
        "    os.kill(os.getpid(), signal.SIGHUP)\n"
        "    with stops_held_back(): os.kill(os.getpid(), signal.SIGHUP)\n"
        "print(signal.getsignal(signal.SIGHUP) is signal.SIG_IGN)\n"
    )
    assert done.stdout.split() == ["True"], done.stderr


def test_outside_the_main_thread_signals_are_left_alone():
    before, seen = signal.getsignal(signal.SIGTERM), []

    def work():
        with stopping_politely():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]


@posix
def test_what_was_asked_in_between_is_heard_afterwards_once_and_handlers_stand_as_before():
    done = run(
        "import os, signal, threading, time\n"
        "from bsa_xl.filing import stops_held_back, stopping_politely\n"
        "told, tells = os.pipe(); os.set_blocking(tells, False); signal.set_wakeup_fd(tells)\n"
        "end = threading.Event(); other = threading.Thread(target=end.wait); other.start()\n"
        "with stopping_politely():\n"
        "    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)]\n"
        "    try:\n"
        "        with stops_held_back():\n"
        "            signal.pthread_kill(other.ident, signal.SIGTERM)\n"
        "            signal.pthread_kill(threading.get_ident(), signal.SIGINT)\n"
        "            os.read(told, 1); print('whole')\n"  # the other thread has taken it
        "    except KeyboardInterrupt: print('heard')\n"
        "    print(before == [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)])\n"
        "    print(signal.pthread_sigmask(signal.SIG_BLOCK, []) == set())\n"
        "    time.sleep(0.05); end.set(); print('quiet')\n"
    )
    assert done.stdout.split() == ["whole", "heard", "True", "True", "quiet"], done.stderr


@posix
@pytest.mark.parametrize(("sent", "ends"), [("SIGINT", ["1", "0"]), ("SIGTERM", ["-15"])])
def test_a_process_that_was_begun_meanwhile_does_not_hear_ctrl_c_alone(sent, ends):
    done = run(
        "import signal, subprocess, sys\n"
        "from bsa_xl.filing import stops_held_back\n"
        "with stops_held_back():\n"
        "    begun = subprocess.Popen([sys.executable, '-c', 'input(); print(1)'], stdin=-1, stdout=-1)\n"
        f"begun.send_signal(signal.{sent})\n"
        "print(begun.communicate(b'go')[0].decode(), begun.returncode)\n"
    )
    assert done.stdout.split() == ends, done.stderr
