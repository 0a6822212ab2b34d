"""Sound in, what it means out: claps of hands. NumPy only; nothing here opens a device or keeps a sound."""
