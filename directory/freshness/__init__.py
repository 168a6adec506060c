"""Keeping facts fresh: what is confirmed and when it is due, the reminders about it, and problems that readers report."""
