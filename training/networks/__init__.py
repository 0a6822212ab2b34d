"""Networks, one file per system, and the library they are built with."""
