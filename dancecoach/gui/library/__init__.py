"""The library page: clips by their pictures, found while one types, and taught from.

::

    page        the whole; `commands` what can be done, as data
    model       the open library: questions and edits in threads, no widget
    found       what is to be on show, and what is, as records
    latest      asks the newest of many questions
    hearing     takes in what is made of clips elsewhere; `keeping` what is kept from other pages
    resting     lets go of the library while nobody needs it
    dragging    clips as they are dragged and copied
    shelf/      the clips, as a grid of pictures or as a table
    queue/      files on their way in
    details/    one clip, and what people say of it
"""
