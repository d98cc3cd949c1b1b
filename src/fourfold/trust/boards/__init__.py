"""Boards: members, meetings, agendas, decisions, escalations."""
