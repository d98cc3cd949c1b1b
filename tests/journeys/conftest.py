"""The running service, as `fourfold demo` starts it, and a real browser. Every page that a journey rests on is
checked with axe."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page
from tests import prepared

ROOT = Path(__file__).resolve().parents[2]
READY_WITHIN = 600
"""Seconds, with loading the demonstration's year on a busy machine."""
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this room is a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)


class Service:
    """The demonstration, running in a home of its own."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="fourfold-journey-"))
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = self.home / "journey.log"
        self.environ = {
            key: value for key, value in os.environ.items() if not key.startswith(("FOURFOLD_", "DJANGO_"))
        } | {
            "FOURFOLD_HOME": str(self.home),
            "FOURFOLD_POSTGRES_FAST": "1",
        }
        if "DATABASE_URL" in self.environ:  # the embedded server is each home's own, another one is shared
            self.environ["FOURFOLD_DATABASE_NAME"] = f"fourfold_journey_{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        """Begin with a copy of the demonstration that the first who needs it loads."""
        if "DATABASE_URL" not in self.environ:
            prepared.take(prepared.DEMONSTRATION, self.home)

    def start(self) -> None:
        """Start it and wait until it is ready."""
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fourfold.project.cli", "demo", "--port", str(self.port)],
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        until = time.monotonic() + READY_WITHIN
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(
                    "The demonstration did not start:\n" + self.log.read_text(encoding="utf-8")[-3000:]
                )
            time.sleep(0.2)

    def is_ready(self) -> bool:
        """Whether it answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a `fourfold` command beside it, on the same database."""
        command = [sys.executable, "-m", "fourfold.project.cli", *arguments]
        return subprocess.run(command, env=self.environ, capture_output=True, text=True, timeout=120, check=False)

    def stop(self) -> None:
        """Stop it as Ctrl-C would, and take its home away."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)
        shutil.rmtree(self.home, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """The running demonstration, one for each worker; loaded once for all."""
    running = Service()
    try:
        running.begin()
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def base_url(service: Service) -> str:
    """Where `page.goto("/")` goes."""
    return service.url


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser that `make browser` found."""
    note = ROOT / ".build/browser"
    found = note.read_text(encoding="utf-8") if note.exists() else (shutil.which("chromium") or "")
    return {"args": CHROMIUM} | ({"executable_path": found} if found else {})


@pytest.fixture
def phone(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page 375 pixels wide, in a context of its own."""
    context = browser.new_context(base_url=base_url, viewport={"width": 375, "height": 800})
    yield context.new_page()
    context.close()


@pytest.fixture
def without_script(browser: Browser, base_url: str) -> Iterator[Page]:
    """A page whose browser runs no script."""
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def signed_in(browser: Browser, base_url: str) -> Iterator[Callable[[str], Page]]:
    """`signed_in("marianne-osei")`: a page of that person, in a context of its own."""
    contexts: list[BrowserContext] = []

    def open_as(place: str, **options: Any) -> Page:
        context = browser.new_context(base_url=base_url, **options)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, place)
        return page

    yield open_as
    for context in contexts:
        context.close()


def sign_in(page: Page, place: str) -> None:
    """Sign in with the demonstration's one click."""
    page.goto("/demonstration/")
    page.locator(f'form[action="/demonstration/sign-in/{place}/"] button').click()
    page.wait_for_url("**/")


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """Fail on anything axe finds, on sideways scrolling, and on what the browser's console complains of."""
    return accessible


def accessible(page: Page) -> None:
    """WCAG 2.2 AA by axe, and no sideways scrolling of the page as a whole."""
    try:
        results = Axe().run(page, options={"runOnly": WCAG["runOnly"]})
    except Error:  # the page was left while axe looked at it: the one that came is looked at
        page.wait_for_load_state()
        results = Axe().run(page, options={"runOnly": WCAG["runOnly"]})
    problems = [
        f"{item['id']}: {item['help']} ({', '.join(str(node['target']) for node in item['nodes'][:3])})"
        for item in results.response["violations"]
    ]
    assert problems == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"
