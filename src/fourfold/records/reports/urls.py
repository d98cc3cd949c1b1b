"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.records.reports.views import areas, missing, quality

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/", areas.areas, name="areas"),
    path("areas/figures.csv", areas.figures_csv, name="areas-csv"),
    path("areas/<slug:code>/", areas.area, name="area"),
    path("areas/<slug:code>/figures.csv", areas.figures_csv, name="area-csv"),
    path("areas/<slug:code>/<slug:measure>.svg", areas.picture, name="area-picture"),
    path("data/quality/", quality.quality, name="quality"),
    path("data/quality/<slug:key>/", quality.quality_feed, name="quality-feed"),
    path("data/missing-children/", missing.missing_children, name="missing-children"),
    path("data/missing-children/<slug:until>.csv", missing.missing_children_csv, name="missing-csv"),
]
