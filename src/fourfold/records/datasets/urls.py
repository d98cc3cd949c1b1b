"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.records.datasets.views import extracts

app_name = "datasets"
_ONE = "data/extracts/<uuid:recipient_id>/<slug:data_set>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("data/extracts/", extracts.extracts, name="extracts"),
    path(_ONE, extracts.extract, name="extract"),
    path(f"{_ONE}rows.csv", extracts.rows_csv, name="rows-csv"),
    path(f"{_ONE}rows.parquet", extracts.rows_parquet, name="rows-parquet"),
    path(f"{_ONE}columns.csv", extracts.columns_csv, name="columns-csv"),
]
