"""The same work on Spark, for those who outgrow one machine. Needs the extra `spark` and Java."""

from typing import Any

import pyarrow as pa

from fourfold.engines.linkage.errors import BackendMissing

PARTITIONS = 8


class Spark:
    """A local or remote Spark session (`spark`), or a local one of its own, with Splink's text comparisons."""

    is_here = False

    def __init__(self, spark: Any = None) -> None:
        try:
            from pyspark.sql import SparkSession
        except ImportError:
            raise BackendMissing(
                "Spark is not installed. Install Fourfold with the extra spark (uv sync --extra spark), or leave "
                "--backend out."
            ) from None
        from splink import SparkAPI

        self._own = spark is None
        self.session = spark or _session(SparkSession)
        self.api = SparkAPI(
            spark_session=self.session, break_lineage_method="persist", num_partitions_on_repartition=PARTITIONS
        )
        self._kept: dict[str, Any] = {}

    def register(self, name: str, table: pa.Table) -> None:
        self._keep(name, self.session.createDataFrame(table))

    def create(self, name: str, sql: str) -> None:
        self._keep(name, self.session.sql(sql))

    def _keep(self, name: str, frame: Any) -> None:
        kept = frame.persist()
        kept.count()
        kept.createOrReplaceTempView(name)
        self._kept[name] = kept

    def fetch(self, sql: str) -> pa.Table:
        return self.session.sql(sql).toArrow()

    def drop(self, *names: str) -> None:
        for name in names:
            self.session.catalog.dropTempView(name)
            if name in self._kept:
                self._kept.pop(name).unpersist()

    def each_of(self, expression: str) -> str:
        return f"explode({expression})"

    def bucket_of(self, expression: str, parts: int) -> str:
        return f"pmod(xxhash64({expression}), {parts})"

    def close(self) -> None:
        self.drop(*self._kept)
        if self._own:
            self.session.stop()


def _session(builder: Any) -> Any:
    from splink.backends.spark import similarity_jar_location

    return (
        builder.builder.master("local[*]")
        .appName("fourfold-linkage")
        .config("spark.jars", similarity_jar_location())
        .config("spark.sql.shuffle.partitions", str(PARTITIONS))
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.driver.memory", "2g")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
