"""Headers and columns: what is sure is taken, what looks alike is offered, what a person chose is followed."""

from pathlib import Path

from tests.contracts import report_of, visits

from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.mapping import Likeness, map_columns


def test_headers_are_compared_without_spelling() -> None:
    names = {normal(name) for name in ("Date of Birth", "date_of_birth", " DATE-OF-BIRTH ", "\ufeffDate  of birth")}
    assert names == {"date_of_birth"}
    assert normal("Prénom") == "prenom"
    assert normal("ï»¿LSOA code (2011)") == "lsoa_code_2011"


def test_keys_labels_and_aliases_are_sure() -> None:
    found = map_columns(visits(), ["Reference", "Date of birth", "DOB", "Full name"])
    by_header = {match.header: (match.column, match.likeness) for match in found.matches}
    assert by_header["Reference"] == ("reference", Likeness.EXACT)
    assert by_header["Date of birth"] == ("born", Likeness.EXACT)
    assert by_header["Full name"] == ("name", Likeness.ALIAS)
    assert "DOB" in found.unknown


def test_what_only_looks_alike_is_offered_and_not_taken() -> None:
    found = map_columns(visits(), ["reference", "post_cod"])
    assert [(match.header, match.column) for match in found.suggestions] == [("post_cod", "postcode")]
    assert "postcode" not in found.places
    assert found.unknown == ("post_cod",)


def test_what_a_person_chose_comes_first(tmp_path: Path) -> None:
    chosen = {"Ref no": "reference", "Reference": ""}
    report = report_of(tmp_path, "Ref no,Reference\nA1,ignored\n", chosen=chosen)
    assert report.verdict.accepted == 1
    assert report.columns
    assert report.columns.places == {"reference": 0}


def test_a_choice_that_names_no_column_is_nothing() -> None:
    found = map_columns(visits(), ["Ref no"], {"Ref no": "gone"})
    assert found.places == {}
