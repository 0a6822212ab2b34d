"""A whole library in open formats, in a folder that any other program can make use of."""
