"""Addresses of the chasing room."""

from django.urls import path

from fourfold.accountability.chasing.views import chasing, mailed, returns

app_name = "chasing"
urlpatterns = [
    path("spreadsheets/", returns.index, name="returns"),
    path("spreadsheets/take-out/", returns.take_out, name="take-out"),
    path("spreadsheets/<uuid:return_id>/", returns.one, name="return"),
    path("spreadsheets/<uuid:return_id>/set-aside/", returns.discard, name="return-discard"),
    path("chasing/", chasing.index, name="chasing"),
    path("chasing/<uuid:person_id>/now/", chasing.chase_now, name="chase-now"),
    path("your-mail/", chasing.your_mail, name="your-mail"),
    path("by-mail/<str:token>/", mailed.mailed_form, name="mailed-form"),
    path("by-mail/<str:token>/new/", mailed.send_again, name="mailed-form-again"),
]
