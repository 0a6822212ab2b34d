"""Who is dancing: chosen where a take or a recording begins, and put right afterwards.

::

    names       who can be chosen: everybody in the library, in takes and in films of Live
    choice      the button that says who it is, and its menu; the same menu for a film that is there already
    film        who is in a film of Live, changed and taken back
    commands    the commands
"""
