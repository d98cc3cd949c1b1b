"""The schedule on paper: each line as facts with their names, and all of them as one table."""

from collections.abc import Iterator

from fourfold.ground.documents.model import Block, Column, Heading, Paragraph, SummaryList, Table, Text
from fourfold.ground.kernel.clock import show_date
from fourfold.trust.agreements.domain.terms import Line, Terms
from fourfold.trust.agreements.paper.phrases import REGIMES, handling, listed, people, roles, sentence
from fourfold.trust.agreements.paper.summary import is_look_up
from fourfold.trust.agreements.paper.words import Words

_COLUMNS = (
    *(Column("Line", 0.5), Column("From", 1.2), Column("To", 1.3), Column("What", 1.9)),
    *(Column("About", 1.1), Column("Why and by which law", 1.8)),
)


def schedule(terms: Terms, words: Words) -> Iterator[Block]:
    """The schedule, with a table before the lines in full. Nothing where there are no lines."""
    if not terms.lines:
        return
    yield Heading(1, "The schedule")
    yield Paragraph("Only what a line names is shared. The lines in full follow the table.")
    yield Table("The lines of the schedule", _COLUMNS, tuple(_row(line, words) for line in terms.lines))
    for line in terms.lines:
        yield Heading(2, f"Line {line.number}: {words.data_set(line.data_set)}")
        yield SummaryList(tuple(facts(line, terms, words)))


def _row(line: Line, words: Words) -> tuple[Text, ...]:
    return (
        str(line.number),
        words.agencies(line.provider_ids),
        _to(line, words),
        f"{words.data_set(line.data_set)}: {len(line.fields)} fields",
        people(line.subject_kinds, line.subject_roles),
        f"{words.purpose(line.purpose)}; {words.gateway(line.gateway)}",
    )


def _to(line: Line, words: Words) -> str:
    """Who receives it, and as what."""
    whom = words.agencies(line.recipient_ids)
    return (
        f"{whom}, as {roles(line.recipient_roles)}" if line.recipient_roles else f"{whom}, everybody who works there"
    )


def facts(line: Line, terms: Terms, words: Words) -> Iterator[tuple[str, str]]:
    """A line, each part of it under its name."""
    closed = words.left_out(line)
    yield "What", words.data_set(line.data_set)
    yield "Fields", listed(words.fields(line))
    yield "Not shared", listed(closed) if closed else "Nothing of it is left out"
    yield "Kinds of data", sentence(words.kinds_of_data(line) or "no personal data")
    yield "About", sentence(people(line.subject_kinds, line.subject_roles))
    yield "Asked of" if is_look_up(line, words) else "Shared by", words.agencies(line.provider_ids)
    yield "Received by", _to(line, words)
    yield "Why", words.purpose(line.purpose)
    yield "Legal gateway", words.gateway(line.gateway)
    yield "Lawful basis", words.basis(line.basis)
    yield "Condition", words.conditions(line.conditions) or "None is needed"
    yield "Held under", REGIMES[line.regime]
    yield "Who of them", "Those who work with the person" if line.needs_relationship else "All who are named above"
    yield "Handling", handling(line.handling)
    yield "Kept for", line.retention or "No copy is kept"
    yield "Open", period(line, terms)


def period(line: Line, terms: Terms) -> str:
    """From when to when, without the end, a line is open."""
    since, until = line.starts_on or terms.starts_on, line.ends_on or terms.ends_on
    begins = f"From {show_date(since)}" if since else "From the day on which all have signed"
    return f"{begins} up to {show_date(until)}" if until else f"{begins}, without an end"
