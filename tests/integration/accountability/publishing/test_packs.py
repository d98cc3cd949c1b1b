"""Packs: asked for by a person, made in the background as that person, kept as they were."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests import boards, documents, plans
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.plan.domain.states import Audience, Marking, Status
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.accountability.publishing import making
from fourfold.accountability.publishing.domain.states import PackState, Trouble
from fourfold.accountability.publishing.models import Pack
from fourfold.accountability.publishing.operations.packs import Wanted, ask_for_pack, try_again
from fourfold.ground.documents import thaw
from fourfold.ground.documents.model import Table, plain
from fourfold.ground.kernel.clock import LONDON, now
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.trust.boards.domain.states import Part


def asked(who: Colleague, plan_id: UUID, **more: Any) -> UUID:
    with who.acting() as standing:
        return ask_for_pack(actor=standing, now=now(), wanted=Wanted(plan_id, **more)).pk


def made(who: Colleague, plan_id: UUID, **more: Any) -> Pack:
    pack_id = asked(who, plan_id, **more)
    making.make(pack_id, who.user_id)
    with who.acting():
        return Pack.objects.select_related("pdf", "word").get(pk=pack_id)


def say(who: Colleague, action_id: UUID, text: str, status: Status, **more: Any) -> None:
    with who.acting() as standing:
        progress = Progress(text=text, status=status, **more)
        post_update(actor=standing, now=now(), action_id=action_id, progress=progress)


def test_a_pack_has_the_same_words_as_page_pdf_and_word(people: Cast, client_of: ClientOf) -> None:
    plan = plans.make(people)
    say(people.pat, plan.action_id, "Forty staff were trained.", Status.OFF_TRACK, reason="The trainer left.")
    pack = made(people.pat, plan.plan_id)
    assert pack.state == PackState.READY
    document = thaw(pack.content)
    assert document.marking == "OFFICIAL"
    pdf, word = documents.of_pdf(bytes(pack.pdf.content)), documents.of_docx(bytes(pack.word.content))
    assert documents.letters(pdf) == documents.letters(word)
    page = words(client_of(people.pat).get(f"/packs/{pack.pk}/"))
    for text in ("Forty staff were trained.", "The trainer left.", "Off track", "Exceptions"):
        assert text in page, text
        assert documents.letters(text) in documents.letters(pdf), text


def test_restricted_updates_stay_out_even_for_their_author(people: Cast) -> None:
    plan = plans.make(people)
    say(
        people.pat,
        plan.action_id,
        "A raid is planned for Tuesday.",
        Status.NOT_STARTED,
        marking=Marking.OFFICIAL_SENSITIVE,
        readers=(people.mia.user_id,),
    )
    pack = made(people.pat, plan.plan_id)
    assert "raid" not in str(pack.content)
    assert "raid" not in documents.of_pdf(bytes(pack.pdf.content))


def test_figures_stand_beside_what_they_were(people: Cast) -> None:
    plan = plans.make(people)
    plans.add(people, plan.plan_id, "Second")
    say(people.pat, plan.action_id, "Begun.", Status.ON_TRACK)
    table = next(block for block in thaw(made(people.pat, plan.plan_id).content).blocks if isinstance(block, Table))
    figures = {plain(row[0]): row[1:] for row in table.rows}
    assert figures["On track"] == ("1", "0", "1 more")
    assert figures["Not started"] == ("1", "2", "1 fewer")


def test_what_a_pack_says_of_its_day_stays(people: Cast, client_of: ClientOf) -> None:
    plan = plans.make(people)
    pack = made(people.pat, plan.plan_id)
    say(people.pat, plan.action_id, "Something new.", Status.ON_TRACK)
    assert "Something new." not in words(client_of(people.pat).get(f"/packs/{pack.pk}/"))
    with people.pat.acting(), pytest.raises(Exception, match="never rewritten"):
        Pack.objects.filter(pk=pack.pk).update(content={})


def test_a_pack_reaches_no_further_than_its_plan(people: Cast, client_of: ClientOf) -> None:
    plan = plans.make(people, audience=Audience.TEAM, readers=(people.cora, people.pat))
    pack = made(people.pat, plan.plan_id)
    assert client_of(people.cora).get(f"/packs/{pack.pk}/").status_code == 200
    for address in (f"/packs/{pack.pk}/", f"/packs/{pack.pk}/file/pdf/", f"/packs/{pack.pk}/progress/"):
        assert client_of(people.mia).get(address).status_code == 404
    with people.mia.acting(), connection.cursor() as cursor:
        cursor.execute("select count(*) from publishing_pack where id = %s", [pack.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from files_storedfile where audience_id = %s", [pack.pk])
        assert cursor.fetchone() == (0,)


def test_rights_that_end_while_a_pack_waits_bind(people: Cast) -> None:
    plan = plans.make(people, audience=Audience.TEAM, readers=(people.cora, people.pat))
    pack_id = asked(people.pat, plan.plan_id)
    with people.cora.acting(), connection.cursor() as cursor:
        cursor.execute(
            "delete from access_relationship where subject_id = %s and user_id = %s",
            [plan.plan_id, people.pat.user_id],
        )
    making.make(pack_id, people.pat.user_id)
    with people.cora.acting():
        pack = Pack.objects.get(pk=pack_id)
    assert (pack.state, pack.trouble, pack.content) == (PackState.FAILED, Trouble.NOT_ALLOWED, None)


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    people: Cast, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plans.make(people)
    pack_id = asked(people.pat, plan.plan_id)
    with monkeypatch.context() as patched:
        patched.setattr(making, "to_pdf", lambda _document: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            making.make(pack_id, people.pat.user_id)
    page = client_of(people.pat).get(f"/packs/{pack_id}/")
    assert "The pack was not made" in words(page)
    assert "Try again" in words(page)
    with people.mia.acting() as mia, pytest.raises(NotAllowed):
        try_again(actor=mia, now=now(), pack_id=pack_id)
    assert client_of(people.pat).post(f"/packs/{pack_id}/again/").status_code == 302
    making.make(pack_id, people.pat.user_id)
    assert client_of(people.pat).get(f"/packs/{pack_id}/file/pdf/")["Content-Type"] == "application/pdf"


def test_a_pack_that_stopped_can_be_tried_again_and_one_under_way_cannot(people: Cast) -> None:
    plan = plans.make(people)
    pack_id = asked(people.pat, plan.plan_id)
    with people.pat.acting() as pat:
        with pytest.raises(BadInput, match="being made"):
            try_again(actor=pat, now=now(), pack_id=pack_id)
        try_again(actor=pat, now=now() + timedelta(minutes=6), pack_id=pack_id)


def test_asking_twice_gives_the_one_under_way(people: Cast) -> None:
    plan = plans.make(people)
    assert asked(people.pat, plan.plan_id) == asked(people.pat, plan.plan_id)
    for day in (1, 2):
        asked(people.pat, plan.plan_id, since=datetime(2026, 1, day, tzinfo=LONDON))
    with pytest.raises(BadInput, match="3 of your packs"):
        asked(people.pat, plan.plan_id, since=datetime(2026, 1, 3, tzinfo=LONDON))


def test_a_day_to_compare_with_has_passed(people: Cast) -> None:
    plan = plans.make(people)
    with pytest.raises(BadInput, match="has passed"):
        asked(people.pat, plan.plan_id, since=now() + timedelta(days=1))


def test_the_list_and_the_pack_take_few_queries(people: Cast, client_of: ClientOf) -> None:
    plan = plans.make(people)
    packs = [made(people.pat, plan.plan_id) for _ in range(3)]
    client = client_of(people.pat)
    for address in (f"/plans/{plan.plan_id}/packs/", f"/packs/{packs[0].pk}/", f"/plans/{plan.plan_id}/packs/new/"):
        assert len(queries_of(client, address)) <= MOST_QUERIES, address


def test_a_boards_pack_is_asked_for_by_who_runs_it_and_read_by_its_members(people: Cast, client_of: ClientOf) -> None:
    plan = plans.make(people)
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    boards.hold(people, board_id, people.mia, people.dee)
    meeting_id = boards.plan(people, board_id)
    with pytest.raises(NotAllowed):
        asked(people.dee, plan.plan_id, board_id=board_id)
    pack = made(people.mia, plan.plan_id, board_id=board_id, meeting_id=meeting_id)
    page = client_of(people.dee).get(f"/packs/{pack.pk}/")
    for text in ("Decisions wanted", "Escalations", "What was decided last time", "Since the last meeting"):
        assert text in words(page)
    assert client_of(people.vic).get(f"/packs/{pack.pk}/").status_code == 404
    assert client_of(people.vic).get(f"/packs/{pack.pk}/file/docx/").status_code == 404


def test_boards_have_packs_of_plans_that_everyone_reads(people: Cast) -> None:
    plan = plans.make(people, audience=Audience.TEAM, readers=(people.cora, people.mia))
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    with pytest.raises(BadInput, match="everyone reads"):
        asked(people.mia, plan.plan_id, board_id=board_id)
