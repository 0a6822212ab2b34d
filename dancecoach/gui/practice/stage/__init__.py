"""The two pictures, what is drawn over them, and what is read from three metres."""
