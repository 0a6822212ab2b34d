"""A pose engine in a process of its own.

::

    here                                          there
    keeper ── ApartPose ── EngineProcess <─line─> reader thread ──> inbox ──> engine
                                └──────── pictures in shared memory ────────────┘

Two things are gained. The engine and the window no longer wait for each other's interpreter lock, and while the engine
works on a picture the next one lies ready for it. And whatever kills the engine, a crash in a native library or the
system that is short of memory, leaves the window standing.

It costs a process: 170 MB with the small network, 200 MB with the full one, of which 75 MB are shared with the window.
"""
