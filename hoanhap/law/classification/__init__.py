"""Scorecards by which areas are classified: dated data in `law/classification/`, read and judged here. No Django."""
