"""Sound in, what it means out: claps of hands, onsets, beats. Nothing here opens a device or keeps a sound."""
