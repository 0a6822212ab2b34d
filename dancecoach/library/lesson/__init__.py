"""A lesson: a reference with all that an instructor has to say about it, in one file for the students.

::

    turn.dclesson (a ZIP archive, `dancecoach.library.archive.reading`)
      manifest.json       schema dancecoach.lesson/1: title, trim, steps, cues, and the SHA-256 of every other file
      media/<name>        the film, or the poses
      analysis.json, pose.npz     what was found in it, so that the student need not wait
      counts.json         dancecoach.counts/1
      notes.json          dancecoach.notes/1: drawings, key frames
      models/<name>.onnx  style packs made for it

    records     what a lesson says
    editing     changes it while it is made
    manifest    its written form
    file        writes and reads lesson files
    shelf       what a library keeps of them
"""
