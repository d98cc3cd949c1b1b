"""The main job from a shell: `fourfold demo`, a second run, Ctrl-C, reset, doctor, init. Real processes."""

import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests import prepared
from tests.installations import COMMAND, Installation

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """One installation for this module's tests; its server stops by itself."""
    made = Installation(prepared.DEMONSTRATION)
    yield made
    until = time.monotonic() + 15
    while made.processes() and time.monotonic() < until:
        time.sleep(0.2)
    shutil.rmtree(made.home, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_demo_sets_up_once_and_keeps_what_is_there(installation: Installation) -> None:
    assert "every person in it is made up" in installation.said
    begun = time.monotonic()
    second = installation.run("demo", "--no-serve")
    assert "Kept the demonstration as you left it" in second
    assert time.monotonic() - begun < 30
    assert "sound" in installation.run("audit", "verify")
    assert "This installation is sound." in installation.run("doctor")
    out = installation.home / "plan.json"
    installation.run(
        "plan", "export", "Kent and Medway Gangs Action Plan (demonstration)", "--format", "json", str(out)
    )
    assert out.stat().st_size > 50_000


def test_a_loading_that_broke_off_starts_afresh() -> None:
    alone = Installation(prepared.SET_UP)
    assert "starting afresh" not in loading(alone)
    said = loading(alone)
    assert "Loading broke off before: starting afresh." in said
    shutil.rmtree(alone.home, ignore_errors=True)


def loading(alone: Installation) -> str:
    """What `fourfold demo` says up to its first scenes, where it is killed."""
    process = subprocess.Popen([*COMMAND, "demo", "--no-serve"], env=alone.environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if " of " in line:
            break
    process.kill()
    process.wait()
    process.stdout.close()
    return said


def test_demo_serves_on_loopback_and_ctrl_c_stops_everything(installation: Installation) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*COMMAND, "demo", "--port", str(port)], env=installation.environ, stdout=subprocess.PIPE, text=True
    )
    printed = ""
    assert process.stdout is not None
    for line in process.stdout:
        printed += line
        if "Ctrl-C" in line:
            break
    assert f"http://localhost:{port}" in printed
    assert len(re.findall(r"^  \w+ \w+ +\w", printed, re.M)) >= 5, "one sign-in per role"
    wait_until_served(port)
    assert listening(port) == {"127.0.0.1", "::1"} or listening(port) == {"127.0.0.1"}
    busy = installation.run("demo", "--port", str(port), status=2)
    assert f"Port {port}" in busy
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=40) == 0
    assert "What you entered is kept" in process.stdout.read()
    process.stdout.close()
    assert installation.processes() == []


def wait_until_served(port: int) -> None:
    """Until the service answers."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail("The demonstration did not answer.")


def listening(port: int) -> set[str]:
    """The addresses on which somebody listens on this port, from the kernel's own tables."""
    found = set()
    for table, family, size in (("tcp", socket.AF_INET, 4), ("tcp6", socket.AF_INET6, 16)):
        for row in Path(f"/proc/net/{table}").read_text(encoding="ascii").splitlines()[1:]:
            local, state = row.split()[1], row.split()[3]
            address, number = local.split(":")
            if state == "0A" and int(number, 16) == port:
                raw = bytes.fromhex(address)
                words = b"".join(raw[at : at + 4][::-1] for at in range(0, size, 4))
                found.add(socket.inet_ntop(family, words))
    return found


def test_the_demonstration_never_leaves_loopback(installation: Installation) -> None:
    said = installation.run(
        "serve", "--host", "0.0.0.0", "--port", str(free_port()), status=2, FOURFOLD_DEMONSTRATION="1"
    )
    assert "loopback alone" in said


def test_doctor_finds_what_is_wrong_and_says_how_to_mend_it(installation: Installation) -> None:
    names = {"FOURFOLD_DATABASE_NAME": "fourfold_doctor", "FOURFOLD_INSECURE_HTTP": "1"}
    ill = installation.run("doctor", status=1, **names)
    assert "Run `fourfold migrate`." in ill
    migrated = Installation(prepared.SET_UP)
    assert "This installation is sound." in migrated.run("doctor", FOURFOLD_INSECURE_HTTP="1")
    shutil.rmtree(migrated.home, ignore_errors=True)


def test_init_makes_the_first_administrator_once() -> None:
    migrated = Installation(prepared.SET_UP)
    given = ["init", "--email", "first@example.org", "--name", "Fay First", "--address", "https://plan.example.org/"]
    said = migrated.run(*given)
    assert re.search(r"https://plan\.example\.org/invitations/[\w-]{40,}/", said)
    assert "already" in migrated.run(*given, status=2)
    for refused in (["demo", "--no-serve"], ["demo", "--no-serve", "--reset"]):
        assert "real accounts" in migrated.run(*refused, status=2)
    shutil.rmtree(migrated.home, ignore_errors=True)


def test_a_command_without_tables_says_what_to_do(installation: Installation) -> None:
    said = installation.run("audit", "seal", status=2, FOURFOLD_DATABASE_NAME="fourfold_empty")
    assert "fourfold doctor" in said
