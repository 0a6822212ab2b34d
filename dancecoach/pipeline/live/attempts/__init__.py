"""Attempts cut out of the camera's last minute: found, named, pictured, written."""
