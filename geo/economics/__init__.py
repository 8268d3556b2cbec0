"""Posts, workloads and money."""
