"""What a coach writes onto a clip: phases corrected by hand, key frames, drawings and measures.

From the ground up::

    sorted_map      an ordered map whose versions share what they have in common
    checks          sentences for values that cannot be
    phase_track     which phase each frame is in, as one annotator says
    drawing         one drawing on the picture; drawing_set all of a clip, and which can be seen at a frame
    records         key frames, calibration
    notes           all of it, for one clip: the document
    edits, *_edits  what can be done to the document, each giving a new one
    history         undo and redo without limit; says what changed
    changes         how one document differs from another, as JSON
    notes_json      the document's written form
    journal, lock   edits since the last save; one writer at a time
    store, open_notes, autosave   the person's data folder
    labels          phases in the form that trainings read
    clock, measure  times from an origin, angles and lengths
    corrected       whose phases count where several people corrected them

A document is never changed: an edit gives another that shares nearly all of it. So a reader in another thread needs
no lock, undo is exact (the very document of before is back), and keeping every version costs little.

Frames are positions in the clip's presentation times, counted from 0; the ends of ranges are inclusive. Points are
shares of the picture, x to the right and y down, (0, 0) its upper left corner and (1, 1) its lower right one.
"""
