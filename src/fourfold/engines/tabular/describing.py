"""A contract as a page for the data officer who sends the feed (Markdown). Made from the contract alone."""

from collections.abc import Iterator

from fourfold.engines.tabular.contract import GRACE, Check, Column, Contract, Ending, Kind, Severity

_KINDS = {
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.DATE: "day, as 2026-11-22",
    Kind.DATETIME: "moment, as 2026-11-22T15:15",
    Kind.MONTH: "month, as 2026-11",
    Kind.INTEGER: "whole number",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "yes or no",
    Kind.NHS_NUMBER: "NHS number",
    Kind.UPN: "UPN",
    Kind.PNC: "PNC identifier, as 2020/0012345X",
    Kind.UPRN: "UPRN",
    Kind.POSTCODE: "postcode",
    Kind.LSOA: "LSOA code",
    Kind.LONGITUDE: "longitude (WGS 84)",
    Kind.LATITUDE: "latitude (WGS 84)",
}
_SUBJECTS = {
    "nobody": "nobody who can be known",
    "child": "a child",
    "adult": "an adult",
    "by-age": "a child or an adult, by age on the day of the row",
}
_LONG_LIST = 30


def page(contract: Contract) -> str:
    """The page. It ends with a line break."""
    parts = [
        f"# {contract.title}",
        "*Made from the contract; change that, not this page.*",
        contract.text,
        "\n".join(_facts(contract)),
        "## Columns",
        "The order of columns does not matter. Other headers that we know are named with each.",
        "\n".join(_columns(contract)),
    ]
    if coded := [column for column in contract.columns if column.codes]:
        parts += ["## Codes", "The code or its words may be written.", *map(_codes, coded)]
    if contract.checks:
        parts += ["## Checks across columns", "\n".join(map(_check, contract.checks))]
    parts += ["## What becomes of a delivery", "\n".join(_fate(contract))]
    return "\n\n".join(parts) + "\n"


def index(contracts: tuple[Contract, ...]) -> str:
    """The page that leads to the others."""
    lines = [
        "# Feeds",
        "",
        "*Made from the contracts; change those, not this page.*",
        "",
        "What each agency sends, a page for each kind of file. Check a file before you send it, without a database:",
        "`fourfold feed check CONTRACT FILE`. `fourfold feed contracts` lists the contracts.",
        "",
        "| Contract | Feed | Sent by | How often |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| [{one.key}]({one.key}.md) | {one.title} | {', '.join(one.owners)} | {one.frequency} |"
        for one in contracts
    ]
    return "\n".join([*lines, ""])


def _facts(contract: Contract) -> Iterator[str]:
    role = f", in the column `{contract.subject.role_column}`" if contract.subject.role_column else ""
    roles = ", ".join(contract.subject.roles)
    yield "| | |"
    yield "|---|---|"
    yield f"| Contract | `{contract.key}`, version {contract.version}, since {contract.since} |"
    yield f"| Sent by | {', '.join(contract.owners)} |"
    yield f"| Data set | {f'`{contract.data_set}`' if contract.data_set else 'open data'} |"
    yield f"| How often | {contract.frequency}, within {contract.due_days} days of the period’s end |"
    yield f"| Tells of | {_SUBJECTS[contract.subject.kind]}; roles: {roles}{role} |"
    yield f"| A row is | {_identity(contract)} |"
    yield f"| Kept | {contract.retention.text} |"
    if contract.retention.months is not None:
        yield f"| Looked at again | {contract.retention.months} months after it happened, or before |"
        yield f"| May be removed | {_removable(contract)} |"
    yield f"| Source | <{contract.source_url}> |"
    if contract.attribution:
        yield f"| To be printed with it | {contract.attribution} |"


