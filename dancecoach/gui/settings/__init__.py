"""The settings, and every command with its keys."""
