"""The camera of a page: chosen, run, brought into the window's thread, let go; and what is said of it."""
