"""Frames to landmarks: skeletons, tracks, pose engines, formats."""
