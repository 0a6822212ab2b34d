"""The library page: clips by their pictures, found while one types, and taught from.

::

    page        the whole; `commands` what can be done, as data
    model       the open library: questions and edits in threads, no widget
    found       what is to be on show, and what is, as records
    hearing     takes in what is made of clips elsewhere; `keeping` what is kept from other pages
    resting     lets go of the library while nobody needs it
    dragging    clips as they are dragged and copied
    face        what stands there where no clip can be shown
    naming      tags, collections and persons as a whole
    shelf/      the clips, as a grid of pictures or as a table
    queue/      files on their way in
    details/    one clip, and what people say of it
    lesson/     a page of its own, on which a clip becomes a lesson
    teaching/, packs/           the app is taught, and what it knows is kept
    progress/, handing_on/      what persons did over weeks; clips for other programs
    care/, libraries/           the library is looked after; others are opened
"""
