"""Frames in and out: video files (PyAV), cameras (OpenCV), the recorder."""
