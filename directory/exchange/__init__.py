"""Listings, providers, schools and dates out as files and in again: as sheets, and as the YAML of the seed folder."""
