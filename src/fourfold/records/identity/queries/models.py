"""The model in use: the newest version that is kept."""

import json
from functools import lru_cache

from fourfold.engines.linkage.model import Model, read
from fourfold.records.identity.models import LinkModel

OPEN = ("id", "version", "content", "card", "made_at")


def newest() -> LinkModel | None:
    """The newest version; None before the first."""
    return LinkModel.objects.only(*OPEN).order_by("-version").first()


def engine_model(kept: LinkModel) -> Model:
    """A version as the engine takes it."""
    return _read(json.dumps(kept.content, sort_keys=True))


@lru_cache(maxsize=4)
def _read(text: str) -> Model:
    return read(text)
