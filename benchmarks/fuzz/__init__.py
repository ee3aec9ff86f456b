"""Fuzzing of what reads pages, with atheris: not a measurement, so `benchmarks.run` leaves it alone."""
