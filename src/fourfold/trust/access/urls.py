"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.trust.access.views import conduct, conflicts, emergency, exclusions, purpose, work

app_name = "access"
urlpatterns: list[URLPattern | URLResolver] = [
    path("purpose/", purpose.choose, name="purpose"),
    path("emergency/", emergency.mine, name="emergencies"),
    path("emergency/begin/", emergency.begin, name="emergency"),
    path("emergency/<uuid:emergency_id>/", emergency.told, name="emergency-told"),
    path("emergency/<uuid:emergency_id>/review/", emergency.review, name="emergency-review"),
    path("conflicts/", conflicts.mine, name="conflicts"),
    path("conflicts/declare/", conflicts.declare, name="declare"),
    path("conflicts/<uuid:declaration_id>/settle/", conflicts.settle, name="settle"),
    path("exclusions/", exclusions.exclusions, name="exclusions"),
    path("exclusions/place/", exclusions.place, name="exclude"),
    path("exclusions/<uuid:exclusion_id>/end/", exclusions.end, name="exclusion-end"),
    path("marked/", exclusions.marked, name="marked"),
    path("marked/add/", exclusions.mark, name="mark"),
    path("marked/<uuid:canary_id>/end/", exclusions.unmark, name="unmark"),
    path("work-with/", work.who, name="work"),
    path("work-with/say/", work.say, name="work-say"),
    path("work-with/<uuid:relationship_id>/end/", work.end, name="work-end"),
    path("conduct/", conduct.conduct, name="conduct"),
]
