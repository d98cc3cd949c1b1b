"""Addresses of the plan room."""

from django.urls import path

from fourfold.accountability.plan.views import lists, plans, search, timeline, today

app_name = "plan"
urlpatterns = [
    path("", today.home, name="today"),
    path("plans/", plans.index, name="plans"),
    path("plans/<uuid:plan_id>/", plans.on_a_page, name="plan"),
    path("plans/<uuid:plan_id>/strands/<str:kind>/", plans.strand, name="strand"),
    path("plans/<uuid:plan_id>/timeline/", timeline.timeline, name="timeline"),
    path("plans/<uuid:plan_id>/success-factors/", plans.factors, name="factors"),
    path("actions/", lists.actions, name="actions"),
    path("search/", search.results, name="search"),
]
