"""The hash of an entry is a plain rule that anybody can recompute, without PostgreSQL and in any time zone."""

import json
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.ground.kernel import clock
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.domain.chain import GENESIS, chain_hash
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record, seal
from fourfold.trust.audit.verification import verify

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    return (moment - EPOCH) // timedelta(microseconds=1)


def in_jsonb_order(detail: dict[str, object]) -> dict[str, object]:
    return {key: detail[key] for key in sorted(detail, key=lambda key: (len(key.encode()), key.encode()))}


def reference(row: tuple) -> bytes:
    """The README's rule, from the fields of one entry."""
    version, id_, seq, cluster, xid, recorded_at, occurred_at, *words, detail = row
    form = [version, str(id_), seq, cluster, xid, micros(recorded_at), micros(occurred_at), *words]
    form.append(in_jsonb_order(json.loads(detail)))
    return sha256(json.dumps(form, ensure_ascii=False).encode()).digest()


FIELDS = (
    "version, id, seq, cluster, xid, recorded_at, occurred_at, actor, permission, outcome, subject_kind, subject_id,"
    " purpose, request_id, detail::text"
)
WORDS = st.text("abcXYZ019_.:/+-", min_size=1, max_size=20).filter(lambda word: word[0].isalnum())
SCALARS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | WORDS | st.uuids() | st.dates()
DETAILS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True), SCALARS | st.lists(SCALARS, max_size=4), max_size=6
)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=OFFSETS)  # noqa: DTZ001


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    detail=DETAILS, occurred_at=MOMENTS, outcome=st.sampled_from(Outcome), kind=WORDS, purpose=WORDS, id_=st.uuids()
)
def test_any_entry_hashes_to_what_the_rule_says(
    log, detail: dict, occurred_at: datetime, outcome: Outcome, kind: str, purpose: str, id_: UUID
) -> None:
    with acting_as(log.actor):
        record(
            actor=log.actor,
            now=occurred_at,
            permission="plan:edit-action",
            subject_kind=kind,
            subject_id=id_,
            outcome=outcome,
            purpose=purpose,
            detail=detail,
        )
    *row, stored = log.ask(f"select {FIELDS}, row_hash from audit_entry order by seq desc limit 1")[0]
    assert bytes(stored) == reference(tuple(row))


@pytest.mark.parametrize("text", ['"quoted" \\ back', "tab\tand\nline\x1f\x7f", "Δ 🜁 é", "</script>"])
def test_text_that_only_a_tamperer_could_write_is_hashed_by_the_same_rule(log, text: str) -> None:
    log.write()
    with log.unguarded():
        log.ask("update audit_entry set purpose = %s, detail = jsonb_build_object('k', %s::text)", text, text)
    *row, recomputed = log.ask(f"select {FIELDS}, audit_entry_hash(e) from audit_entry e")[0]
    assert bytes(recomputed) == reference(tuple(row))


def test_the_link_follows_the_rule(log) -> None:
    log.sealed(3)
    tip = GENESIS
    for position, row_hash, sealed_at, stored in log.ask(
        "select position, row_hash, sealed_at, chain_hash from audit_link order by position"
    ):
        tip = chain_hash(tip, position, bytes(row_hash), micros(sealed_at))
        assert bytes(stored) == tip


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/St_Johns", "Europe/London"])
def test_the_time_zone_of_writer_and_reader_does_not_matter(log, zone: str) -> None:
    def session_zone(name: str) -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("select set_config('TimeZone', %s, false)", [name])

    log.sealed(2)
    session_zone(zone)
    log.write(subject_id=uuid4())
    assert seal(now=clock.now()) == 1
    assert verify().sound
    session_zone("UTC")
    report = verify()
    assert report.sound
    assert report.links == 3
