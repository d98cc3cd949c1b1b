"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.records.feeds.views import lookups, people, records

app_name = "feeds"
urlpatterns: list[URLPattern | URLResolver] = [
    path("records/find/", people.find, name="find"),
    path("records/people/<uuid:subject_id>/", people.person, name="person"),
    path("records/<uuid:record_id>/", records.record, name="record"),
    path("data/", records.data_sets, name="data-sets"),
    path("data/<slug:data_set>/", records.data_set, name="data-set"),
    path("look-ups/", lookups.look_ups, name="look-ups"),
    path("look-ups/new/", lookups.look_up, name="look-up"),
]
