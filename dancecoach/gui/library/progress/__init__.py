"""Progress of persons over days and weeks, in a window of its own: charts, and all numbers as a table."""
