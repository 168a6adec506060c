"""Editing what guides schools: a draft of a pathway in short forms, looked at as schools would see it, checked, and published."""
