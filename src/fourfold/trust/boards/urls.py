"""Addresses of the boards room."""

from django.urls import path

from fourfold.trust.boards.views import agenda, boards, calendar, meetings, minutes, outcomes, seats

app_name = "boards"
urlpatterns = [
    path("boards/", boards.index, name="boards"),
    path("boards/new/", boards.begin, name="board-begin"),
    path("boards/calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("boards/<uuid:board_id>/", boards.board, name="board"),
    path("boards/<uuid:board_id>/edit/", boards.edit, name="board-edit"),
    path("boards/<uuid:board_id>/end/", boards.end, name="board-end"),
    path("boards/<uuid:board_id>/members/add/", seats.give, name="seat-give"),
    path("boards/<uuid:board_id>/members/<uuid:seat_id>/end/", seats.end, name="seat-end"),
    path("boards/<uuid:board_id>/meetings/", boards.meetings, name="meetings"),
    path("boards/<uuid:board_id>/meetings/plan/", meetings.plan, name="meeting-plan"),
    path("boards/<uuid:board_id>/decisions/", boards.decisions, name="decisions"),
    path("boards/<uuid:board_id>/arising/", boards.arising, name="arising"),
    path("boards/<uuid:board_id>/escalations/", boards.escalations, name="escalations"),
    path("boards/<uuid:board_id>/calendar/", calendar.subscribe, name="subscribe"),
    path("boards/<uuid:board_id>/calendar/remove/", calendar.unsubscribe, name="unsubscribe"),
    path("meetings/<uuid:meeting_id>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:meeting_id>/calendar/", calendar.one, name="meeting-calendar"),
    path("meetings/<uuid:meeting_id>/document.<str:form>", meetings.document, name="document"),
    path("meetings/<uuid:meeting_id>/change/", meetings.change, name="meeting-change"),
    path("meetings/<uuid:meeting_id>/cancel/", meetings.cancel, name="meeting-cancel"),
    path("meetings/<uuid:meeting_id>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<uuid:meeting_id>/agenda/send/", agenda.send, name="agenda-send"),
    path("meetings/<uuid:meeting_id>/agenda/carry-over/", agenda.carry_over, name="carry-over"),
    path("meetings/<uuid:meeting_id>/agenda/<uuid:item_id>/", agenda.item, name="item"),
    path("meetings/<uuid:meeting_id>/agenda/<uuid:item_id>/move/", agenda.move, name="item-move"),
    path("meetings/<uuid:meeting_id>/agenda/<uuid:item_id>/remove/", agenda.remove, name="item-remove"),
    path("meetings/<uuid:meeting_id>/papers/add/", meetings.paper_add, name="paper-add"),
    path("meetings/<uuid:meeting_id>/papers/<uuid:paper_id>/", meetings.paper, name="paper"),
    path("meetings/<uuid:meeting_id>/papers/<uuid:paper_id>/remove/", meetings.paper_remove, name="paper-remove"),
    path("meetings/<uuid:meeting_id>/attendance/", minutes.attendance, name="attendance"),
    path("meetings/<uuid:meeting_id>/minutes/", minutes.minutes, name="minutes"),
    path("meetings/<uuid:meeting_id>/approve/", minutes.approve, name="approve"),
    path("meetings/<uuid:meeting_id>/decisions/add/", minutes.decision_add, name="decision-add"),
    path("meetings/<uuid:meeting_id>/decisions/<uuid:decision_id>/", minutes.decision_edit, name="decision"),
    path("meetings/<uuid:meeting_id>/decisions/<uuid:decision_id>/ratify/", minutes.ratify, name="ratify"),
    path("meetings/<uuid:meeting_id>/actions/add/", minutes.arising_add, name="arising-add"),
    path("arising/<uuid:arising_id>/", outcomes.finish, name="arising-finish"),
    path("escalations/<uuid:escalation_id>/", outcomes.escalation, name="escalation"),
    path("escalations/<uuid:escalation_id>/answer/", outcomes.answer, name="escalation-answer"),
]
