"""The workshop where a clip becomes a lesson: trimmed, counted, its steps named, cues said, bundled into one file.

::

    model       the lesson that is made, its draft, undo, and playing
    chosen      what is chosen of it
    begun       what there is when it is opened
    places      what lies where on the time line
    line        the time line
    panel       title, text, steps and cues beside it
    bench       all that is seen
    page        brings them together
    commands    what can be done, as data
"""
