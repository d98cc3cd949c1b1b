"""Addresses that exist only in the demonstration."""

from django.urls import path

from fourfold.project.demonstration import views

app_name = "demonstration"

urlpatterns = [
    path("", views.choose, name="choose"),
    path("sign-in/<slug:place>/", views.sign_in, name="sign-in"),
    path("step-up/", views.step_up, name="step-up"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.letter, name="letter"),
]
