"""Numbers to phases and style: the networks of the movement, each a file that carries its own card."""
