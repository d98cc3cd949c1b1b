"""Analytical engines: Arrow in, Arrow out. No Django, no database of ours, no globals; none knows another."""
