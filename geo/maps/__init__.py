"""The offline map of a plan."""
