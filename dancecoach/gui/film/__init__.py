"""A clip opened behind the window: its pictures as they are wished for, of a video or of landmarks alone."""
