"""Clips, labels, splits and features for training."""
