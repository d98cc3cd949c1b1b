"""Make the static typefaces for PDF, Word and charts from the variable ones that the web pages use.

Typst, and the library that draws charts, read TrueType, not WOFF2. To run (the result is in the repository):

    npm ci && uv run --no-project --with fonttools --with brotli python scripts/make_document_fonts.py

The licence (SIL Open Font License 1.1) lets us convert and pass on;
the typeface reserves no name, so it keeps its own.
"""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next"
TARGET = ROOT / "src/fourfold/ground/documents/fonts"
FAMILY = "Atkinson Hyperlegible Next"
MADE = 3_850_000_000
"""Seconds since 1904: any fixed moment, so that the files change only when the typeface does."""
STYLES = {"Regular": ("normal", 400), "Bold": ("normal", 700), "Italic": ("italic", 400)}


def main() -> None:
    """Write one TTF a style, and the licence beside them."""
    for style, (slope, weight) in STYLES.items():
        font = merged([static(subset, slope, weight) for subset in ("latin", "latin-ext")])
        name(font, style)
        path = TARGET / f"AtkinsonHyperlegibleNext-{style}.ttf"
        font.save(path)
        print(f"{path.name}: {len(font.getGlyphOrder())} glyphs, {path.stat().st_size // 1024} kB")
    shutil.copyfile(SOURCE / "LICENSE", TARGET / "OFL.txt")


def static(subset: str, slope: str, weight: int) -> Any:
    """One weight of one subset, as a static font."""
    variable = TTFont(SOURCE / f"files/atkinson-hyperlegible-next-{subset}-wght-{slope}.woff2")
    variable.flavor = None
    return instantiateVariableFont(variable, {"wght": weight})


def merged(fonts: list[Any]) -> Any:
    """The subsets as one font."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, font in enumerate(fonts):
            font.save(path := f"{folder}/{number}.ttf")
            paths.append(path)
        return Merger().merge(paths)


def name(font: Any, style: str) -> None:
    """Family and style as the programs that choose a font read them, and the same bytes at every run."""
    table = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    full = f"{FAMILY} {style}"
    for key, text in {1: FAMILY, 2: style, 3: postscript, 4: full, 6: postscript}.items():
        table.setName(text, key, 3, 1, 0x409)
    for key in (16, 17, 25):
        table.removeNames(nameID=key)
    bold, italic = style == "Bold", style == "Italic"
    font["OS/2"].usWeightClass = 700 if bold else 400
    regular = not (bold or italic)
    kept = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = kept | (regular << 6) | (bold << 5) | italic
    font["head"].macStyle = bold | (italic << 1)
    font["head"].created = font["head"].modified = MADE
    font.recalcTimestamp = False


if __name__ == "__main__":
    main()
