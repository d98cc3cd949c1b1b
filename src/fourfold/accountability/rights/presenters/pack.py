"""The pack: what is held about somebody, why, from where, who looked, who may, and what one can do about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.requests import Act
from fourfold.accountability.rights.models import Request
from fourfold.accountability.rights.queries.given import Given, Looks, given_of, looks_of, shared_with
from fourfold.ground.documents.model import (
    Block,
    Bullets,
    Callout,
    Column,
    Document,
    Heading,
    Paragraph,
    SummaryList,
    Table,
)
from fourfold.ground.kernel.clock import show_date
from fourfold.records.feeds.wording import value_text
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import agency_types

GIVEN = (Act.GIVE, Act.PART)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a pack is made of. `names`: of agencies, by id."""

    given: Sequence[Given]
    looks: Sequence[Looks]
    shared: Sequence[tuple[UUID, str, UUID, str]]
    names: Mapping[UUID, str]


def facts_of(actor: Standing, asked: Request) -> Facts:
    """Read everything that a pack is made of. Five queries, whatever its size."""
    given = [one for one in given_of(asked) if one.act in GIVEN]
    looks, shared = looks_of(asked), shared_with(asked)
    ids = {one.holder_id for one in given} | {one.agency_id for one in looks}
    ids |= {key for holder, _set, recipient, _purpose in shared for key in (holder, recipient)}
    names = {key: name for key, (name, _kind) in agency_types(actor, ids).items()}
    return Facts(given, looks, shared, names)


def document(asked: Request, facts: Facts, on: date) -> Document:
    """The pack, in plain words, for the person. Each page says its reference, so that a copy tells whose it is."""
    law = load_catalogue()
    return Document(
        title=_("What agencies hold about you"),
        subtitle=_("The answer to your request %(reference)s") % {"reference": asked.reference},
        marking=_("PERSONAL · copy made for %(reference)s") % {"reference": asked.reference},
        date=on,
        version="",
        cover=(
            (_("About"), asked.about_name),
            (_("You asked"), asked.agency.name),
            (_("On"), show_date(asked.received_on)),
        ),
        blocks=(
            *_first(facts),
            *_held(facts, law),
            *_looked(facts, law),
            *_may(facts, law),
            *_next(asked),
        ),
    )


def _first(facts: Facts) -> tuple[Block, ...]:
    count = len(facts.given)
    found = (
        _("The agencies that answered gave %(count)s records about you. Each stands below, as they hold it.")
        % {"count": count}
        if count
        else _("Nothing that we can give you is held about you here.")
    )
    return (
        Heading(1, _("In short")),
        Paragraph(found),
        Paragraph(
            _(
                "Agencies in Kent and Medway share some data so that children and adults are safe. This paper tells "
                "you why you are on it, who looked, who may look, and how to get it put right or removed."
            )
        ),
        Callout(
            _("What may be missing"),
            _(
                "The law lets an agency leave something out: where it would hinder solving a crime, seriously harm "
                "somebody, or tell you about another person. Nobody may tell you whether police or others hold "
                "information of that kind, neither that they do nor that they do not. A named officer decided about "
                "every record."
            ),
        ),
    )


def _held(facts: Facts, law: Catalogue) -> tuple[Block, ...]:
    if not facts.given:
        return ()
    blocks: list[Block] = [Heading(1, _("What is held about you, and why"))]
    for holder in dict.fromkeys(one.holder_id for one in facts.given):
        blocks.append(Heading(2, facts.names.get(holder, "")))
        for one in (one for one in facts.given if one.holder_id == holder):
            blocks += _record(one, law)
    return tuple(blocks)


