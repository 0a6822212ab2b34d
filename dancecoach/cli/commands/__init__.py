"""The commands: what may be given to each and the words of its ``--help``, a module for each subject.

Here stand only names and options. What a command does is in a module of `dancecoach.cli`, imported when it is called,
so that ``dancecoach --help`` answers at once. To add a command, write its function into the subject's module; a new
subject gets a module of its own and a line in `dancecoach.cli.app`.
"""
