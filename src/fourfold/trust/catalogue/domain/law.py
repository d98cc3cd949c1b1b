"""What the law lets a line of an agreement do: asked before anybody signs. Pure; no Django.

Every rule says what is wrong, where in the line, how to mend it, and where the law stands. The rules are those of
the records (`records/*.toml`) and of `regimes.py`; none of them looks at who asks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.catalogue.domain.catalogue import Catalogue, near
from fourfold.trust.catalogue.domain.entries import PERSONAL, DataSetKind, Dated, Gateway, Sector
from fourfold.trust.catalogue.domain.lines import Body, Known, LawProblem, LineFacts, listed
from fourfold.trust.catalogue.domain.reach import OWN_FUNCTIONS
from fourfold.trust.catalogue.domain.regimes import basis_problems, condition_problems, regime_problems

__all__ = ["OWN_FUNCTIONS", "Body", "LawProblem", "LineFacts", "fitting_gateways", "line_problems"]


def line_problems(line: LineFacts, catalogue: Catalogue, on: date) -> list[LawProblem]:
    """Everything that keeps a line from being lawful, as on a day; empty when nothing does."""
    known = resolve(line, catalogue, on)
    found = [*_unknown(line, catalogue), *_in_force(known), *_holding(known)]
    refused = [
        *gateway_problems(known),
        *(_period(known, known.gateway, "gateway", "gateway") if known.gateway else ()),
    ]
    if refused and known.purpose and known.data_set:
        offered = _offer(fitting_gateways(line, catalogue, on))
        refused[-1] = replace(refused[-1], mend=f"{refused[-1].mend} {offered}")
    return [*found, *refused, *regime_problems(known), *basis_problems(known), *condition_problems(known)]


def fitting_gateways(line: LineFacts, catalogue: Catalogue, on: date) -> list[Gateway]:
    """The other gateways in force that would carry the line as it is: its purpose, its fields, its holders."""
    fitting = []
    for gateway in catalogue.gateways.values():
        known = resolve(replace(line, gateway=gateway.key), catalogue, on)
        if gateway.key != line.gateway and not [
            *gateway_problems(known),
            *_period(known, gateway, "gateway", "gateway"),
        ]:
            fitting.append(gateway)
    return fitting


def resolve(line: LineFacts, catalogue: Catalogue, on: date) -> Known:
    """A line with what its keys name."""
    data_set = catalogue.data_sets.get(line.data_set)
    return Known(
        line=line,
        start=line.starts_on or on,
        data_set=data_set,
        fields=tuple(field for field in data_set.fields if field.key in line.fields) if data_set else (),
        purpose=catalogue.purposes.get(line.purpose),
        gateway=catalogue.gateways.get(line.gateway),
        basis=catalogue.bases.get(line.basis),
        conditions=tuple(catalogue.conditions[key] for key in line.conditions if key in catalogue.conditions),
    )


def gateway_problems(known: Known) -> Iterator[LawProblem]:
    """Why the gateway does not carry this line, whatever the day."""
    gateway, line = known.gateway, known.line
    if gateway is None:
        return
    if gateway.key == OWN_FUNCTIONS and not line.is_own_use:
        yield _refused(gateway, "covers only what an agency does itself with what it holds.", "Choose a gateway.")
    if known.purpose and gateway.purposes and known.purpose.key not in gateway.purposes:
        text = f"does not serve the purpose “{known.purpose.label}”."
        yield _refused(gateway, text, "Choose a purpose that it serves, or another gateway.")
    excluded = [field for field in known.personal if field.sensitivity in gateway.excluded_sensitivities]
    if excluded:
        kinds = listed(sorted({field.sensitivity.label for field in excluded}))
        text = f"does not authorise {kinds}: {listed([field.label for field in excluded])}."
        yield _refused(gateway, text, "Take these fields out, or choose another gateway.")
    held_by = _excluded_holders(known, gateway)
    if known.personal and held_by:
        whose = listed([sector.label for sector in held_by])
        text = f"does not authorise personal information held in {whose}."
        yield _refused(gateway, text, "Share counts alone, or choose another gateway.")
    yield from _receivers(known, gateway)


def _receivers(known: Known, gateway: Gateway) -> Iterator[LawProblem]:
    """Recipients whom the gateway's own words do not name."""
    if not known.personal or not gateway.recipients:
        return
    for body in known.line.recipients:
        if body.sectors.isdisjoint(gateway.recipients):
            text = f"does not name bodies such as {body.name} among those who may receive personal data."
            yield _refused(gateway, text, "Take this recipient out, or choose another gateway.")


