"""What a plain Splink 5 script makes of the same records: library comparisons, nine blocking rules."""

import logging

import pyarrow as pa

THRESHOLD = 0.9
RULES = (
    ("forename", "surname"),
    ("surname", "date_of_birth"),
    ("forename", "date_of_birth"),
    ("postcode", "forename"),
    ("postcode", "surname"),
    ("postcode", "date_of_birth"),
    ("nhs_number",),
    ("upn",),
    ("pnc_id",),
)


def link(records: pa.Table) -> pa.Table:
    """`record` and `cluster_id` for a table with `record` and our columns, after the tidying that anybody does."""
    linker = trained(records)
    pairs = linker.inference.predict(threshold_match_probability=0.5, warning_mode="never")
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=THRESHOLD)
    return found.as_duckdbpyrelation().select("record, cluster_id").to_arrow_table()


def trained(records: pa.Table, db=None):  # type: ignore[no-untyped-def]
    """A Splink linker over the records with the model that it learnt from them."""
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    api = db or DuckDBAPI()
    table = api.register(tidied(api, records))
    here = {name for name in records.column_names if records[name].null_count < records.num_rows}
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record",
        comparisons=[comparison for column, comparison in _comparisons(cl).items() if column in here],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in RULES if set(rule) <= here],
        retain_matching_columns=False,
    )
    linker = Linker(table, settings, log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("forename", "surname", "date_of_birth")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for rule in (block_on("forename", "surname"), block_on("date_of_birth")):
        training.estimate_parameters_using_expectation_maximisation(rule, max_pairs=2e6)
    return linker


def _comparisons(cl):  # type: ignore[no-untyped-def]
    return {
        "forename": cl.NameComparison("forename").configure(term_frequency_adjustments=True),
        "surname": cl.NameComparison("surname").configure(term_frequency_adjustments=True),
        "date_of_birth": cl.DateOfBirthComparison("date_of_birth", input_is_string=True, invalid_dates_as_null=True),
        "postcode": cl.PostcodeComparison("postcode"),
        "sex": cl.ExactMatch("sex"),
        "nhs_number": cl.ExactMatch("nhs_number"),
        "upn": cl.ExactMatch("upn"),
        "pnc_id": cl.ExactMatch("pnc_id"),
    }


def tidied(api, records: pa.Table) -> pa.Table:  # type: ignore[no-untyped-def]
    """Names in lower case, postcodes without gaps in upper case, one way to write the sexes."""
    api.duckdb_con.register("given", records)
    return api.duckdb_con.sql(
        "select record, lower(trim(forename)) as forename, lower(trim(surname)) as surname, date_of_birth, "
        "case lower(left(sex, 1)) when 'm' then 'M' when '1' then 'M' when 'f' then 'F' when '2' then 'F' end "
        "as sex, "
        "upper(replace(postcode, ' ', '')) as postcode, replace(nhs_number, ' ', '') as nhs_number, "
        "upper(upn) as upn, upper(pnc_id) as pnc_id from given"
    ).to_arrow_table()
