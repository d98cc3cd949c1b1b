"""The data key is changed while everything opens, is found and compared; killed anywhere, it is gone on with."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import IntegrityError, OperationalError, connections, transaction
from tests.deliveries import EPISODES, episode
from tests.integration.trust.messages.post import CHASER, letter
from tests.linking import ada, delivered
from tests.people import Cast, with_factor
from tests.records import make_live

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.project.keeping.failpoints import Step
from fourfold.records.feeds.domain.search_keys import KEYS_VERSION, stored_keys
from fourfold.records.feeds.queries.sealing import IDENTIFIER, room_keys
from fourfold.records.identity.domain import keys as identity_keys
from fourfold.records.identity.models import Run
from fourfold.records.identity.operations import work_off_waiting
from fourfold.trust.messages.operations import write_many
from fourfold.trust.partnership.domain.roles import LINKER
from fourfold.trust.sealing import queries

pytestmark = pytest.mark.django_db(
    transaction=True, databases=["default", "denials", "maintenance"], available_apps=[]
)
PROGRAM = Path(__file__).with_name("changing_keys.py")
NUMBER = "9434765919"
WRITTEN = (
    *("identity_pair", "identity_blockingkey", "identity_description", "identity_opinion"),
    *("identity_task", "identity_change", "identity_run", "identity_linkmodel", "identity_place"),
    *("access_sameperson", "feeds_searchkey", "feeds_content", "feeds_record", "feeds_saidagain"),
    *("feeds_ownreference", "feeds_subject", "feeds_waitingrow", "feeds_deliveryfile", "feeds_delivery"),
    *(
        "rights_removal",
        "access_subject",
        "outbox_attempt",
        "outbox_message",
        "mfa_authenticator",
        "identity_touched",
    ),
)


@pytest.fixture(autouse=True)
def world(transactional_db: None, people: Cast) -> Iterator[None]:
    """Two references of one person, whose NHS number is known, and another person; a letter, a second factor."""
    wipe()
    make_live("kent-police", EPISODES)
    delivered(people.pat, ada(1), ada(2), episode(3, forename="Bela", date_of_birth="2001-07-30", surname="Quist"))
    number_them()
    work_off_waiting()
    with acting_as(CHASER):
        write_many(actor=CHASER, now=now(), letters=[letter(body="Good morning")])
    with_factor(people.ada.user_id)
    yield
    wipe()
    queries.forget()
    for colleague in vars(people).values():
        with_factor(colleague.user_id)  # theirs went with the wipe, and other tests rest on them
    for connection in connections.all():
        connection.close()


def number_them() -> None:
    """As a feed that tells it: sealed in values and cells, with the keys by which it is found."""
    keys, sealed = room_keys(), json.dumps(queries.seal(NUMBER, kind=IDENTIFIER))
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("select record_id, values::text from feeds_content")
        for record_id, says in cursor.fetchall():
            values = json.loads(says) | {"nhs_number": NUMBER}
            cursor.execute(
                "update feeds_content set values = values || jsonb_build_object('nhs_number', %s::jsonb), keys = %s,"
                " cells = cells || jsonb_build_object('nhs_number', %s::jsonb) where record_id = %s",
                [sealed, json.dumps(stored_keys(values, keys)), sealed, record_id],
            )


def wipe() -> None:
    """Nothing of it before and after."""
    with connections["maintenance"].cursor() as cursor:
        for name in WRITTEN:
            cursor.execute(f"delete from {name}")
        cursor.execute("alter table catalogue_holderdataset disable trigger user")
        cursor.execute("delete from catalogue_holderdataset")
        cursor.execute("alter table catalogue_holderdataset enable trigger user")


def lines_of(user_id: object) -> Iterator[dict[str, object]]:
    said = subprocess.run(
        [sys.executable, str(PROGRAM), str(user_id)],
        env=os.environ | {"PYTHONWARNINGS": ""},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    for line in said.stdout.splitlines():
        yield json.loads(line)


def test_wherever_a_change_of_the_data_key_dies(people: Cast) -> None:
    before, *rest = lines_of(people.ada.user_id)
    assert before["found"] == 3
    assert before["pairs"] == 1 or before["pairs"] == 3
    points = []
    for line in rest:
        assert {key: line[key] for key in before if key not in ("step", "died", "pairs")} == {
            key: value for key, value in before.items() if key not in ("step", "died", "pairs")
        }, line["step"]
        if line["pairs"] is not None:
            assert line["pairs"] == before["pairs"], line["step"]
        if "numbers" in line:
            held, said = line["numbers"]  # type: ignore[misc]
            assert held == said, f"{line['step']}: one key, and nothing in any column under another"
            assert len(held) == 1
            assert line["pairs"] is not None
        else:
            points.append(line["step"])
            assert line["died"] == -signal.SIGKILL, line
    assert set(points) == {step.value for step in Step}


def test_rules_for_keys_that_changed_make_the_next_run_look_at_all(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_keys, "VERSION", identity_keys.VERSION + 1)
    delivered(people.pat, ada(4))
    with acting_as(LINKER.actor):
        newest = Run.objects.order_by("-asked_at").first()
        assert newest is not None
        assert (newest.state, newest.looks_at_all) == ("done", True)
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("select count(*) from identity_description where keys_version <> %s", [identity_keys.VERSION])
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from access_sameperson")
        assert cursor.fetchone()[0] >= 3, "who came before is found by who came after"


def test_what_is_sealed_by_a_key_that_is_gone_is_not_kept() -> None:
    with connections["maintenance"].cursor() as cursor:
        for statement in (
            "update outbox_message set sealed_body = regexp_replace(sealed_body, '[.][0-9]+$', '.99')",
            "update mfa_authenticator set data = jsonb_set(data, '{secret}',"
            " to_jsonb(regexp_replace(data->>'secret', '[.][0-9]+$', '.99')))",
        ):
            with pytest.raises(OperationalError, match="which is gone"), transaction.atomic("maintenance"):
                cursor.execute(statement)
        with pytest.raises(IntegrityError), transaction.atomic("maintenance"):
            cursor.execute("set constraints all immediate; update feeds_content set data_key_id = 99")


def test_search_keys_of_another_version_are_made_anew() -> None:
    from fourfold.project.keeping.rekeying import renew_contents

    with connections["maintenance"].cursor() as cursor:
        cursor.execute("update feeds_content set keys_version = %s, keys = '{}'", [KEYS_VERSION + 1])
        cursor.execute("select count(*) from feeds_searchkey")
        assert cursor.fetchone() == (0,)
        assert renew_contents(lambda _words: None) == 3
        cursor.execute("select count(*) from feeds_searchkey")
        assert cursor.fetchone()[0] > 30
        assert renew_contents(lambda _words: None) == 0
