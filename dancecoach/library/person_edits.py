"""A person is called something else, wherever their name stands: in the library, in takes, beside films of Live."""

from pathlib import Path

from dancecoach.library.catalogue.records import Group
from dancecoach.library.edits import Edit, Inverse, rename_name
from dancecoach.library.library import Library
from dancecoach.library.persons import same_person
from dancecoach.library.whose import danced_in, name_film


def rename_person(name: str, new: str, recordings: Path | None) -> Edit:
    """A person is called something else; with the name of another the two become one.

    Args:
        name: as it is.
        new: as it is to be.
        recordings: the folder of recordings; None for none.
    """

    def do(library: Library) -> Inverse:
        films = [one for one in danced_in(library.folder, recordings) if same_person(one.person, name)]
        back = rename_name(Group.PERSON, name, new)(library)
        for one in films:
            name_film(one, new)

        def undo(library: Library) -> None:
            for one in films:
                if one.says.exists():
                    name_film(one, one.person)
            back(library)

        return undo

    return do
