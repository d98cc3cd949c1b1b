"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.records.feeds.api.urls import urlpatterns as api
from fourfold.records.feeds.views import (
    contracts,
    credentials,
    deliveries,
    deliveries_deciding,
    deliveries_mending,
    deliveries_sending,
    lookups,
    open_rows,
    records,
)

app_name = "feeds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("records/<uuid:record_id>/", records.record, name="record"),
    path("data/", records.data_sets, name="data-sets"),
    path("data/contracts/", contracts.contracts, name="contracts"),
    path("data/contracts/<slug:key>/", contracts.contract, name="contract"),
    path("data/contracts/<slug:key>/example.csv", contracts.example, name="contract-example"),
    path("data/deliveries/", deliveries.deliveries, name="deliveries"),
    path("data/deliveries/new/", deliveries_sending.send, name="delivery-new"),
    path("data/deliveries/<uuid:delivery_id>/", deliveries.delivery, name="delivery"),
    path("data/deliveries/<uuid:delivery_id>/columns/", deliveries_sending.columns, name="delivery-columns"),
    path("data/deliveries/<uuid:delivery_id>/progress/", deliveries.progress, name="delivery-progress"),
    path("data/deliveries/<uuid:delivery_id>/report.<str:kind>", deliveries.report, name="delivery-report"),
    path("data/deliveries/<uuid:delivery_id>/let-enter/", deliveries_deciding.let_enter, name="delivery-let-enter"),
    path("data/deliveries/<uuid:delivery_id>/take-back/", deliveries_deciding.refuse, name="delivery-refuse"),
    path("data/deliveries/<uuid:delivery_id>/undo/", deliveries_deciding.undo, name="delivery-undo"),
    path(
        "data/deliveries/<uuid:delivery_id>/rows/<uuid:row_id>/", deliveries_mending.waiting_row, name="waiting-row"
    ),
    path(
        "data/deliveries/<uuid:delivery_id>/rows/<uuid:row_id>/leave-out/",
        deliveries_mending.drop,
        name="waiting-row-drop",
    ),
    path("data/open/", open_rows.open_data, name="open-data"),
    path("data/open/<slug:key>/", open_rows.open_rows, name="open-rows"),
    path("data/open/<slug:key>/rows.csv", open_rows.download, name="open-download"),
    path("data/api/", credentials.about, name="api-page"),
    path("data/api/credentials/", credentials.credentials, name="credentials"),
    path("data/api/credentials/new/", credentials.make, name="credential-new"),
    path("data/api/credentials/<uuid:credential_id>/", credentials.credential, name="credential"),
    path("data/api/credentials/<uuid:credential_id>/end/", credentials.end, name="credential-end"),
    path("data/<slug:data_set>/", records.data_set, name="data-set"),
    path("look-ups/", lookups.look_ups, name="look-ups"),
    path("look-ups/new/", lookups.look_up, name="look-up"),
    *api,
]
