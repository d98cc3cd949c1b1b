"""What a document is made of: frozen values, the same for the page, the PDF and Word.

Text is given as it is typed; each writer takes it through `words.clean` and escapes it in its own way.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.ground.documents.charts import Chart

SCHEMES = ("https://", "http://", "mailto:", "tel:")


class Strand(StrEnum):
    """Whose colour a thin rule takes, beside the word."""

    PREVENT = "prevent"
    PROTECT = "protect"
    PURSUE = "pursue"
    PREPARE = "prepare"


class Align(StrEnum):
    """How a column stands. Figures that are compared stand right."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words with weight."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. `href` is an absolute address: a document is read outside Fourfold, too."""

    text: str
    href: str

    def __post_init__(self) -> None:
        if not self.href.startswith(SCHEMES):
            raise ValueError("A link in a document needs a whole address.")


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status as a word with its shape. `key` is a status of the plan, as in the web's `status` macro, or `late`."""

    key: str
    label: str


Inline = str | Strong | Link | StatusWord
Text = str | tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3 under the document's title."""

    level: int
    text: str
    strand: Strand | None = None

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError("A heading has level 1, 2 or 3.")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `quiet` is what explains: smaller and softer."""

    text: Text
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SummaryList:
    """Facts with their names."""

    rows: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `width` is its share of the line beside the others'."""

    label: str
    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one row of headings; the first cell of a row names it. Rows are as long as `columns`."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Text, ...], ...]

    def __post_init__(self) -> None:
        if not self.columns or any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Each row of a table has a cell for each column.")


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart with its title, and the same facts as a table, if any."""

    chart: Chart
    table: Table | None = None


class Tone(StrEnum):
    """What a callout is for."""

    INFORM = "inform"
    WARN = "warn"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked."""

    title: str
    text: Text
    tone: Tone = Tone.INFORM


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page, on paper."""


Block = Heading | Paragraph | Bullets | SummaryList | Table | ChartBlock | Callout | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its cover. `marking` is its handling marking, on every page; `version` may be empty."""

    title: str
    subtitle: str
    marking: str
    date: date
    version: str
    blocks: tuple[Block, ...]
    cover: tuple[tuple[str, str], ...] = ()
    """Facts for the cover, beside date and version."""
    contents: bool = True

    def __post_init__(self) -> None:
        deepest = 0
        for block in self.blocks:
            if isinstance(block, Heading):
                if block.level > deepest + 1:
                    raise ValueError(f"The heading “{block.text}” skips a level; screen readers go by them.")
                deepest = block.level

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """What the cover says under the title, in all forms alike."""
        version = (("Version", self.version),) if self.version else ()
        return (*self.cover, ("Date", f"{self.date.day} {self.date:%B %Y}"), *version)


def inlines(text: Text) -> tuple[Inline, ...]:
    """The text as its parts."""
    return (text,) if isinstance(text, str) else text


def plain(text: Text) -> str:
    """The text without its weight and links."""
    return "".join(_words(part) for part in inlines(text))


def _words(part: Inline) -> str:
    if isinstance(part, str):
        return part
    return part.label if isinstance(part, StatusWord) else part.text
