"""Benchmarks: the goals of docs/benchmarks.md, each measured beside its reference in one interleaved run."""
