"""What stands above and below the pictures: choices, parts, time."""
