"""A library is looked after: checked, repaired, backed up, restored, and rid of a person.

::

    check       what is missing, left over, in the way or not what it was
    repair      how each is put right, without throwing anything away
    again       films that are gone are found by what they hold, wherever they are now
    rescue      what can still be read of a damaged database; salvage reads it
    backup      all of it in one file, and back into an empty folder
    in_place    or in the place of a library; `library.swap` renames, version is asked before
    forget      a person with all that belongs to them: `belongings`, `films`, what was `learnt`, and its `traces`
"""
