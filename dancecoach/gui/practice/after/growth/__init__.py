"""Progress with a reference over days and weeks, in a window of its own."""
