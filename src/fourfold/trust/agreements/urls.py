"""The addresses of the room."""

from django.urls import path
from django.urls.resolvers import URLPattern

from fourfold.trust.agreements.views import (
    acts,
    agreements,
    compare,
    drafting,
    lines,
    processing,
    reading,
    register,
    signing,
)

app_name = "agreements"
VERSION = "agreements/versions/<uuid:version_id>/"
urlpatterns: list[URLPattern] = [
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/new/", drafting.begin, name="begin"),
    path("agreements/<uuid:agreement_id>/", agreements.agreement, name="agreement"),
    path(VERSION, agreements.version, name="version"),
    path(f"{VERSION}clauses/", agreements.clauses, name="clauses"),
    path(f"{VERSION}history/", agreements.history, name="history"),
    path(f"{VERSION}check/", agreements.check, name="check"),
    path(f"{VERSION}compare/", compare.compare, name="compare"),
    path(f"{VERSION}comments/", acts.comments, name="comments"),
    path(f"{VERSION}comments/new/", acts.comment, name="comment"),
    path(f"{VERSION}comments/<uuid:comment_id>/", acts.answer, name="answer"),
    path(f"{VERSION}edit/", drafting.frame, name="frame"),
    path(f"{VERSION}clauses/new/", drafting.clause, name="clause-add"),
    path(f"{VERSION}clauses/import/", drafting.import_clauses, name="clause-import"),
    path(f"{VERSION}clauses/<str:number>/", drafting.clause, name="clause-edit"),
    path(f"{VERSION}clauses/<str:number>/remove/", drafting.clause_remove, name="clause-remove"),
    path(f"{VERSION}parties/new/", drafting.party_add, name="party-add"),
    path(f"{VERSION}parties/<uuid:party_id>/remove/", drafting.party_remove, name="party-remove"),
    path(f"{VERSION}lines/new/", lines.line_begin, name="line-begin"),
    path(f"{VERSION}lines/new/<slug:data_set>/", lines.line_add, name="line-add"),
    path(f"{VERSION}lines/<int:number>/", lines.line_edit, name="line-edit"),
    path(f"{VERSION}lines/<int:number>/remove/", lines.line_remove, name="line-remove"),
    path(f"{VERSION}consult/", acts.consult, name="consult"),
    path(f"{VERSION}redraft/", acts.redraft, name="redraft"),
    path(f"{VERSION}send/", acts.send, name="send"),
    path(f"{VERSION}call-back/", acts.call_back, name="call-back"),
    path(f"{VERSION}withdraw/", acts.withdraw, name="withdraw"),
    path(f"{VERSION}next/", acts.next_version, name="next"),
    path(f"{VERSION}join/", signing.accede, name="accede"),
    path(f"{VERSION}parties/<uuid:party_id>/sign/", signing.sign, name="sign"),
    path(f"{VERSION}parties/<uuid:party_id>/suspend/", signing.suspend, name="suspend"),
    path(f"{VERSION}parties/<uuid:party_id>/resume/", signing.resume, name="resume"),
    path(f"{VERSION}parties/<uuid:party_id>/leave/", signing.leave, name="leave"),
    path("agreements/versions/<uuid:version_id>/text/", reading.text, name="text"),
    path("agreements/versions/<uuid:version_id>/text/<str:kind>/", reading.text_file, name="text-file"),
    path("sharing/processing/", processing.processing, name="processing"),
    path("sharing/processing/<uuid:agency_id>/<str:kind>/", processing.processing_file, name="processing-file"),
    path("register-of-agreements/", register.register, name="register"),
    path("register-of-agreements/files/<str:kind>/", register.register_file, name="register-file"),
    path("register-of-agreements/<uuid:agreement_id>/", register.entry, name="register-entry"),
]