def _removable(contract: Contract) -> str:
    """From which dates the time runs, what it means when one is empty, and what is only ever looked at."""
    retention = contract.retention
    if not retention.ends:
        return "never with many others: somebody looks at each row"
    said = [_ending(end, contract) for end in retention.ends]
    empty = dict.fromkeys(f"`{end.column}` empty: {end.empty}" for end in retention.ends)
    looks = [
        f"`{one.column}` {', '.join(f'`{code}`' if code else 'empty' for code in one.codes)}: {one.says}"
        for one in retention.looks
    ]
    only = " Only looked at, and not removed with others: " + " ".join([*empty, *looks])
    return f"by two officers of the holder, once {' and '.join(said)} have passed.{only}"


def _ending(end: Ending, contract: Contract) -> str:
    months = f"{end.months} months after `{end.column}`"
    if not end.where:
        return months
    labels = contract.column(end.where).codes
    return f"(where `{end.where}` is {' or '.join(labels[code].lower() for code in end.codes)}) {months}"


def _identity(contract: Contract) -> str:
    identity = contract.identity
    if not identity.key:
        return "without identity: identical rows are separate incidents"
    named = " and ".join(f"`{key}`" for key in identity.key)
    if identity.partial:
        return f"known by {named}; without it, identical rows are separate incidents"
    return f"known by {named}"


def _columns(contract: Contract) -> Iterator[str]:
    yield "| Column | | Says | Type | Data |"
    yield "|---|---|---|---|---|"
    for column in contract.columns:
        needed = "required" if column.required else ""
        yield f"| `{column.key}` | {needed} | {_says(column)} | {_kind(column, contract)} | {column.sensitivity} |"


def _says(column: Column) -> str:
    others = f" Also: {', '.join(alias.replace('_', ' ') for alias in column.aliases)}." if column.aliases else ""
    return f"**{column.label}.** {column.text}{others}"


def _kind(column: Column, contract: Contract) -> str:
    said = _KINDS[column.kind]
    if column.pattern:
        said = column.pattern_says
    elif column.kind is Kind.TEXT:
        said = f"text, up to {column.max_length} characters"
    elif column.kind is Kind.LSOA:
        said = f"{said} of {column.vintage}" if column.vintage else f"{said}: {_vintages(contract)}"
    elif column.least is not None and column.most is not None:
        said = f"{said} from {column.least:g} to {column.most:g}"
    return said + (", not in the future" if column.past else "")


def _vintages(contract: Contract) -> str:
    said = []
    for vintage in contract.vintages:
        since = f" from {vintage.since}" if vintage.since else ""
        until = f" before {vintage.until}" if vintage.until else ""
        said.append(f"{vintage.year}{since}{until}")
    return ", ".join(said)


def _codes(column: Column) -> str:
    pairs = [f"`{code}` {label}" if code != label else f"`{code}`" for code, label in column.codes.items()]
    more = f" and {len(pairs) - _LONG_LIST} more" if len(pairs) > _LONG_LIST else ""
    return f"**{column.label}** (`{column.key}`): {', '.join(pairs[:_LONG_LIST])}{more}."


def _check(check: Check) -> str:
    kept = "" if check.severity is Severity.HOLD else " *The row enters, and is counted.*"
    return f"- {check.says} {check.mend}{kept}"


def _fate(contract: Contract) -> Iterator[str]:
    limits = contract.limits
    share = (
        f"More than {limits.quarantine:.0%} of the rows, and more than {GRACE} rows,"
        if limits.quarantine
        else "A row"
    )
    yield "- Rows that cannot be taken wait in quarantine, each with what is wrong and how to mend it."
    yield f"- {share} in quarantine: the whole delivery is refused."
    yield (
        f"- Fewer than {limits.fewest:.0%} or more than {limits.most:.0%} of the rows of the last delivery: a person "
        "looks at it before it enters."
    )
    if contract.identity.key:
        again = "is kept, and counted" if contract.identity.repeats is Severity.NOTE else "waits in quarantine"
        yield f"- A row with the same identity as an earlier one of the same file {again}."
