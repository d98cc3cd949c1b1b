"""The addresses of the delivery API. Each operation of `domain/api.py` has one here, and no other has."""

from django.urls import path

from fourfold.records.feeds.api import handlers
from fourfold.records.feeds.api.calls import Handler, endpoint
from fourfold.records.feeds.domain.api import operation

_BASE = "api/v1"


urlpatterns = [
    path(
        f"{_BASE}/openapi.json",
        endpoint(Handler(operation("readDescription"), handlers.description)),
        name="api-openapi",
    ),
    path(
        f"{_BASE}/contracts", endpoint(Handler(operation("listContracts"), handlers.contracts)), name="api-contracts"
    ),
    path(
        f"{_BASE}/contracts/<slug:key>",
        endpoint(Handler(operation("readContract"), handlers.contract)),
        name="api-contract",
    ),
    path(
        f"{_BASE}/deliveries",
        endpoint(
            Handler(operation("listDeliveries"), handlers.deliveries),
            Handler(operation("send"), handlers.send, is_act=True),
        ),
        name="api-deliveries",
    ),
    path(
        f"{_BASE}/deliveries/<uuid:delivery_id>",
        endpoint(Handler(operation("readDelivery"), handlers.delivery)),
        name="api-delivery",
    ),
    path(
        f"{_BASE}/deliveries/<uuid:delivery_id>/report.json",
        endpoint(Handler(operation("readReportJson"), handlers.report_json, is_act=True)),
        name="api-report-json",
    ),
    path(
        f"{_BASE}/deliveries/<uuid:delivery_id>/report.csv",
        endpoint(Handler(operation("readReportCsv"), handlers.report_csv, is_act=True)),
        name="api-report-csv",
    ),
    path(
        f"{_BASE}/deliveries/<uuid:delivery_id>/undo",
        endpoint(Handler(operation("undo"), handlers.undo, is_act=True)),
        name="api-undo",
    ),
    path("api/<path:elsewhere>", endpoint(), name="api-elsewhere"),
]
