"""Whether a contract holds together: every column that it names is there, no header means two columns."""

from collections.abc import Iterator

from fourfold.engines.tabular.contract import Check, Column, Contract, Ending, Kind, Rule
from fourfold.engines.tabular.headers import normal

_WIDTHS = {
    Rule.NOT_BEFORE: (2, 2),
    Rule.NOT_AFTER: (2, 2),
    Rule.WITHIN_HOURS: (2, 2),
    Rule.AT_MOST: (2, 2),
    Rule.REQUIRED_IF: (2, 2),
    Rule.ONLY_IF: (2, 2),
    Rule.AGE: (2, 2),
    Rule.ONE_OF: (2, 20),
    Rule.TOGETHER: (2, 20),
}
_TIMES = {Kind.DATE, Kind.DATETIME, Kind.MONTH}
_NUMBERS = {Kind.INTEGER, Kind.NUMBER}
SUBJECTS = ("child", "adult", "nobody", "by-age")


def problems_of(contract: Contract) -> Iterator[str]:
    """What does not hold together, each with its place."""
    keys = {column.key for column in contract.columns}
    if not keys:
        yield "columns: a contract has at least one."
    if len(keys) < len(contract.columns):
        yield "columns: a key is used twice."
    yield from _headers(contract)
    for column in contract.columns:
        yield from (f"column {column.key}: {problem}" for problem in _column(column, contract))
    for number, check in enumerate(contract.checks, start=1):
        yield from (f"checks {number} {check.rule}: {problem}" for problem in _check(check, contract, keys))
    yield from _whole(contract, keys)


def _headers(contract: Contract) -> Iterator[str]:
    owner: dict[str, str] = {}
    for column in contract.columns:
        for header in {normal(column.key), normal(column.label), *column.aliases}:
            if owner.setdefault(header, column.key) != column.key and header != normal(column.label):
                yield f"column {column.key}: the header {header} means {owner[header]} too."


def _column(column: Column, contract: Contract) -> Iterator[str]:
    if (column.kind is Kind.CODE) != bool(column.codes):
        yield "codes belong to columns of the type code, and only to them."
    if column.pattern and not column.pattern_says:
        yield "pattern_says must say the pattern in words."
    if column.kind is Kind.LSOA and column.vintage is None and not contract.vintages:
        yield "an LSOA needs a vintage, of its own or by the contract's periods."
    if column.max_length < 1:
        yield "max_length must be at least 1."


def _check(check: Check, contract: Contract, keys: set[str]) -> Iterator[str]:
    least, most = _WIDTHS[check.rule]
    if not least <= len(check.columns) <= most:
        yield f"it takes {least} columns." if least == most else f"it takes {least} columns or more."
        return
    if unknown := [key for key in check.columns if key not in keys]:
        yield f"there is no column {', '.join(unknown)}."
        return
    kinds = {contract.column(key).kind for key in check.columns}
    if check.rule in {Rule.NOT_BEFORE, Rule.NOT_AFTER, Rule.WITHIN_HOURS, Rule.AGE} and not kinds <= _TIMES:
        yield "it compares days or moments."
    if check.rule is Rule.AT_MOST and not kinds <= _NUMBERS:
        yield "it compares numbers."
    if check.rule is Rule.WITHIN_HOURS and check.most is None:
        yield "most must say how many hours."
    if check.rule is Rule.AGE and check.least is None and check.most is None:
        yield "least or most must say how many years."
    second = contract.column(check.columns[1])
    if check.values and second.codes and (odd := [one for one in check.values if one not in second.codes]):
        yield f"{second.key} has no code {', '.join(odd)}."


def _whole(contract: Contract, keys: set[str]) -> Iterator[str]:
    subject = contract.subject
    named = {
        "occurred": contract.occurred,
        "subject.born": subject.born,
        "subject.role_column": subject.role_column,
        **{f"identity.key {number}": key for number, key in enumerate(contract.identity.key, start=1)},
    }
    for place, key in named.items():
        if key and key not in keys:
            yield f"{place}: there is no column {key}."
    if subject.kind not in SUBJECTS:
        yield f"subject.kind: {subject.kind} is not one of {', '.join(SUBJECTS)}."
    if subject.kind == "by-age" and not (subject.born and contract.occurred):
        yield "subject.born: a subject by age needs a date of birth and the row's day."
    if len(subject.roles) != 1 and not subject.role_column:
        yield "subject.role_column: several roles need a column that says which."
    if subject.role_column in keys and set(contract.column(subject.role_column).codes) != set(subject.roles):
        yield "subject.role_column: its codes must be the subject's roles."
    if not 0 <= contract.limits.quarantine <= 1 or contract.limits.fewest > contract.limits.most:
        yield "limits: quarantine is a share from 0 to 1, and fewest is below most."
    if contract.is_open and not contract.attribution:
        yield "attribution: open data says whose it is."
    yield from (f"retention: {problem}" for problem in _retention(contract, keys))


def _retention(contract: Contract, keys: set[str]) -> Iterator[str]:
    """Whether it says from which dates the time runs: what is removed by a wrong date does not come back."""
    ends = contract.retention.ends
    if not ends and not contract.is_open and contract.subject.kind != "nobody":
        yield "ends must name the dates from which the time runs after which a row may be removed."
    for end in ends:
        yield from _ending(end, contract, keys)
    coded = [(end.where, end.codes) for end in ends if end.where]
    looked = [(one.column, one.codes) for one in contract.retention.looks]
    for column, codes in [*coded, *looked]:
        empty = {""} if (column, codes) in looked else set()
        if column not in keys:
            yield f"there is no column {column}."
        elif odd := [one for one in codes if one not in {*contract.column(column).codes, *empty}]:
            yield f"{column} has no code {', '.join(odd)}."
        elif not codes:
            yield f"codes of {column} are empty."


def _ending(end: Ending, contract: Contract, keys: set[str]) -> Iterator[str]:
    if end.column not in keys:
        yield f"ends: there is no column {end.column}."
    elif contract.column(end.column).kind not in _TIMES:
        yield f"ends: {end.column} is no date."
    if end.months < 1:
        yield f"ends: months of {end.column} is 1 or more."
    if bool(end.where) != bool(end.codes):
        yield f"ends: where and codes of {end.column} belong together."
