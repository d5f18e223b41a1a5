"""Ratios against floors measured in the same run: `python -m tests.benchmarks`."""
