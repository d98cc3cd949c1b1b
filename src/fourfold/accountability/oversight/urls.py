"""The addresses of the room."""

from django.urls import path

from fourfold.accountability.oversight.views import breaches, deciding, lists, search

app_name = "oversight"
urlpatterns = [
    path("oversight/", search.search, name="search"),
    path("oversight/export/", search.export, name="export"),
    path("oversight/people/", search.person, name="person"),
    path("oversight/people/<uuid:person_id>/looks/", search.looks, name="looks"),
    path("oversight/breaches/", breaches.index, name="breaches"),
    path("oversight/breaches/new/", breaches.begin, name="breach-new"),
    path("oversight/breaches/export/", breaches.export, name="breaches-export"),
    path("oversight/breaches/<uuid:breach_id>/", breaches.breach, name="breach"),
    path("oversight/breaches/<uuid:breach_id>/edit/", breaches.edit, name="breach-edit"),
    path("oversight/breaches/<uuid:breach_id>/agencies/", breaches.concern, name="breach-agency"),
    path("oversight/breaches/<uuid:breach_id>/note/", breaches.note, name="breach-note"),
    path("oversight/breaches/<uuid:breach_id>/commissioner/", deciding.commissioner, name="breach-commissioner"),
    path("oversight/breaches/<uuid:breach_id>/people/", deciding.people, name="breach-people"),
    path("oversight/breaches/<uuid:breach_id>/close/", deciding.close, name="breach-close"),
    path("oversight/breaches/<uuid:breach_id>/reopen/", deciding.reopen, name="breach-reopen"),
    path("oversight/emergencies/", lists.emergencies, name="emergencies"),
    path("oversight/checkpoints/", lists.checkpoints, name="checkpoints"),
    path("oversight/checkpoints/witness/", lists.witness, name="witness"),
]
