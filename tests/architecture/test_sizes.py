"""Small files, small functions: what a reader can hold in mind."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import fourfold

SOURCE = Path(fourfold.__file__).parent
MOST_LINES, MOST_FUNCTION_LINES = 300, 50
MOST_PARAMETERS = 8  # six, besides `actor` and `now`


def modules() -> Iterator[Path]:
    """Every module of ours but migrations."""
    return (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)


@cache
def functions() -> list[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function of every module."""
    return [
        (path, node)
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_file_is_long() -> None:
    long = {
        str(path): lines for path in modules() if (lines := len(path.read_text("utf-8").splitlines())) > MOST_LINES
    }
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{path}:{node.name}": length
        for path, node in functions()
        if (length := (node.end_lineno or 0) - node.lineno + 1) > MOST_FUNCTION_LINES
    }
    assert long == {}


def test_no_function_takes_many_parameters() -> None:
    many = {
        f"{path}:{node.name}": count
        for path, node in functions()
        if (count := len(node.args.args) + len(node.args.kwonlyargs)) > MOST_PARAMETERS
    }
    assert many == {}


def test_no_room_is_for_everything() -> None:
    vague = {"core", "common", "utils", "helpers", "misc"}
    assert [path for path in SOURCE.rglob("*") if path.stem in vague] == []


def test_every_room_says_what_it_is_for() -> None:
    rooms = [
        room
        for floor in ("ground", "trust", "accountability")
        for room in (SOURCE / floor).iterdir()
        if room.is_dir()
    ]
    missing = [str(room) for room in rooms if room.name != "__pycache__" and not (room / "README.md").is_file()]
    assert missing == []
