"""Crews on rounds as arrays: the problem, its solver and its independent checker; no tables, no files."""
