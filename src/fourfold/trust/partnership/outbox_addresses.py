"""Addresses of the pages about messages, for administrators. Part of the room's `urls.py`."""

from django.urls import URLPattern, URLResolver, path

from fourfold.trust.partnership.views import outbox as box
from fourfold.trust.partnership.views import webhooks as hooks

MESSAGE = "outbox/<uuid:message_id>/"
WEBHOOK = "webhooks/<uuid:webhook_id>/"

outbox: list[URLPattern | URLResolver] = [
    path("outbox/", box.outbox, name="outbox"),
    path("outbox/again/", box.send_all_again, name="messages-again"),
    path("outbox/addresses/", box.undeliverable, name="undeliverable"),
    path("outbox/addresses/<uuid:undeliverable_id>/clear/", box.clear, name="address-clear"),
    path(MESSAGE, box.message, name="message"),
    path(MESSAGE + "again/", box.send_again, name="message-again"),
    path(MESSAGE + "give-up/", box.give_up, name="message-give-up"),
    path("webhooks/", hooks.webhooks, name="webhooks"),
    path("webhooks/add/", hooks.webhook_add, name="webhook-add"),
    path(WEBHOOK, hooks.webhook, name="webhook"),
    path(WEBHOOK + "test/", hooks.try_it, name="webhook-test"),
    path(WEBHOOK + "pause/", hooks.pause, name="webhook-pause"),
    path(WEBHOOK + "resume/", hooks.resume, name="webhook-resume"),
    path(WEBHOOK + "secret/", hooks.rotate, name="webhook-rotate"),
    path(WEBHOOK + "end/", hooks.end, name="webhook-end"),
]
