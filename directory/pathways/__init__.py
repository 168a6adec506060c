"""The graduated pathways: questions, stages, and whom to ask at each, over the live catalogue."""
