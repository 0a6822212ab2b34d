"""An instructor's library: which clips there are, what is known of each, and what is still to be done.

::

    library folder/
      library.sqlite      this room's database (`tables`), brought up to date by `migrations`
      library.lock        held by the one program that has the library open
      media/, pictures/   copies of clips, thumbnails and film strips
      analyses/, notes/   what was found, and what people wrote, as for any other clip

    tables      the database's tables
    records     what the rest of the program sees of them
    database    opens, locks, migrates and backs up
    clips       adds, changes, finds and removes clips
    groups      tags, persons and collections
    jobs        the queue of files to import and clips to analyse
    rows        between rows and records
    labels      what the words of a skill say, and which skills a clip is called by
    question    reads what somebody typed into the search field
    search      asks it of the database

The database holds nothing that exists nowhere else but what people said of a clip: everything else can be found anew
from the files.
"""
