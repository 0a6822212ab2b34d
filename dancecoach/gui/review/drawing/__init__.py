"""Drawing and measuring on the picture."""
