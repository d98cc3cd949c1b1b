"""The same people on Spark as on DuckDB, from the same code, by a model that each estimates by itself.

`make test-spark` runs the marked test, in an environment with the extra `spark`. It takes minutes, nearly all of them
Spark's own: it plans each of hundreds of small queries.
"""

import pytest
from tests.linkage import table

from fourfold.engines.linkage.errors import BackendMissing
from fourfold.engines.linkage.linking import link
from fourfold.engines.linkage.source import Source
from fourfold.engines.linkage.training import FEWEST
from fourfold.engines.population import populate

try:
    import pyspark
except ImportError:
    pyspark = None

PEOPLE, SEED = 400, 7


@pytest.mark.spark
@pytest.mark.skipif(pyspark is None, reason="The extra spark is not installed.")
@pytest.mark.filterwarnings("ignore")
@pytest.mark.enable_socket
def test_spark_finds_the_people_that_duckdb_finds_untrained(monkeypatch: pytest.MonkeyPatch) -> None:
    # Spark compiles each of many small queries for one use: less thoroughly, and with plain upkeep, is sooner done.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MetaspaceSize=400m")
    made = populate(people=PEOPLE, seed=SEED)
    sources = [Source(agency, made.records(agency)) for agency in made.agencies]
    on_spark, on_duckdb = link(sources, backend="spark"), link(sources)
    assert on_spark.model.made["records"] == on_duckdb.report.records >= FEWEST
    assert on_duckdb.report.pairs > PEOPLE / 4
    assert on_spark.clusters.equals(on_duckdb.clusters)
    assert on_spark.report == on_duckdb.report


@pytest.mark.skipif(pyspark is not None, reason="The extra spark is installed.")
def test_without_spark_the_error_says_what_to_install() -> None:
    with pytest.raises(BackendMissing, match="extra spark"):
        link([Source("school", table())], backend="spark")
