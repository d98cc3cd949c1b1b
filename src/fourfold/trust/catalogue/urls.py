"""The addresses of the room."""

from django.urls import path

from fourfold.trust.catalogue.views import data_sets, law, proposals

app_name = "catalogue"
urlpatterns = [
    path("sharing/law/", law.law, name="law"),
    path("sharing/law/<slug:kind>/", law.law, name="law-kind"),
    path("sharing/law/<slug:kind>/<slug:key>/", law.record, name="record"),
    path("sharing/data-sets/", data_sets.data_sets, name="data-sets"),
    path("sharing/data-sets/<slug:key>/", data_sets.data_set, name="data-set"),
    path("sharing/data-sets/<slug:key>/<uuid:holder_id>/end/", data_sets.end, name="end-live"),
    path("sharing/purposes/", proposals.proposals, name="proposals"),
    path("sharing/purposes/new/", proposals.propose, name="propose"),
    path("sharing/purposes/<uuid:proposal_id>/", proposals.proposal, name="proposal"),
    path("sharing/purposes/<uuid:proposal_id>/approve/", proposals.approve, name="approve"),
    path("sharing/purposes/<uuid:proposal_id>/withdraw/", proposals.withdraw, name="withdraw"),
]
