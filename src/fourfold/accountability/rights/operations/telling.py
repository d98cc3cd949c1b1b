"""Letters about requests, without a word of what is asked or about whom; notices to agencies that read a record."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import clock_of
from fourfold.accountability.rights.domain.requests import NoticeKind
from fourfold.accountability.rights.models import Notice
from fourfold.accountability.rights.operations.writing import note
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.parts import notice_for_actor
from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents


def officers(actor: Standing, now: datetime, agency_ids: Collection[UUID]) -> list[Correspondent]:
    """The data protection and accountable officers of these agencies who can be written to."""
    wanted = frozenset(agency_ids)
    return [
        one
        for one in correspondents(actor, on=today(now))
        if any(one.stands_for.get(kind, frozenset()) & wanted for kind in policies.OFFICERS)
    ]


def tell_of_part(
    *, actor: Standing, now: datetime, request_id: UUID, agency_ids: Collection[UUID], due_on: date
) -> None:
    """Tell the officers of holders that they are asked about records of theirs."""
    said = f"A person uses a right about their own data, and your agency is asked to decide by {show_date(due_on)}."
    page = f"{settings.PUBLIC_ADDRESS}{reverse('rights:parts')}"
    letters = [
        _letter(
            to, f"rights-part:{request_id}:{to.user_id}", "A request about personal data waits for you", said, page
        )
        for to in officers(actor, now, agency_ids)
    ]
    write_many(actor=actor.actor, now=now, letters=letters)


def tell_of_request(*, actor: Standing, now: datetime, request_id: UUID, agency_id: UUID, due_on: date) -> None:
    """Tell the officers of an agency that a request was handed on to them."""
    said = f"A request about personal data was handed on to your agency. It is to be answered by {show_date(due_on)}."
    page = f"{settings.PUBLIC_ADDRESS}{reverse('rights:request', args=[request_id])}"
    subject = "A request about personal data was handed on to you"
    letters = [
        _letter(to, f"rights-handed:{request_id}:{to.user_id}", subject, said, page)
        for to in officers(actor, now, [agency_id])
    ]
    write_many(actor=actor.actor, now=now, letters=letters)


def tell_readers(*, actor: Standing, now: datetime, kind: NoticeKind, record_ids: Sequence[UUID]) -> list[UUID]:
    """Tell agencies whose people read any of these records what became of it; which they are.

    Call it before records are removed: afterwards nobody knows what they were.
    """
    with connection.cursor() as cursor:
        cursor.execute("select rights_readers(%s::uuid[])", [list(record_ids)])
        readers: list[UUID] = cursor.fetchone()[0]
        cursor.execute(
            "select distinct holder_id, data_set, reference, occurred_on from rights_facts(%s::uuid[])",
            [list(record_ids)],
        )
        facts = cursor.fetchall()
    notices = [
        Notice(
            agency_id=agency,
            holder_id=holder,
            kind=kind,
            data_set=data_set,
            reference=reference,
            happened_on=on,
            at=now,
        )
        for agency in readers
        for holder, data_set, reference, on in facts
    ]
    Notice.objects.bulk_create(notices)
    page = f"{settings.PUBLIC_ADDRESS}{reverse('rights:notices')}"
    said = "A record that people of your agency read was corrected, disputed or removed by its holder."
    letters = [
        _letter(
            to,
            f"rights-notice:{notices[0].pk}:{to.user_id}",
            "A record that your agency read has changed",
            said,
            page,
        )
        for to in (officers(actor, now, readers) if notices else [])
    ]
    write_many(actor=actor.actor, now=now, letters=letters)
    return readers


@transaction.atomic
def settle_notice(*, actor: Standing, now: datetime, notice_id: UUID) -> None:
    """Write down that the agency put its own copies right. What the notice said is blank from then on."""
    notice = notice_for_actor(actor, notice_id)
    notice.reference, notice.happened_on = "", None
    notice.settled_at = now
    notice.settled_by_id = policies.known_person(actor, Permission.SETTLE)
    notice.save(update_fields=["reference", "happened_on", "settled_at", "settled_by"])
    note(actor, now, Permission.SETTLE, notice_id, {"kind": notice.kind}, kind="rights.notice")


SAID = {
    "request": "A request of a person about their own data is to be answered by {day}.",
    "acknowledge": "A complaint about the use of personal data is to be acknowledged by {day}.",
    "part": "Your agency is asked to decide about records of its own by {day}.",
    "hold": "A legal hold is to be reviewed by {day}: does it still have to be kept?",
    "notice": "A record that people of your agency read was changed by its holder on {day}. Put your copies right.",
}
PAGES = {
    "request": "rights:request",
    "acknowledge": "rights:request",
    "part": "rights:part",
    "hold": "rights:holds",
    "notice": "rights:notices",
}


@transaction.atomic
def remind(*, actor: Standing, now: datetime) -> int:
    """Tell officers of requests that are new, press or are overdue; once each. How many letters were new.

    Runs as the chaser, who learns when to write to whom, and nothing of what is asked.
    """
    with connection.cursor() as cursor:
        cursor.execute("select kind, id, agency_id, on_day, is_new from rights_waiting()")
        waiting = cursor.fetchall()
    letters = []
    for kind, key, agency_id, day, is_new in waiting:
        stage = _stage(kind, day, today(now), is_new=is_new)
        if not stage:
            continue
        page = reverse(PAGES[kind], args=[key] if kind in ("request", "acknowledge", "part") else [])
        said = SAID[kind].format(day=show_date(day))
        letters += [
            _letter(
                to,
                f"rights-{kind}-{stage}:{key}:{day}:{to.user_id}",
                f"Personal data: {'overdue' if stage == 'over' else 'waits for you'}",
                said,
                f"{settings.PUBLIC_ADDRESS}{page}",
            )
            for to in officers(actor, now, [agency_id])
        ]
    return write_many(actor=actor.actor, now=now, letters=letters)


def _stage(kind: str, day: date, on: date, *, is_new: bool) -> str:
    clock = clock_of(day, on)
    if kind == "notice":
        return "new"
    if clock.is_over:
        return "over"
    if clock.is_pressing:
        return "soon"
    return "new" if is_new and kind in ("request", "acknowledge", "part") else ""


def _letter(to: Correspondent, key: str, subject: str, said: str, page: str) -> Letter:
    return Letter(LetterKind.REMINDER, key, to.user_id, to.address, subject, f"{said}\n\nRead and decide: {page}")
