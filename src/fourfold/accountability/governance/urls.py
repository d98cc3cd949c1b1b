"""Addresses of the governance room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.accountability.governance.views import boards, register, reviews

app_name = "governance"
urlpatterns: list[URLPattern | URLResolver] = [
    path("policies/", register.register, name="register"),
    path("policies/add/", register.enter, name="enter"),
    path("policies/<uuid:entry_id>/", register.policy, name="policy"),
    path("policies/<uuid:entry_id>/edit/", register.edit, name="edit"),
    path("policies/<uuid:entry_id>/check/", register.check, name="check"),
    path("policies/<uuid:entry_id>/close-gap/", register.close_gap, name="close-gap"),
    path("policies/<uuid:entry_id>/end/", register.end, name="end"),
    path("boards/<uuid:board_id>/actions/", boards.overseen, name="overseen"),
    path("boards/<uuid:board_id>/actions/choose/", boards.oversee, name="oversee"),
    path("boards/<uuid:board_id>/changes/", boards.changes, name="changes"),
    path("meetings/<uuid:meeting_id>/from-the-plan/", boards.fill, name="fill"),
    path("actions/<uuid:action_id>/escalate/", boards.escalate, name="escalate"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/begin/", reviews.begin, name="review-begin"),
    path("reviews/<uuid:review_id>/", reviews.review, name="review"),
    path("reviews/<uuid:review_id>/in-order/", reviews.in_order, name="review-in-order"),
    path("reviews/<uuid:review_id>/changes/", reviews.changes, name="review-changes"),
    path("reviews/<uuid:review_id>/close/", reviews.close, name="review-close"),
    path("reviews/lines/<uuid:item_id>/", reviews.item, name="review-item"),
    path("reviews/lines/<uuid:item_id>/finding/", reviews.finding, name="finding"),
]
