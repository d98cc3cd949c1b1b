"""Making a pack in the background, as the person who asked: read, draw, write, keep. Each step a transaction."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from fourfold.accountability.publishing.domain.states import Trouble
from fourfold.accountability.publishing.operations import packs
from fourfold.accountability.publishing.presenters.pack import compose
from fourfold.accountability.publishing.queries.facts import pack_facts
from fourfold.accountability.publishing.queries.packs import packs_for_actor
from fourfold.ground.documents import freeze, to_docx, to_pdf
from fourfold.ground.documents.charts import draw
from fourfold.ground.documents.model import ChartBlock, Document
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import standing_of

LOG = logging.getLogger(__name__)
CHARTS_A_STEP = 5
AROUND = 3
"""Steps beside the charts: reading, the PDF, the Word file."""


def make(pack_id: UUID, user_id: UUID) -> None:
    """Make a queued pack as its asker. What goes wrong is said on the pack; what nobody expected is logged, too."""
    actor = Actor.person(user_id)
    try:
        _make(pack_id, actor)
    except (NotAllowed, NotFound):
        _fail(actor, pack_id, Trouble.NOT_ALLOWED)
    except BadInput:
        _fail(actor, pack_id, Trouble.TOO_LARGE)
    except Exception:
        _fail(actor, pack_id, Trouble.UNEXPECTED)
        LOG.exception("A pack was not made.", extra={"pack": str(pack_id)})
        raise


@contextmanager
def _acting(actor: Actor) -> Iterator[Standing]:
    """A transaction of theirs, with where they stand at this moment."""
    with acting_as(actor):
        yield standing_of(actor)


def _make(pack_id: UUID, actor: Actor) -> None:
    with _acting(actor) as standing:
        if packs.begin_making(actor=standing, now=now(), pack_id=pack_id) is None:
            return
    as_of = now()
    with _acting(actor) as standing:
        pack = packs_for_actor(standing).get(pk=pack_id)
        number = packs_for_actor(standing, plan_id=pack.plan_id).filter(asked_at__lte=pack.asked_at).count()
        document = compose(pack_facts(standing, pack, now=as_of), number=number)
    steps = AROUND + _charts(document)
    for done in _drawing(document):
        _say(actor, pack_id, done, steps)
    pdf = to_pdf(document)
    _say(actor, pack_id, steps - 1, steps)
    word = to_docx(document)
    name = re.sub(r"[^a-z0-9]+", "-", f"{document.title} pack {today(as_of).isoformat()}".lower()).strip("-")
    with _acting(actor) as standing:
        made = packs.Finished(content=freeze(document), pdf=pdf, word=word, name=name[:120], as_of=as_of)
        packs.finish_pack(actor=standing, now=now(), pack_id=pack_id, made=made)


def _charts(document: Document) -> int:
    return sum(isinstance(block, ChartBlock) for block in document.blocks)


def _drawing(document: Document) -> Iterator[int]:
    """Draw the charts, which the writers then find drawn; how many steps are done, now and then."""
    yield 1
    charts = [block.chart for block in document.blocks if isinstance(block, ChartBlock)]
    for place, chart in enumerate(charts, start=1):
        draw(chart)
        if place % CHARTS_A_STEP == 0 or place == len(charts):
            yield 1 + place


def _say(actor: Actor, pack_id: UUID, done: int, steps: int) -> None:
    with _acting(actor) as standing:
        packs.say_progress(actor=standing, pack_id=pack_id, done=done, steps=steps)


def _fail(actor: Actor, pack_id: UUID, trouble: Trouble) -> None:
    with _acting(actor) as standing:
        # A leaver stands nowhere; what is written down is still that it was their pack.
        told = standing if standing.user_id else Standing(user_id=actor.id)
        packs.fail_pack(actor=told, now=now(), pack_id=pack_id, trouble=trouble)
