"""Addresses of the indicators room: all of them within a plan, whose audience reads them."""

from django.urls import path

from fourfold.accountability.indicators.views import factors, figures, files, indicator, shaping

app_name = "indicators"
_PLAN = "plans/<uuid:plan_id>"
_FACTOR = f"{_PLAN}/success-factors/<uuid:factor_id>"
_INDICATOR = f"{_PLAN}/indicators/<uuid:indicator_id>"
urlpatterns = [
    path(f"{_PLAN}/success-factors/", factors.factors, name="factors"),
    path(f"{_PLAN}/success-factors/match/", shaping.match, name="match"),
    path(f"{_FACTOR}/", factors.factor, name="factor"),
    path(f"{_FACTOR}/add/", shaping.add, name="add"),
    path(f"{_FACTOR}/new/", shaping.own, name="own"),
    path(f"{_FACTOR}/<uuid:indicator_id>/first/", shaping.first, name="first"),
    path(f"{_FACTOR}/<uuid:indicator_id>/take-away/", shaping.take, name="take"),
    path(f"{_INDICATOR}/", indicator.indicator, name="indicator"),
    path(f"{_INDICATOR}/history/", indicator.history, name="history"),
    path(f"{_INDICATOR}/figures.csv", files.download, name="download"),
    path(f"{_INDICATOR}/template.csv", files.template, name="template"),
    path(f"{_INDICATOR}/chart.svg", indicator.picture, name="chart"),
    path(f"{_INDICATOR}/enter/", figures.enter, name="enter"),
    path(f"{_INDICATOR}/import/", files.upload, name="import"),
    path(f"{_INDICATOR}/import/<uuid:delivery_id>/", files.review, name="import-review"),
    path(f"{_INDICATOR}/import/<uuid:delivery_id>/discard/", files.discard, name="import-discard"),
    path(f"{_INDICATOR}/yardstick/", shaping.yardstick, name="yardstick"),
    path(f"{_INDICATOR}/edit/", shaping.edit, name="edit"),
    path(f"{_INDICATOR}/public/", shaping.public, name="public"),
]
