"""Planted faults: mistakes that somebody could make in the wall, each with the place where it is made."""

import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType

from tests.access.trust.access.worlds import guard, past_the_wall


@dataclass(frozen=True)
class InDatabase:
    """In the function `where` somebody writes `after` instead of `before`."""

    name: str
    where: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"sql-{self.name}"


@dataclass(frozen=True)
class InPython:
    """In the function or method `where` of a module somebody writes `after` instead of `before`."""

    name: str
    where: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"python-{self.name}"


_PEOPLE = "current_setting('fourfold.access_people', true)"
_CONDITIONAL = "current_setting('fourfold.access_conditional', true)"

# What is held twice (no purpose, another recipient, a leaver in Python) is left out: one of the two may go unseen.
IN_DATABASE = (
    InDatabase("any-purpose", "access_opened", "g.purpose = why and g.recipient_id", "g.recipient_id"),
    InDatabase("before-it-begins", "access_opened", "and g.since <= at and", "and"),
    InDatabase("after-it-ends", "access_opened", "and at < g.until and", "and"),
    InDatabase("revoked", "access_opened", "and (g.revoked_at is null or at < g.revoked_at)", ""),
    InDatabase("any-role", "access_places_match", "(wanted_roles = '{}' or p.kind = any (wanted_roles))", "true"),
    InDatabase("any-holder", "access_opened", "l.holder_id = g.provider_id and", ""),
    InDatabase("any-data-set", "access_opened", "and l.data_set = g.data_set", ""),
    InDatabase("any-kind-of-person", "access_opened", "and l.subject_kind = any (g.subject_kinds)", ""),
    InDatabase("victims-with-suspects", "access_opened", "and l.subject_role = any (g.subject_roles)", ""),
    InDatabase("any-handling", "access_opened", "and l.handling = any (g.handling)", ""),
    InDatabase(
        "no-relationship", "access_opened", "subject_id is null and not needs_relationship)", "subject_id is null)"
    ),
    InDatabase("everybody-for-one", "access_opened", "subject_id is null and not needs_relationship)", "true)"),
    InDatabase(
        "asked-without-relationship", "access_opened", "and (not needs_relationship or subject_id = any (known))", ""
    ),
    InDatabase("untrained", "access_opened", "or partnership_trained_until() is null", "or false"),
    InDatabase("emergency-for-anything", "access_opened", "and e.purpose = why", ""),
    InDatabase("past-relationships", "access_opened", "and (r.until is null or at < r.until)", ""),
    InDatabase("past-exclusions", "access_opened", "and (x.until is null or at < x.until)", ""),
    InDatabase("fields-of-others", "access_grants_of", "and (one ->> 'subject' is null", "and (true"),
    InDatabase("fields-without-relationship", "access_grants_of", "not (one ->> 'needs')::boolean", "true"),
    InDatabase("leavers", "partnership_places", "and (r.until is null or r.until > partnership_today())", ""),
    InDatabase("no-predecessors", "partnership_places", "s.on <= partnership_today()", "false"),
    InDatabase("exclusions-forgotten", "access_opens", "(of_subject is null or", "(true or"),
    InDatabase("exclusions-not-asked", "access_opened", "when excluded = '{}' then", "when true then"),
    InDatabase("restricted-shown", "access_condition", "(not is_restricted and", "(true and"),
    InDatabase("restricted-to-anybody", "access_opens", "(not restricted or", "(true or"),
    InDatabase("any-asked-pair", "access_opens", "',' || of_label || ':' || of_subject || ','", "','"),
    InDatabase("related-to-nobody", "access_opens", f"and strpos({_PEOPLE}, of_subject::text) > 0", ""),
    InDatabase("conditions-forgotten", "access_opens", f"strpos({_CONDITIONAL}, ',' || of_label || ',') = 0", "true"),
    InDatabase(
        "conditions-not-asked", "access_condition", "and label_id <> all ((select access_asked())::int[])", ""
    ),
    InDatabase("every-label", "access_condition", "'label_id = any ", "'true or label_id = any "),
    InDatabase("relationships-of-one-record-alone", "access_opened", "known := access_same(known);", ""),
    InDatabase("exclusions-of-one-record-alone", "access_opened", "select access_same(coalesce", "select (coalesce"),
    InDatabase(
        "related-by-one-record-alone", "access_looker", "access_same(coalesce(array_agg(r.", "(coalesce(array_agg(r."
    ),
    InDatabase(
        "excluded-by-one-record-alone", "access_looker", "access_same(coalesce(array_agg(x.", "(coalesce(array_agg(x."
    ),
    InDatabase(
        "emergency-of-one-record-alone",
        "access_looker",
        "unnest(access_same(array[e.subject_id]))",
        "unnest(array[e.subject_id])",
    ),
    InDatabase(
        "found-by-what-is-not-shared", "access_opened", "and string_to_array(l.field, '+') <@ g.fields::text[]", ""
    ),
)

IN_PYTHON = (
    InPython("excluded", "_forbidden", "resource.subject_id in actor.excluded", "False"),
    InPython("restricted", "_forbidden", "resource.is_restricted and", "False and"),
    InPython("untrained", "_forbidden", "actor.trained_until is None or", "actor.trained_until is not None and"),
    InPython("after-it-ends", "_missing", "if at >= grant.until:", "if False:"),
    InPython("before-it-begins", "_missing", "if at < grant.since:", "if False:"),
    InPython("any-role", "_missing", "grant.recipient_roles.isdisjoint(roles)", "False"),
    InPython("no-relationship", "_missing", "if grant.needs_relationship and", "if False and"),
    InPython("relationship-inverted", "works_with", "subject_id in actor.related", "subject_id not in actor.related"),
    InPython("emergency-for-anything", "works_with", "and one.purpose == purpose", ""),
    InPython("everybody-for-one", "decide", "or grant.subject_id not in (None, resource.subject_id)", ""),
    InPython("uncovered", "decide", "not grant.covers(label) or", ""),
    InPython("first-grant-only", "_allowed", "for grant in grants))", "for grant in grants[:1]))"),
)


@contextmanager
def planted_in_database(fault: InDatabase) -> Iterator[None]:
    """The database with the fault in it, committed; and mended afterwards."""
    run = past_the_wall().execute
    sound = run("select pg_get_functiondef(%s::regproc)", [fault.where]).fetchone()[0]
    if fault.before not in sound:
        raise LookupError(f"{fault.where} does not say {fault.before!r} (any more).")
    try:
        run(sound.replace(fault.before, fault.after))
        guard()
        yield
    finally:
        run(sound)
        guard()


@contextmanager
def planted_in_python(fault: InPython, module: ModuleType) -> Iterator[None]:
    """The module with the fault in it; and mended afterwards."""
    sound: Callable[..., object] = getattr(module, fault.where)
    source = textwrap.dedent(inspect.getsource(sound))
    if fault.before not in source:
        raise LookupError(f"{fault.where} does not say {fault.before!r} (any more).")
    exec(compile(source.replace(fault.before, fault.after), "planted", "exec"), module.__dict__)
    try:
        yield
    finally:
        setattr(module, fault.where, sound)
