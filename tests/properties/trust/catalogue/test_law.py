"""The law's rules against a slow oracle that asks of every field, holder and recipient by itself."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests import sharing
from tests.sharing import TODAY

from fourfold.trust.catalogue.domain.catalogue import Catalogue, near
from fourfold.trust.catalogue.domain.entries import Dated, Regime, Sector, Sensitivity
from fourfold.trust.catalogue.domain.law import Body, LineFacts, fitting_gateways, line_problems
from fourfold.trust.catalogue.domain.loading import load_catalogue

CATALOGUE = load_catalogue()
BODIES = (
    *(sharing.POLICE, sharing.PROBATION, sharing.COUNCIL, sharing.DISTRICT),
    *(sharing.HEALTH, sharing.SCHOOL, sharing.FIRE, sharing.CHARITY),
)
COMPETENT = {Sector.POLICE, Sector.JUSTICE}
HEALTH_DATA = {Sensitivity.SPECIAL, Sensitivity.PATIENT}


@st.composite
def lines(draw: st.DrawFn, gateway: str | None = None) -> LineFacts:
    """Any line of known keys, lawful or not: half of them near to lawful."""
    data_set = CATALOGUE.data_sets[draw(st.sampled_from(sorted(CATALOGUE.data_sets)))]
    keys = [field.key for field in data_set.fields]
    holders = [body for body in BODIES if body.sectors & data_set.sectors]
    purpose = CATALOGUE.purposes[draw(st.sampled_from(sorted(CATALOGUE.purposes)))]
    serving = [one.key for one in CATALOGUE.gateways.values() if purpose.key in one.purposes]
    regime = draw(st.sampled_from([purpose.regime, purpose.regime, *Regime]))
    bases = [one.key for one in CATALOGUE.bases.values()]
    return LineFacts(
        data_set=data_set.key,
        fields=tuple(draw(st.lists(st.sampled_from(keys), max_size=5, unique=True))),
        providers=tuple(draw(st.lists(st.sampled_from([*holders * 3, *BODIES]), min_size=1, max_size=2))),
        recipients=tuple(draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=2))),
        purpose=purpose.key,
        gateway=gateway or draw(st.sampled_from([*serving * 2, *sorted(CATALOGUE.gateways)])),
        basis=draw(st.sampled_from([*["public-task", "law-enforcement-task"] * 4, *bases])),
        conditions=tuple(draw(st.lists(st.sampled_from(sorted(CATALOGUE.conditions)), max_size=4, unique=True))),
        regime=regime,
        starts_on=draw(st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))),
        has_policy_document=draw(st.booleans()),
        is_own_use=draw(st.booleans()),
    )


TURNED = ("providers", "recipients", "purpose", "gateway", "basis", "conditions", "regime", "starts_on",
          "has_policy_document", "is_own_use")  # fmt: skip


@st.composite
def nearly_lawful(draw: st.DrawFn, gateway: str | None = None) -> LineFacts:
    """A line that is lawful but for what its gateway excludes, with at most one thing turned at random."""
    line = draw(lines(gateway))
    data_set = CATALOGUE.data_sets[line.data_set]
    serves = CATALOGUE.gateways[line.gateway].purposes
    purpose = CATALOGUE.purposes[draw(st.sampled_from(sorted(serves))) if serves else line.purpose]
    part_3 = purpose.regime is Regime.LAW_ENFORCEMENT
    inside = part_3 and data_set.regime is Regime.LAW_ENFORCEMENT
    line = replace(
        line,
        providers=(draw(st.sampled_from([body for body in BODIES if body.sectors & data_set.sectors])),),
        recipients=(draw(st.sampled_from([body for body in BODIES if not part_3 or body.sectors & COMPETENT])),),
        purpose=purpose.key,
        basis="law-enforcement-task" if inside else "public-task",
        conditions=tuple(CATALOGUE.conditions),
        regime=purpose.regime,
        starts_on=None,
        has_policy_document=True,
    )
    other, name = draw(lines(gateway)), draw(st.none() | st.sampled_from(TURNED))
    return replace(line, **{name: getattr(other, name)}) if name else line


def open_throughout(entry: Dated, line: LineFacts) -> bool:
    """In force on every day of a line that does not end, asked of some days one by one."""
    start = line.starts_on or TODAY
    return all(entry.is_open(start + timedelta(days=day)) for day in (0, 1, 400, 40_000))


def field_may_go(line: LineFacts, catalogue: Catalogue, key: str, provider: Body) -> bool:
    """Whether one field of one provider may go, by everything that depends on the field."""
    data_set, gateway = catalogue.data_sets[line.data_set], catalogue.gateways[line.gateway]
    kind = next(field.sensitivity for field in data_set.fields if field.key == key)
    if kind is Sensitivity.NONE:
        return True
    if kind in gateway.excluded_sensitivities or provider.sectors & data_set.sectors & gateway.excluded_sectors:
        return False
    if gateway.recipients and any(not body.sectors & gateway.recipients for body in line.recipients):
        return False
    basis = catalogue.bases[line.basis]
    inside = data_set.regime is Regime.LAW_ENFORCEMENT and line.regime is Regime.LAW_ENFORCEMENT
    if (basis.regime is Regime.LAW_ENFORCEMENT) is not inside:
        return False
    if basis.key == "legitimate-interests" and provider.sectors != {Sector.VOLUNTARY}:
        return False
    chosen = [catalogue.conditions[one] for one in line.conditions if kind in catalogue.conditions[one].covers]
    if kind not in HEALTH_DATA | {Sensitivity.CRIMINAL}:
        return True
    by_gdpr = [one for one in chosen if one.regime is Regime.GENERAL]
    by_part_3 = [one for one in chosen if one.regime is Regime.LAW_ENFORCEMENT]
    if not inside and not by_gdpr:
        return False
    if line.regime is Regime.LAW_ENFORCEMENT and kind in HEALTH_DATA and not by_part_3:
        return False
    return line.has_policy_document or not any(one.needs_policy_document for one in chosen)


def is_lawful(line: LineFacts, catalogue: Catalogue = CATALOGUE) -> bool:
    """The oracle: every record, provider, recipient and field, one after the other."""
    data_set, gateway = catalogue.data_sets[line.data_set], catalogue.gateways[line.gateway]
    purpose = catalogue.purposes[line.purpose]
    named = [purpose, gateway, catalogue.bases[line.basis], *(catalogue.conditions[one] for one in line.conditions)]
    if not all(open_throughout(entry, line) for entry in named):
        return False
    if gateway.purposes and purpose.key not in gateway.purposes:
        return False
    if gateway.key == "own-functions" and not line.is_own_use:
        return False
    if purpose.regime is not line.regime or not all(body.sectors & data_set.sectors for body in line.providers):
        return False
    if line.regime is Regime.LAW_ENFORCEMENT and not all(body.sectors & COMPETENT for body in line.recipients):
        return False
    if data_set.kind == "look-up" and not all(body.sectors & data_set.askers for body in line.recipients):
        return False
    return all(field_may_go(line, catalogue, key, provider) for key in line.fields for provider in line.providers)


@given(lines() | nearly_lawful())
def test_the_rules_agree_with_the_oracle(line: LineFacts) -> None:
    assert (line_problems(line, CATALOGUE, TODAY) == []) is is_lawful(line)


@given(nearly_lawful(gateway="pcsca-2022-s16"))
def test_section_16_never_passes_with_patient_information_whatever_else(line: LineFacts) -> None:
    kinds = {field.key: field.sensitivity for field in CATALOGUE.data_sets[line.data_set].fields}
    sectors = CATALOGUE.data_sets[line.data_set].sectors
    held = {sector for body in line.providers for sector in body.sectors & sectors}
    said = " ".join(one.message for one in line_problems(line, CATALOGUE, TODAY) if one.where == "gateway")
    patient = any(kinds[key] is Sensitivity.PATIENT for key in line.fields)
    assert ("does not authorise patient information" in said) is patient
    personal = any(kinds[key] is not Sensitivity.NONE for key in line.fields)
    from_care = personal and bool(held & {Sector.HEALTH, Sector.SOCIAL_CARE, Sector.VOLUNTARY})
    assert ("does not authorise personal information held in" in said) is from_care


@given(nearly_lawful(), st.data())
def test_taking_a_field_out_never_makes_a_lawful_line_unlawful(line: LineFacts, data: st.DataObject) -> None:
    if line.fields and not line_problems(line, CATALOGUE, TODAY):
        dropped = data.draw(st.sampled_from(line.fields))
        fewer = replace(line, fields=tuple(key for key in line.fields if key != dropped))
        assert line_problems(fewer, CATALOGUE, TODAY) == []


@given(nearly_lawful(), st.data())
def test_taking_a_recipient_out_never_makes_a_lawful_line_unlawful(line: LineFacts, data: st.DataObject) -> None:
    if not line_problems(line, CATALOGUE, TODAY):
        fewer = tuple(data.draw(st.lists(st.sampled_from(line.recipients), min_size=1, max_size=2)))
        assert line_problems(replace(line, recipients=fewer), CATALOGUE, TODAY) == []


@given(lines() | nearly_lawful())
def test_an_offered_gateway_mends_what_was_wrong_with_the_gateway(line: LineFacts) -> None:
    for gateway in fitting_gateways(line, CATALOGUE, TODAY):
        mended = line_problems(replace(line, gateway=gateway.key), CATALOGUE, TODAY)
        assert [one for one in mended if one.where == "gateway"] == []


def said_of(line: LineFacts) -> set[tuple[str, str]]:
    """What is wrong with a line, in any order; words in the order of the catalogue."""
    return {(one.where, one.source_url) for one in line_problems(line, CATALOGUE, TODAY)}


@given(lines(), st.permutations(range(5)))
def test_the_order_of_fields_and_conditions_makes_no_difference(line: LineFacts, order: list[int]) -> None:
    turned = replace(
        line,
        fields=tuple(line.fields[at] for at in order if at < len(line.fields)),
        conditions=tuple(line.conditions[at] for at in order if at < len(line.conditions)),
    )
    assert said_of(turned) == said_of(line)


@given(st.text(max_size=20))
def test_any_key_at_all_is_answered(key: str) -> None:
    line = sharing.line(data_set=key, purpose=key, gateway=key, basis=key, conditions=(key,), fields=(key,))
    known = {*CATALOGUE.data_sets, *CATALOGUE.purposes, *CATALOGUE.gateways, *CATALOGUE.bases}
    if key not in known:
        assert line_problems(line, CATALOGUE, TODAY)
    assert set(near(key, CATALOGUE.gateways)) <= set(CATALOGUE.gateways)
