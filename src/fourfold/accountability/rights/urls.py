"""The addresses of the room. `your-data/` is open to everybody, without signing in."""

from django.urls import path

from fourfold.accountability.rights.views import (
    asking,
    deciding,
    handling,
    holds,
    lists,
    packs,
    restricting,
    retention,
)

app_name = "rights"
urlpatterns = [
    path("your-data/", asking.index, name="public"),
    path("your-data/ask/<slug:kind>/", asking.ask, name="public-ask"),
    path("your-data/sent/<str:reference>/", asking.sent, name="public-sent"),
    path("rights/", lists.requests, name="requests"),
    path("rights/new/", asking.lodge, name="new"),
    path("rights/parts/", lists.parts, name="parts"),
    path("rights/notices/", lists.notices, name="notices"),
    path("rights/notices/<uuid:notice_id>/settle/", lists.settle, name="settle"),
    path("rights/holds/", holds.index, name="holds"),
    path("rights/holds/new/", holds.find, name="hold-find"),
    path("rights/holds/new/<str:reference>/", holds.place, name="hold"),
    path("rights/holds/<uuid:hold_id>/lift/", holds.lift, name="lift"),
    path("rights/holds/<uuid:hold_id>/review/", holds.review, name="review"),
    path("rights/restrictions/", restricting.index, name="restrictions"),
    path("rights/restrictions/<uuid:mark_id>/end/", restricting.end, name="end-restriction"),
    path("rights/retention/", retention.index, name="retention"),
    path("rights/retention/<uuid:holder_id>/<slug:data_set>/keep/", retention.keep, name="keep-due"),
    path("rights/parts/<uuid:part_id>/", deciding.part, name="part"),
    path("rights/parts/<uuid:part_id>/rest/", deciding.rest, name="rest"),
    path("rights/parts/<uuid:part_id>/answer/", deciding.answer, name="answer"),
    path("rights/parts/<uuid:part_id>/records/<uuid:record_id>/", deciding.decide, name="decide"),
    path("rights/packs/<uuid:pack_id>/", packs.pack, name="pack"),
    path("rights/packs/<uuid:pack_id>/file/", packs.file, name="pack-file"),
    path("rights/<uuid:request_id>/", handling.request_page, name="request"),
    path("rights/<uuid:request_id>/acknowledge/", handling.acknowledge, name="acknowledge"),
    path("rights/<uuid:request_id>/identity/", handling.ask_identity, name="identity"),
    path("rights/<uuid:request_id>/checks/", handling.checks, name="checks"),
    path("rights/<uuid:request_id>/people/", handling.people, name="people"),
    path("rights/<uuid:request_id>/people/<str:reference>/", handling.name, name="name"),
    path("rights/<uuid:request_id>/ask/", handling.ask, name="ask"),
    path("rights/<uuid:request_id>/extend/", handling.extend, name="extend"),
    path("rights/<uuid:request_id>/hand-on/", handling.hand_on, name="hand-on"),
    path("rights/<uuid:request_id>/note/", handling.note, name="note"),
    path("rights/<uuid:request_id>/draft/", packs.draft, name="draft"),
    path("rights/<uuid:request_id>/close/", handling.close, name="close"),
]