def _record(one: Given, law: Catalogue) -> list[Block]:
    data_set = law.data_sets[one.data_set]
    came = one.delivered_at or one.recorded_at
    rows = [
        (_("Why you are on it"), _("You are in this record as %(role)s.") % {"role": role_in_words(one.role)}),
        *(
            (field.label, value_text(field.key, one.said[field.key]))
            for field in data_set.said
            if field.key in one.said
        ),
        (_("Where it came from"), _("The agency sent it on %(day)s.") % {"day": show_date(came)}),
        (_("How long it is kept"), data_set.retention),
    ]
    title = _("%(what)s, %(day)s") % {"what": data_set.label, "day": show_date(one.occurred_on)}
    left_out = [Paragraph(_("Some of this record was left out."), quiet=True)] if one.act is Act.PART else []
    return [Heading(3, title), SummaryList(tuple(row for row in rows if row[1])), *left_out]


def _looked(facts: Facts, law: Catalogue) -> tuple[Block, ...]:
    heading = Heading(1, _("Who looked at these records"))
    if not facts.looks:
        return (heading, Paragraph(_("Nobody in another agency has looked at them through Fourfold.")))
    rows = tuple(
        (
            facts.names.get(one.agency_id, ""),
            RoleKind(one.role).label if one.role else _("Works there"),
            law.purposes[one.purpose].label if one.purpose in law.purposes else _("Not recorded"),
            str(one.looks),
            _days(one),
        )
        for one in facts.looks
    )
    columns = (
        Column(_("Agency"), 2),
        Column(_("Role"), 2),
        Column(_("What for"), 2),
        Column(_("Times")),
        Column(_("When"), 2),
    )
    return (
        heading,
        Paragraph(_("By agency and role. The names of people who work there are not part of your data.")),
        Table(_("Who looked"), columns, rows),
    )


def _may(facts: Facts, law: Catalogue) -> tuple[Block, ...]:
    heading = Heading(1, _("Who may see them"))
    if not facts.shared:
        return (heading, Paragraph(_("No agreement shares such records with another agency today.")))
    by_place = Counter((holder, key, recipient) for holder, key, recipient, _purpose in facts.shared)
    rows = tuple(
        (
            facts.names.get(recipient, ""),
            _("%(what)s of %(holder)s") % {"what": law.data_sets[key].label, "holder": facts.names.get(holder, "")},
            ", ".join(
                law.purposes[why].label
                for one, of_set, to, why in facts.shared
                if (one, of_set, to) == (holder, key, recipient) and why in law.purposes
            ),
        )
        for holder, key, recipient in by_place
    )
    columns = (Column(_("Agency"), 2), Column(_("What"), 3), Column(_("What for"), 3))
    return (
        heading,
        Paragraph(_("By agreements in force today. Each is in the public register of agreements.")),
        Table(_("Who may see them"), columns, rows),
    )


def _next(asked: Request) -> tuple[Block, ...]:
    return (
        Heading(1, _("What you can do")),
        Bullets(
            (
                _("Something is wrong: ask for it to be put right. Whoever holds it decides, and tells you why."),
                _("You want to get off: ask for a record to be removed, or not used. You are told if it is kept."),
                _(
                    "You think that your data was used wrongly: complain to %(agency)s. It answers that it has your "
                    "complaint within 30 days."
                )
                % {"agency": asked.agency.name},
                _(
                    "You are not content with the answer: complain to the Information Commissioner, ico.org.uk or "
                    "0303 123 1113, or go to a court."
                ),
            )
        ),
        Paragraph(
            _(
                "Say your reference, %(reference)s. You do not need a lawyer, and you do not pay. You can ask "
                "somebody whom you trust to help you."
            )
            % {"reference": asked.reference}
        ),
    )


def role_in_words(role: str) -> str:
    """What somebody was in a record, said to themselves."""
    return {
        SubjectRole.AT_RISK: _("somebody who may be at risk"),
        SubjectRole.VICTIM: _("somebody who was harmed"),
        SubjectRole.WITNESS: _("somebody who saw or knew something"),
        SubjectRole.SUSPECT: _("somebody who was suspected"),
        SubjectRole.CONVICTED: _("somebody who was convicted"),
        SubjectRole.NONE: _("the person whom it is about"),
    }[SubjectRole(role)]


def _days(one: Looks) -> str:
    if one.first_on == one.last_on:
        return show_date(one.first_on)
    return _("%(first)s to %(last)s") % {"first": show_date(one.first_on), "last": show_date(one.last_on)}
