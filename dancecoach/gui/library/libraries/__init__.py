"""Several libraries: which one is open, and how another one is opened or made.

::

    choice      which folder the window opens
    switch      asks for another one
    commands    the commands

The folder of the library that is open holds what Review and Practice keep of clips, too: analyses, drawings, counts and
takes. Whoever opens another library finds there what was kept there; nothing is moved, and going back shows it again.
The window is closed and opened anew for it, which finishes and saves everything as at its end.
"""
