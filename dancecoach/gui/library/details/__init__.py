"""What is known and said of the clips that are chosen."""
