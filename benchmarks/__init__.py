"""Measurements of the engine's parts, beside their peers; `python -m benchmarks.run` runs them all."""
