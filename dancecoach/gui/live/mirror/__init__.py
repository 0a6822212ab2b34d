"""The delay mirror: the last minute late, or standing still, under the live picture."""
