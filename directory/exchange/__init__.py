"""Listings out as files and in again: as a sheet, and as the YAML of the seed folder."""
