"""How lines differ without colour: by dash and by the shape of their points."""

from dataclasses import dataclass

INK = "#15181c"
SOFT = "#4b545e"
RULE = "#cbd2d9"
GRID = "#e3e8ed"
BLUE = "#17488a"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line's look. `dash` is in pixels, `shape` one of Vega's symbols."""

    colour: str
    dash: tuple[int, ...]
    shape: str


STROKES = {
    "solid": Stroke(BLUE, (), "circle"),
    "dashed": Stroke(SOFT, (8, 4), "square"),
    "dotted": Stroke("#7a2a68", (2, 3), "triangle-up"),
    "dash-dot": Stroke("#855300", (9, 3, 2, 3), "diamond"),
    "long": Stroke("#1a63ad", (16, 5), "triangle-down"),
    "dash-dot-dot": Stroke("#15181c", (9, 3, 2, 3, 2, 3), "cross"),
}
"""Six are as many as an eye can follow. The colours are the web pages' own (`_tokens.scss`)."""


def stroke_of(key: str, position: int) -> Stroke:
    """The look of a line: as asked for, else by its place."""
    return STROKES[key] if key else list(STROKES.values())[position % len(STROKES)]
