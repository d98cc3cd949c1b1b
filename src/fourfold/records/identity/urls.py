"""The addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from fourfold.records.identity.views import adding, people, places, quality, reviews, runs, same

app_name = "identity"
urlpatterns: list[URLPattern | URLResolver] = [
    path("places/areas/<slug:code>/", places.area, name="area"),
    path("records/find/", people.find, name="find"),
    path("records/new/", adding.choose, name="new"),
    path("records/new/<uuid:holder_id>/<slug:data_set>/", adding.new, name="new-record"),
    path("records/people/runs/", runs.runs, name="runs"),
    path("records/people/runs/progress/", runs.runs_progress, name="runs-progress"),
    path("records/people/runs/new/", runs.run_everything, name="run-everything"),
    path("records/people/<uuid:subject_id>/", people.person, name="person"),
    path("records/people/<uuid:subject_id>/changes/", same.changes, name="person-changes"),
    path("records/people/<uuid:subject_id>/same/", same.same, name="person-same"),
    path("records/people/<uuid:subject_id>/judgements/", same.judgements, name="person-judgements"),
    path(
        "records/people/<uuid:subject_id>/judgements/<uuid:override_id>/take-back/",
        same.take_back,
        name="judgement-take-back",
    ),
    path("records/review/", reviews.review, name="review"),
    path("records/review/next/", reviews.review_next, name="review-next"),
    path("records/review/decided/", reviews.review_decided, name="review-decided"),
    path("records/review/<uuid:task_id>/", reviews.question, name="question"),
    path("records/review/<uuid:task_id>/take-back/", reviews.review_take_back, name="review-take-back"),
    path("records/linkage/", quality.linkage, name="linkage"),
]
