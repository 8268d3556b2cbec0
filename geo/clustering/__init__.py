"""Grouping estates into regions around stations, with a proof."""
