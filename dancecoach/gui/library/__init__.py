"""The library page: clips by their pictures, found while one types, and taught from.

::

    page        the whole; `commands` what can be done, as data
    model       the open library: questions and edits in threads, no widget
    latest      asks the newest of many questions
    shelf/      the clips, as a grid of pictures or as a table
    queue/      files on their way in
    details/    one clip, and what people say of it
"""
