"""Files into a library: looked at, copied, pictured, analysed; one after the other, from a queue on the disk."""
