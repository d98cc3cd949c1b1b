"""Requests, parts and packs in words."""
