"""Addresses of problem profiles."""

from django.urls import URLPattern, URLResolver, path

from fourfold.practice.profiles.views import profiles, reading, reviewing, writing

app_name = "profiles"
_ONE = "profiles/<uuid:profile_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("profiles/", profiles.profiles, name="profiles"),
    path("profiles/new/", profiles.begin, name="begin"),
    path("profiles/gaps/", profiles.gaps, name="gaps"),
    path("profiles/gaps/<uuid:gap_id>/", writing.gap_answer, name="gap-answer"),
    path(_ONE, profiles.profile, name="profile"),
    path(f"{_ONE}terms/", profiles.terms, name="terms"),
    path(f"{_ONE}parts/", profiles.part_give, name="part-give"),
    path(f"{_ONE}parts/<uuid:person_id>/away/", profiles.part_away, name="part-away"),
    path(f"{_ONE}recipients/", profiles.recipients, name="recipients"),
    path(f"{_ONE}withdraw/", profiles.withdraw, name="withdraw"),
    path(f"{_ONE}sections/<slug:key>/", writing.section, name="section"),
    path(f"{_ONE}sections/<slug:key>/figure/", writing.figure, name="figure"),
    path(f"{_ONE}judgement/", writing.judgement, name="judgement"),
    path(f"{_ONE}gap/", writing.gap, name="gap"),
    path(f"{_ONE}recommendation/", writing.recommendation, name="recommendation"),
    path(f"{_ONE}out/<slug:kind>/<uuid:row_id>/", writing.out, name="out"),
    path(f"{_ONE}draft/", reading.draft, name="draft"),
    path(f"{_ONE}draft/<slug:form>/", reading.draft_file, name="draft-file"),
    path(f"{_ONE}send/", reviewing.send, name="send"),
    path(f"{_ONE}review/", reviewing.review, name="review"),
    path(f"{_ONE}approve/", reviewing.approve, name="approve"),
    path(f"{_ONE}next/", reviewing.next_edition, name="next-edition"),
    path(f"{_ONE}read/", reading.read, name="read"),
    path(f"{_ONE}read/<int:number>/<slug:form>/", reading.read_file, name="read-file"),
]
