"""String foreign keys are invisible to the import linter: models, too, point only downwards or sideways."""

from django.apps import apps
from django.db import models

FLOORS = ["ground", "trust", "records", "practice", "accountability", "project"]
ROOMS = {
    "ground": ["kernel", "postgres", "documents", "web"],
    "trust": [
        "sealing",
        "audit",
        "files",
        "messages",
        "partnership",
        "catalogue",
        "access",
        "boards",
        "agreements",
        "requests",
    ],
    "records": ["feeds", "identity", "reports"],
    "practice": ["profiles"],
    "accountability": ["release", "rights", "plan", "chasing", "governance", "indicators", "publishing", "oversight"],
}


def place(model: type[models.Model]) -> tuple[int, int]:
    """The floor and room of a model, as numbers that grow upwards."""
    _root, floor, room, *_ = model.__module__.split(".")
    return FLOORS.index(floor), ROOMS[floor].index(room)


def ours() -> list[type[models.Model]]:
    """Every model of ours."""
    return [model for model in apps.get_models() if model.__module__.startswith("fourfold.")]


def test_no_relation_points_upwards() -> None:
    upwards = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in ours()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model.__module__.startswith("fourfold.")
        and place(field.related_model) > place(model)
    ]
    assert upwards == []


def test_audit_points_at_nothing() -> None:
    """Erasure may destroy anything; the log stays."""
    relations = [
        field.name
        for model in apps.get_app_config("audit").get_models()
        for field in model._meta.get_fields()
        if field.is_relation
    ]
    assert relations == []


def test_every_field_says_what_it_holds() -> None:
    """Governance by failing test: a new field is declared before it can hold anything."""
    for model in ours():
        declared = set(getattr(model, "governance", {}))
        fields = {field.name for field in model._meta.concrete_fields}
        assert declared == fields, f"{model._meta.label}: declare {fields ^ declared} in `governance`"
