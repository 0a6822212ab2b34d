"""A moving, drawn human figure with exact ground truth."""
