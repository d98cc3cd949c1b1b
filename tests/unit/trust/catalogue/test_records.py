"""The records that come with Fourfold: complete and sourced; and how a wrong file is refused."""

from pathlib import Path

import pytest
from tests.sharing import TODAY

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.resources import SubjectRole
from fourfold.trust.catalogue.domain.entries import DataSetKind, Regime, Sensitivity
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.catalogue.domain.reach import carried, ways
from fourfold.trust.catalogue.domain.refusals import refusal_of
from fourfold.trust.catalogue.domain.sectors import sectors_of
from fourfold.trust.partnership.domain.register.agencies import AgencyType

CATALOGUE = load_catalogue()
ENTRIES = [
    *CATALOGUE.purposes.values(),
    *CATALOGUE.gateways.values(),
    *CATALOGUE.bases.values(),
    *CATALOGUE.conditions.values(),
]
FIELDS = """
[[field]]
key = "name"
label = "Name"
text = "A name."
sensitivity = "personal"
"""
DATA_SET = """
[[data_set]]
key = "one"
label = "One"
text = "One."
sectors = ["police"]
regime = "general"
subject_roles = ["none"]
retention = "A year"
source_url = "https://law.example"
shared = ["name"]
"""


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.key)
def test_every_record_has_a_source_and_was_verified_in_the_past(entry) -> None:
    assert entry.source_url.startswith("https://")
    assert entry.text.endswith(".")
    assert entry.verified_on is None or entry.verified_on <= TODAY


@pytest.mark.parametrize("data_set", CATALOGUE.data_sets.values(), ids=lambda one: one.key)
def test_every_data_set_can_be_searched_by_name_and_shared_for_something(data_set) -> None:
    keys = {field.key for field in data_set.fields}
    if data_set.is_personal and data_set.kind is DataSetKind.RECORDS:
        assert {"name", "born_on"} <= keys
    assert set(data_set.subject_roles) <= set(SubjectRole)
    assert list(ways(data_set, CATALOGUE, TODAY))
    assert bool(data_set.askers) is (data_set.kind is DataSetKind.LOOK_UP)


def test_a_name_among_patients_is_patient_information() -> None:
    fields = {field.key: field.sensitivity for field in CATALOGUE.data_sets["substance-misuse"].fields}
    assert fields["name"] is Sensitivity.PATIENT
    s16 = CATALOGUE.gateways["pcsca-2022-s16"]
    assert carried(s16, CATALOGUE.data_sets["substance-misuse"]) == ()
    assert len(carried(s16, CATALOGUE.data_sets["assault-attendances"])) == 9


def test_every_purpose_has_a_gateway_and_every_regime_a_basis() -> None:
    served = {key for gateway in CATALOGUE.gateways.values() for key in gateway.purposes}
    assert CATALOGUE.purposes.keys() - served == set()
    assert {basis.regime for basis in CATALOGUE.bases.values()} == set(Regime)


@pytest.mark.parametrize("kind", AgencyType)
def test_every_kind_of_agency_has_its_sectors(kind: AgencyType) -> None:
    assert bool(sectors_of(kind)) is (kind is not AgencyType.COLLECTIVE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To help the Home Office with immigration", "immigration"),
        ("to find out who claims benefits and where", "benefits"),
        ("Possession proceedings against tenants", "eviction"),
        ("to expel pupils", "exclusion"),
        ("School exclusions", "exclusion"),
        ("To offer support while somebody is excluded", None),
        ("To see who benefits from support", None),
        ("Finding missing children", None),
    ],
)
def test_refused_uses_are_known_by_their_words(text: str, expected: str | None) -> None:
    found = refusal_of("Something else", text)
    assert (found.key if found else None) == expected


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (FIELDS + DATA_SET.replace('["police"]', '["army"]'), "'army' is not a valid Sector"),
        (FIELDS + DATA_SET.replace('shared = ["name"]', 'shared = ["nobody"]'), "nobody"),
        (FIELDS + DATA_SET.replace('shared = ["name"]', "shared = []"), "it has no field"),
        (FIELDS + DATA_SET.replace('"A year"', '"A year"\nsize = 3'), "unknown field size"),
        (FIELDS + FIELDS + DATA_SET, "This key is used twice"),
        (FIELDS + DATA_SET + "[[law]]\n", "is no kind of entry"),
        (FIELDS + DATA_SET.replace('label = "One"\n', ""), "'label'"),
        ("[[field]\n", "cannot be read as TOML"),
        ("[[gateway]]\nkey = \"g\"\nlabel = \"G\"\ntext = \"G.\"\npurposes = [\"fun\"]\nextent = \"E\"\n"
         "source_url = \"https://law.example\"\n", "The purpose 'fun' is not in the catalogue"),
        ("[[basis]]\nkey = \"b\"\nlabel = \"B\"\ntext = \"B.\"\nregime = \"general\"\nextent = \"E\"\n"
         "since = 2020-01-01\nuntil = 2020-01-01\nsource_url = \"https://law.example\"\n", "it ends before"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / "law.toml").write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=said):
        load_catalogue(tmp_path)


def test_a_sound_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "law.toml").write_text(FIELDS + DATA_SET, encoding="utf-8")
    assert list(load_catalogue(tmp_path).data_sets) == ["one"]
