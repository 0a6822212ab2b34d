"""The library is looked after in the window.

::

    care        does it behind the window: check, repair, back up, restore, rescue, delete a person
    dialog      one place for checking and backups
    restoring   asks where a backup is to go
    person      shows what belongs to a person, and deletes it
    commands    the commands
"""
