"""The papers say what is there: commands, targets, settings, tests, links and names that they mention exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.main import get_command

from fourfold.project.cli import app

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/fourfold"
OURS = ["*.md", "docs/**/*.md", "src/**/*.md"]
PAPERS = sorted(path for pattern in OURS for path in ROOT.glob(pattern))
LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
SETTING = re.compile(r"\b(?:FOURFOLD_[A-Z_]+|(?:MAINTENANCE_)?DATABASE_URL)\b")
MOST_PICTURES = 2560 * 1024


def name_of(path: Path) -> str:
    """A paper's place, for the name of its test."""
    return str(path.relative_to(ROOT))


each_paper = pytest.mark.parametrize("paper", PAPERS, ids=name_of)


def code_of(paper: Path) -> str:
    """Everything in a paper that is set as code, one piece a line; what a shell continues is one line."""
    pieces = CODE.findall(paper.read_text(encoding="utf-8"))
    return "\n".join(piece.strip("`") for piece in pieces).replace("\\\n", " ")


def anchors(paper: Path) -> set[str]:
    """The anchors of a paper's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_paper
def test_links_lead_somewhere(paper: Path) -> None:
    text = CODE.sub("", paper.read_text(encoding="utf-8"))
    for link in (markdown or picture for markdown, picture in LINK.findall(text)):
        if link.startswith(("https://", "http://")):
            continue
        address, _, anchor = link.partition("#")
        target = (paper.parent / address).resolve() if address else paper
        assert target.exists(), f"{name_of(paper)} links to {link}"
        if anchor:
            assert anchor in anchors(target), f"{name_of(paper)} links to {link}"


@each_paper
def test_make_has_every_target_that_is_named(paper: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", code_of(paper)))
    assert named <= targets, f"{name_of(paper)}: {named - targets}"


def commands() -> Iterator[tuple[str, set[str]]]:
    """Each command of `fourfold` with its options: `("audit verify", {"--checkpoint", ...})`."""
    group: Any = get_command(app)
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        found = {f"{name} {sub}": item for sub, item in inner.items()} if inner else {name: command}
        for path, item in found.items():
            options = {option for parameter in item.params for option in (*parameter.opts, *parameter.secondary_opts)}
            yield path, options


COMMANDS = dict(commands())
GROUPS = {path.split()[0] for path in COMMANDS if " " in path}


@each_paper
def test_fourfold_has_every_command_and_option_that_is_named(paper: Path) -> None:
    for line in re.findall(r"(?:^|[/ ])fourfold ([a-z]+(?: .*)?)$", code_of(paper), re.MULTILINE):
        words = line.split()
        path = " ".join(words[:2]) if words[0] in GROUPS else words[0]
        if words == [path] and path in GROUPS:
            continue  # `fourfold plan`, all of them
        assert path in COMMANDS, f"{name_of(paper)}: fourfold {line}"
        options = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert options <= COMMANDS[path], f"{name_of(paper)}: fourfold {line}"


def test_the_readme_names_every_command() -> None:
    text = code_of(ROOT / "README.md")
    assert [path for path in COMMANDS if f"fourfold {path}" not in text] == []


def test_every_setting_is_explained_and_no_other() -> None:
    sources = [path for path in SOURCE.rglob("*.py") if path.is_file()]
    used = {name for path in sources for name in SETTING.findall(path.read_text(encoding="utf-8"))}
    table = (ROOT / "docs/operations/install.md").read_text(encoding="utf-8")
    assert used == set(re.findall(rf"^\| `({SETTING.pattern})`", table, re.MULTILINE))


ROOMS = sorted(
    [path.parent for path in SOURCE.glob("*/*/apps.py")] + [SOURCE / f"ground/{x}" for x in ("kernel", "postgres")]
)


@pytest.mark.parametrize("room", ROOMS, ids=name_of)
def test_every_room_says_what_it_is_for_who_owns_its_data_and_why_lawfully(room: Path) -> None:
    heading, opening, *_ = (room / "README.md").read_text(encoding="utf-8").split("\n\n")
    assert heading.startswith("# ")
    assert len(opening) > 60, "The first paragraph says what the room is for."
    text = (room / "README.md").read_text(encoding="utf-8").lower()
    assert re.search(r"owns the data|owner|\*\*data:", text)
    assert "lawful basis" in text


def test_every_decision_is_listed_under_its_number() -> None:
    folder = ROOT / "docs/adr"
    records = sorted(path.name for path in folder.glob("[0-9]*.md"))
    listed = re.findall(r"^\| \[(\d+)\]\(([^)]+)\)", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name for _number, name in listed) == records
    for number, name in listed:
        heading = (folder / name).read_text(encoding="utf-8").splitlines()[0]
        assert name.startswith(f"{int(number):04}-")
        assert heading.startswith(f"# {number}. "), name


def test_every_promise_of_security_has_its_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    written = set(re.findall(r"def (test_\w+)", tests))
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8")))
    assert len(named) > 30
    assert named <= written, named - written


def test_the_glossary_names_what_the_source_names() -> None:
    terms = re.findall(
        r"^\| \*\*.+?\*\* \(`([^`]+)`", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    files = [path for ending in ("py", "sql") for path in SOURCE.rglob(f"*.{ending}")]
    source = "\n".join(path.read_text(encoding="utf-8") for path in files) + "\n".join(path.name for path in files)
    words = set(re.findall(r"\w+", source))  # quicker than a search for each
    assert len(terms) > 40
    assert [term for term in terms if term not in words and not re.search(rf"\b{re.escape(term)}\b", source)] == []


@pytest.mark.parametrize("picture", sorted(ROOT.glob("docs/**/*.svg")), ids=name_of)
def test_pictures_say_in_words_what_they_show(picture: Path) -> None:
    root = ElementTree.parse(picture).getroot()
    words = {child.tag.rpartition("}")[2]: child.text or "" for child in root}
    assert root.get("role") == "img"
    assert words["title"]
    assert len(words["desc"]) > 100
    assert "href" not in picture.read_text(encoding="utf-8"), "a picture loads nothing from elsewhere"


def test_screenshots_stay_small_and_are_shown() -> None:
    pictures = sorted((ROOT / "docs/screenshots").glob("*"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert sum(path.stat().st_size for path in pictures) < MOST_PICTURES
    assert {path.suffix for path in pictures} == {".webp"}
    assert any(path.name in readme for path in pictures)
