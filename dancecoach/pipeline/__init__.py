"""The two ways through it all: a whole clip (`analyze`), a camera now (`live`)."""
