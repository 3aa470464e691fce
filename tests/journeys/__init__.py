"""What planner, presenter and exporter do from start to end, and what they get."""
