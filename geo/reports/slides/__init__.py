"""Five slides of a plan for a meeting, with tables and charts that stay editable."""
