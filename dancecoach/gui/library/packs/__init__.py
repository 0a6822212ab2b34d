"""The style packs in the window: what they know, how well, whose they are.

::

    model       the packs, and what can be done to them; every change can be undone
    anew        the clips of the library, recognised anew when the packs are others
    dialog      a list, and the card of the chosen one
    desk        the command behind it
"""
