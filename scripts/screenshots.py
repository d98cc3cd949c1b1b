"""Takes the README's screenshots from the demonstration: `make screenshots`, or with names for some of them.

Starts the demonstration in a home of its own, signs in with one click, and writes each page at 1280 and at 375 pixels
into `docs/screenshots/`, as WebP so that the repository stays small. Takes everything down afterwards.
"""

import base64
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
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SHOTS = ROOT / "docs/screenshots"
DOCUMENT = ROOT / "src/fourfold/project/demonstration/kent-and-medway-plan.txt"
READY_WITHIN = 180
TALLEST = 1400
QUALITY = 72
WIDTHS: dict[str, ViewportSize] = {"1280": {"width": 1280, "height": 860}, "375": {"width": 375, "height": 812}}
FLAGS = ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]


@dataclass(frozen=True)
class Shot:
    """A picture: its name, as whom it is taken (a place of the sign-in page, or nobody), and the way there."""

    name: str
    place: str
    go: Callable[[Page], None]


def to(address: str) -> Callable[[Page], None]:
    """Open an address."""
    return lambda page: _open(page, address)


def _open(page: Page, address: str) -> None:
    page.goto(address)


def the_plan(page: Page) -> None:
    """The county's plan, on one page."""
    page.goto("/plans/")
    page.locator("main a", has_text="Kent and Medway Gangs Action Plan").first.click()


def its_timeline(page: Page) -> None:
    """The county's plan along time."""
    the_plan(page)
    page.goto(page.url.rstrip("/") + "/timeline/")


def an_action(page: Page) -> None:
    """The first action that is overdue."""
    page.goto("/actions/?when=overdue")
    page.locator("main tbody a").first.click()


def a_review(page: Page) -> None:
    """The review of a plan document that was just imported."""
    page.goto("/plans/import/")
    page.locator("input[type=file]").set_input_files(DOCUMENT)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()
    page.wait_for_url("**/review/")


def a_board(page: Page) -> None:
    """The strategic board."""
    page.goto("/boards/")
    page.get_by_role("link", name="Strategic Board").first.click()


def its_factors(page: Page) -> None:
    """The success factors of the county's plan."""
    the_plan(page)
    page.goto(page.url.rstrip("/") + "/success-factors/")


def an_indicator(page: Page) -> None:
    """Violence recorded by the police: real figures, with their gaps."""
    its_factors(page)
    page.get_by_role("link", name="Violence and sexual offences").first.click()


def a_public_page(page: Page) -> None:
    """The plan as everybody may read it."""
    page.goto("/public/")
    page.locator("main a", has_text="Kent and Medway").first.click()


def an_agreement(page: Page) -> None:
    """The agreement about children who go missing."""
    page.goto("/agreements/?kind=data-sharing-agreement")
    page.get_by_role("link", name="Children who go missing").click()


def a_young_person(page: Page) -> None:
    """Somebody of whom agencies share records, found by name. She is made up, as everybody here."""
    page.goto("/records/find/")
    page.get_by_label("Name").first.fill("Kayla Brightwell")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Kayla Brightwell").click()


def a_question(page: Page) -> None:
    """Records of two agencies that may be one child's, side by side. Everybody in them is made up."""
    page.goto("/records/find/")
    page.get_by_role("link", name="Change").first.click()
    page.get_by_role("button", name="Finding missing children").click()
    page.goto("/records/review/next/")


COORDINATOR, CHAMPION = "marianne-osei", "tom-hadlow"
SOCIAL_WORKER, OFFICER = "jo-farrow", "adaeze-cole"
WANTED = [
    Shot("sign-in", "", to("/demonstration/")),
    Shot("today", CHAMPION, to("/")),
    Shot("plan-on-a-page", CHAMPION, the_plan),
    Shot("action", CHAMPION, an_action),
    Shot("timeline", CHAMPION, its_timeline),
    Shot("actions", CHAMPION, to("/actions/?when=overdue")),
    Shot("import-review", COORDINATOR, a_review),
    Shot("board", COORDINATOR, a_board),
    Shot("chasing", COORDINATOR, to("/chasing/")),
    Shot("directory", CHAMPION, to("/directory/?q=champion+thanet")),
    Shot("success-factors", CHAMPION, its_factors),
    Shot("indicator", CHAMPION, an_indicator),
    Shot("public-page", "", a_public_page),
    Shot("agreement", COORDINATOR, an_agreement),
    Shot("young-person", SOCIAL_WORKER, a_young_person),
    Shot("review-question", CHAMPION, a_question),
    Shot("linkage", CHAMPION, to("/records/linkage/")),
    Shot("data-quality", CHAMPION, to("/data/quality/")),
    Shot("my-area", CHAMPION, to("/areas/E06000035/")),
    Shot("audit-search", OFFICER, to("/oversight/")),
]


def main() -> None:
    """Take the screenshots that are named on the command line; all of them without names."""
    names = set(sys.argv[1:])
    shots = [shot for shot in WANTED if not names or shot.name in names]
    SHOTS.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=FLAGS, executable_path=_browser())
        for shot in shots:
            for label, size in WIDTHS.items():
                _say(f"{shot.name} at {label} px")
                take(browser, address, shot, label, size)
        browser.close()
    total = sum(path.stat().st_size for path in SHOTS.glob("*.webp"))
    _say(f"{len(list(SHOTS.glob('*.webp')))} pictures, {total / 1024:.0f} kB, in {SHOTS.relative_to(ROOT)}")


def take(browser: Browser, address: str, shot: Shot, label: str, size: ViewportSize) -> None:
    """One picture of one page, no taller than `TALLEST`."""
    context = browser.new_context(base_url=address, viewport=size)
    page = context.new_page()
    if shot.place:
        page.goto("/demonstration/")
        page.locator(f'form[action="/demonstration/sign-in/{shot.place}/"] button').click()
        page.wait_for_url("**/")
    shot.go(page)
    page.evaluate("document.fonts.ready")
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    picture = context.new_cdp_session(page).send(
        "Page.captureScreenshot",
        {
            "format": "webp",
            "quality": QUALITY,
            "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": size["width"], "height": height, "scale": 1},
        },
    )
    (SHOTS / f"{shot.name}-{label}.webp").write_bytes(base64.b64decode(picture["data"]))
    context.close()


@contextmanager
def demonstration() -> Iterator[str]:
    """The address of a running demonstration, which is taken down with its home at the end."""
    home, port = Path(tempfile.mkdtemp(prefix="fourfold-pictures-")), _free_port()
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("FOURFOLD_", "DATABASE_"))}
    ours = {"FOURFOLD_HOME": str(home), "FOURFOLD_POSTGRES_FAST": "1"}
    command = [sys.executable, "-m", "fourfold.project.cli", "demo", "--port", str(port)]
    log = (home / "log").open("wb")
    process = subprocess.Popen(command, env=kept | ours, stdout=log, stderr=log, start_new_session=True)
    try:
        _say("Loading the demonstration")
        _wait_until_ready(process, port, home / "log")
        yield f"http://localhost:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        log.close()
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The demonstration did not start:\n" + log.read_text(encoding="utf-8")[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _browser() -> str | None:
    """The browser that `make browser` found; None lets Playwright look for its own."""
    note = ROOT / ".build/browser"
    return note.read_text(encoding="utf-8") if note.exists() else None


def _say(text: str) -> None:
    sys.stdout.write(f"screenshots: {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
