"""What is kept on the disk: a library, and all that is made of its clips.

::

    library         one library, open; `folders` where libraries are, `swap` puts a backup in the place of one
    media           copies of clips, and their pictures
    catalogue/      the database: clips, names, the queue, search
    analyses/       what was found in clips
    counts/         their beats
    lesson/         lessons, and the file that is handed on
    archive/        several files in one, checked before they are read
    care/           check, repair, backup, deleting a person
    edits           changes of a library, with how each is taken back; `person_edits` of what a person is called
    persons, whose  who is known, and whose a film is
    news, peek      between windows: what is new, and what is in a library that another program has open
    folding, json_section       how texts are compared, and how JSON is read with a sentence for what is wrong
"""
