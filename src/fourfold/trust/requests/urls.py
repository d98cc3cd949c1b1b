"""The addresses of the room."""

from django.urls import path

from fourfold.trust.requests.views import asking, reading

app_name = "requests"
urlpatterns = [
    path("requests/", reading.index, name="requests"),
    path("requests/ask/", asking.ask, name="ask"),
    path("requests/figures/", reading.figures, name="figures"),
    path("requests/<uuid:request_id>/", reading.request_page, name="request"),
    path("requests/<uuid:request_id>/answer/", asking.answer, name="answer"),
    path("requests/<uuid:request_id>/withdraw/", asking.withdraw, name="withdraw"),
    path("requests/<uuid:request_id>/close/", asking.close, name="close"),
]