def _refused(gateway: Gateway, text: str, mend: str) -> LawProblem:
    return LawProblem(f"{gateway.label} {text}", "gateway", mend, gateway.source_url)


def _excluded_holders(known: Known, gateway: Gateway) -> list[Sector]:
    """The excluded sectors as which the providers hold this data set; read with care, any of them counts."""
    if known.data_set is None:
        return []
    held = {sector for body in known.line.providers for sector in body.sectors & known.data_set.sectors}
    return sorted(held & gateway.excluded_sectors)


def _offer(fitting: list[Gateway]) -> str:
    if not fitting:
        return "No other gateway in force carries this line as it is."
    return f"These would carry it: {'; '.join(gateway.label for gateway in fitting)}."


def _unknown(line: LineFacts, catalogue: Catalogue) -> Iterator[LawProblem]:
    """Keys that are not in the catalogue, each with what comes near."""
    named: list[tuple[str, str, Iterable[str]]] = [
        ("data_set", line.data_set, catalogue.data_sets),
        ("purpose", line.purpose, catalogue.purposes),
        ("gateway", line.gateway, catalogue.gateways),
        ("basis", line.basis, catalogue.bases),
        *(("conditions", key, catalogue.conditions) for key in line.conditions),
    ]
    data_set = catalogue.data_sets.get(line.data_set)
    if data_set is not None:
        own = [field.key for field in data_set.fields]
        named += [("fields", key, own) for key in line.fields]
    for where, key, entries in named:
        choices = list(entries)
        if key not in choices:
            close = near(key, choices)
            mend = f"Did you mean {' or '.join(close)}?" if close else "Choose one of the catalogue."
            yield LawProblem(f"The catalogue has no {_WORDS[where]} {key!r}.", where, mend)


_WORDS = {
    "data_set": "data set",
    "purpose": "purpose",
    "gateway": "gateway",
    "basis": "lawful basis",
    "conditions": "condition",
    "fields": "field of this data set",
}


def _in_force(known: Known) -> Iterator[LawProblem]:
    """Each record that the line names, beside its gateway, is in force during the line's whole period."""
    named: list[tuple[Dated | None, str, str]] = [
        (known.purpose, "purpose", "purpose"),
        (known.basis, "basis", "lawful basis"),
        *((condition, "conditions", "condition") for condition in known.conditions),
    ]
    for entry, where, word in named:
        if entry is not None:
            yield from _period(known, entry, where, word)


def _period(known: Known, entry: Dated, where: str, word: str) -> Iterator[LawProblem]:
    other = f"choose another {word}"
    if entry.since is None:
        text = f"{entry.label} is not in force: when it begins is not known."
        yield LawProblem(text, where, f"Please {other}.", entry.source_url)
    elif known.start < entry.since:
        text = f"{entry.label} is in force from {show_date(entry.since)} only."
        yield LawProblem(text, where, f"Start the line then, or {other}.", entry.source_url)
    elif entry.until is not None and entry.until <= known.start:
        text = f"{entry.label} ended on {show_date(entry.until)}."
        yield LawProblem(text, where, f"Please {other}.", entry.source_url)
    elif entry.until is not None and (known.line.ends_on is None or known.line.ends_on > entry.until):
        text = f"{entry.label} ends on {show_date(entry.until)}, before the line does."
        yield LawProblem(text, where, f"End the line by then, or {other}.", entry.source_url)


def _holding(known: Known) -> Iterator[LawProblem]:
    """Providers hold such data, and a look-up is asked by those who may."""
    data_set = known.data_set
    if data_set is None:
        return
    for body in known.line.providers:
        if body.sectors.isdisjoint(data_set.sectors):
            whose = listed(sorted(sector.label for sector in data_set.sectors))
            text = f"{body.name} does not hold “{data_set.label}”: it belongs to {whose}."
            yield LawProblem(text, "provider_ids", "Choose a provider that holds it.", data_set.source_url)
    if data_set.kind is not DataSetKind.LOOK_UP:
        return
    for body in known.line.recipients:
        if body.sectors.isdisjoint(data_set.askers):
            who = listed(sorted(sector.label for sector in data_set.askers))
            text = f"{body.name} may not ask “{data_set.label}”: it is asked from {who}."
            yield LawProblem(text, "recipient_ids", "Take this recipient out.", data_set.source_url)


def is_personal(line: LineFacts, catalogue: Catalogue) -> bool:
    """Whether a line opens personal data."""
    data_set = catalogue.data_sets.get(line.data_set)
    fields = data_set.fields if data_set else ()
    return any(field.key in line.fields and field.sensitivity in PERSONAL for field in fields)
