"""What a feed must look like: columns, checks, identity, limits. Data, read from TOML by `parsing.py`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fourfold.engines.tabular.areas import SmallAreas

GRACE = 20
"""Rows that may wait whatever their share, unless a contract allows none at all."""


class Kind(StrEnum):
    """What a column's values are. In brackets: the Arrow type of what is read."""

    TEXT = "text"
    """Words (string)."""
    CODE = "code"
    """One of a list; the code or its label may be written (string: the code)."""
    DATE = "date"
    """A day (date32)."""
    DATETIME = "datetime"
    """A moment; without an offset it is London's clock (timestamp in UTC)."""
    MONTH = "month"
    """A month, such as 2022-04 (date32: its first day)."""
    INTEGER = "integer"
    """A whole number (int64)."""
    NUMBER = "number"
    """A number (float64)."""
    BOOLEAN = "boolean"
    """Yes or no (bool)."""
    NHS_NUMBER = "nhs-number"
    """Ten digits with a check digit (string)."""
    UPN = "upn"
    """Unique pupil number, with its check letter (string)."""
    PNC = "pnc"
    """Police National Computer identifier, with its check letter, as 2020/0012345X (string)."""
    UPRN = "uprn"
    """Unique property reference number, up to 12 digits (string)."""
    POSTCODE = "postcode"
    """A postcode, with its space (string)."""
    LSOA = "lsoa"
    """A lower layer super output area; its vintage follows from the row's period (string)."""
    LONGITUDE = "longitude"
    """Degrees east, WGS 84 (float64)."""
    LATITUDE = "latitude"
    """Degrees north, WGS 84 (float64)."""


class Sensitivity(StrEnum):
    """What kind of personal data a column holds; the words are those of the catalogue."""

    NONE = "none"
    PERSONAL = "personal"
    IDENTIFIER = "identifier"
    SPECIAL = "special"
    PATIENT = "patient"
    CRIMINAL = "criminal"


class Severity(StrEnum):
    """What a broken rule does to a row."""

    HOLD = "hold"
    """The row waits in quarantine."""
    NOTE = "note"
    """The row enters, and the report counts it."""


class Frequency(StrEnum):
    """How often a delivery is expected."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TERMLY = "termly"
    YEARLY = "yearly"
    ONCE = "once"
    """When its source publishes anew."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `field`: the field of the catalogue's data set that it becomes a part of; empty for none."""

    key: str
    label: str
    text: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    """Other headers under which agencies send it."""
    required: bool = False
    max_length: int = 500
    codes: Mapping[str, str] = field(default_factory=dict)
    """Code to label, for CODE."""
    code_list: str = ""
    """The name of the file that the codes came from; empty for codes of the contract's own."""
    pattern: str = ""
    """A regular expression that the whole value must match."""
    pattern_says: str = ""
    """That pattern in words."""
    sensitivity: Sensitivity = Sensitivity.NONE
    field: str = ""
    least: float | None = None
    most: float | None = None
    nobody: bool = False
    """Free text of an anonymised feed: what looks like a name's number, telephone or e-mail is held."""
    past: bool = False
    """A day or moment that cannot lie in the future."""
    vintage: int | None = None
    """For LSOA: the one vintage of its codes; without it, that of the row's period."""
    other_vintage: Severity = Severity.HOLD
    """For LSOA: what becomes of a code that belongs to another vintage than the row's period."""


class Rule(StrEnum):
    """The closed vocabulary of checks across columns."""

    NOT_BEFORE = "not_before"
    NOT_AFTER = "not_after"
    WITHIN_HOURS = "within_hours"
    AT_MOST = "at_most"
    REQUIRED_IF = "required_if"
    ONLY_IF = "only_if"
    ONE_OF = "one_of"
    TOGETHER = "together"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Check:
    """A rule over several columns of one row. Empty values satisfy every rule but those about presence."""

    rule: Rule
    columns: tuple[str, ...]
    """The column that is wrong when the rule breaks comes first."""
    says: str
    """What is wrong, in words."""
    mend: str
    values: tuple[str, ...] = ()
    """For REQUIRED_IF and ONLY_IF: values of the second column; empty: any."""
    least: float | None = None
    most: float | None = None
    """Hours for WITHIN_HOURS, years for AGE."""
    severity: Severity = Severity.HOLD


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a row tells of. `kind`: child, adult, nobody, or by-age (from `born` at the row's `occurred`)."""

    kind: str
    roles: tuple[str, ...]
    """What the person can be in it, kept per episode."""
    role_column: str = ""
    """The column that says which; empty where there is one role."""
    born: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which columns name a row. `key` empty: rows have no identity, and identical rows are separate incidents."""

    key: tuple[str, ...] = ()
    repeats: Severity = Severity.HOLD
    """What becomes of a row whose key came before in the same file."""
    partial: bool = False
    """Rows with an empty key are taken all the same, as rows without identity."""


@dataclass(frozen=True, slots=True)
class Limits:
    """When a whole delivery is refused, or held for a person."""

    quarantine: float = 0.2
    """Share of rows that may wait; above it the delivery is refused."""
    fewest: float = 0.5
    """Against the last delivery: a feed below this share of it is held for a person."""
    most: float = 2.0


@dataclass(frozen=True, slots=True)
class Ending:
    """A date from which the time runs after which a row may be removed, and how long: `months` after `column`.

    `empty`: what it means when the date is not there; such a row is only ever looked at. `where` and `codes`: for
    rows alone whose column `where` says one of these; empty for all.
    """

    column: str
    months: int
    empty: str
    where: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnlyLooked:
    """Rows that are never removed with many others, whatever their dates: a person looks at each. `says`: why.

    `codes`: those of the column that keep a row; "" where nothing stands in it.
    """

    column: str
    codes: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows are kept: what the holder's schedule says in words, and when somebody looks again at the latest.

    `months` since it happened; None for open data alone. A row may be removed once it is over by every one of its
    `ends`, and where there is none it is only ever looked at.
    """

    months: int | None
    text: str
    ends: tuple[Ending, ...] = ()
    looks: tuple[OnlyLooked, ...] = ()


@dataclass(frozen=True, slots=True)
class Vintage:
    """Which small areas a period uses: those of `year`, from `since` (inclusive) until `until` (exclusive)."""

    year: int
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Contract:
    """A feed type. Its file is named by its key; a change that breaks senders raises the version."""

    key: str
    version: int
    since: date
    title: str
    text: str
    owners: tuple[str, ...]
    """Sectors whose agencies may send it (`trust/catalogue`)."""
    data_set: str
    """The catalogue's data set; empty for open data."""
    source_url: str
    frequency: Frequency
    due_days: int
    """Days after the end of a period in which its delivery is expected."""
    occurred: str
    """The column that dates a row; empty where rows have no date."""
    subject: Subject
    identity: Identity
    limits: Limits
    retention: Retention
    columns: tuple[Column, ...]
    checks: tuple[Check, ...] = ()
    vintages: tuple[Vintage, ...] = ()
    attribution: str = ""
    """What must be printed wherever open data is shown."""
    areas: SmallAreas = field(default_factory=SmallAreas)

    @property
    def is_open(self) -> bool:
        """Whether it is published data, of nobody who can be known."""
        return not self.data_set

    def column(self, key: str) -> Column:
        """The column of this key. Raises KeyError."""
        return next(column for column in self.columns if column.key == key)
