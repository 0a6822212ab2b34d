"""The scripts, in the order of their numbers. A script that was published is never changed."""
