"""Records whose truth is known: made-up people of Kent, and the public data sets beside the repository."""

from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv
from pyarrow import parquet

from fourfold.engines.linkage.source import Source

SHARED = Path(__file__).resolve().parents[2] / "shared/data/record_linkage"
SEED = 11


@dataclass(frozen=True, slots=True)
class Data:
    """Sources, and for each of their records in order: whose it is, and the origin of that person's name if known."""

    sources: list[Source]
    truth: list[str]
    groups: list[str] = field(default_factory=list)


def load(name: str) -> Data:
    """A number of people, `historical`, or `febrl1` to `febrl4`."""
    if name.isdigit():
        return people(int(name))
    return historical() if name == "historical" else febrl(name)


def people(number: int) -> Data:
    """A made-up Kent, as five agencies see it."""
    from fourfold.engines.population import populate

    made = populate(people=number, seed=SEED)
    truth = made.truth
    keys = zip(truth["source"].to_pylist(), truth["record_id"].to_pylist(), strict=True)
    known = dict(
        zip(keys, zip(truth["person_key"].to_pylist(), truth["origin_group"].to_pylist(), strict=True), strict=True)
    )
    sources = [Source(agency, made.records(agency)) for agency in dict.fromkeys(truth["source"].to_pylist())]
    known_by_place = [known[source.name, key] for source in sources for key in source.table["record_id"].to_pylist()]
    return Data(sources, [person for person, _group in known_by_place], [group for _person, group in known_by_place])


def historical() -> Data:
    """50,578 records of 5,156 people of the past with errors (Splink's data sets, MIT); birthplace as address."""
    table = parquet.read_table(SHARED / "splink_datasets/data/historical_figures_with_errors_50k.parquet")
    names = {
        "unique_id": "record_id", "first_name": "forename", "surname": "surname", "dob": "date_of_birth",
        "gender": "sex", "postcode_fake": "postcode", "birth_place": "address",
    }  # fmt: skip
    chosen = pa.table({ours: table[theirs] for theirs, ours in names.items()})
    return Data([Source("historical", chosen)], table["cluster"].to_pylist())


def febrl(name: str) -> Data:
    """A FEBRL set (BSD): Australian names and addresses with errors; its social security number is left out."""
    folder = SHARED / "febrl"
    files = [folder / f"{name}a.csv", folder / f"{name}b.csv"] if name == "febrl4" else [folder / f"{name}.csv"]
    sources = [Source(file.stem, _febrl_table(file)) for file in files]
    keys = [key for source in sources for key in source.table["record_id"].to_pylist()]
    return Data(sources, [key.split("-")[1] for key in keys])


def _febrl_table(file: Path) -> pa.Table:
    columns = ["rec_id", "given_name", "surname", "street_number", "address_1", "suburb", "postcode", "date_of_birth"]
    table = arrow_csv.read_csv(
        file,
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(columns, pa.string()), include_columns=columns, strings_can_be_null=True
        ),
    )
    parts = [pc.fill_null(table[name], "") for name in ("street_number", "address_1", "suburb")]
    return pa.table(
        {
            "record_id": table["rec_id"],
            "forename": table["given_name"],
            "surname": table["surname"],
            "date_of_birth": table["date_of_birth"],
            "postcode": table["postcode"],
            "address": pc.binary_join_element_wise(*parts, " "),
        }
    )
