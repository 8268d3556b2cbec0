"""Who is next to whom, and how far."""
