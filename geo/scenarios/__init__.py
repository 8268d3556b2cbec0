"""The order of the stages, and comparing their outcomes."""
