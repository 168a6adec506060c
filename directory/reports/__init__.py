"""What the editors report to the locality group: where support is, and where it is missing."""
