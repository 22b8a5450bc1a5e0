"""Renderings of an assessment: pure functions from the result to text."""
