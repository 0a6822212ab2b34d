"""What lies in an exported library, in words, for whoever opens the folder years later."""

from dancecoach.i18n import _

FIRST_LINE = "A library of dancecoach in open formats"


def readme_text() -> str:
    """README.txt; the first line tells the program that the folder is one of its exports."""
    return f"""{FIRST_LINE}
{"=" * len(FIRST_LINE)}

""" + _(
        """Everything here can be read without dancecoach. Text is UTF-8; CSV has commas, decimal points and a header;
times are seconds since a clip's first picture; frames count from 0; places are shares of the picture's width and
height, from the top left; lengths are metres. What is not known is empty, never zero.

clips.csv              a row for each clip: its folder, title, persons, tags, collections, rating, note, best score,
                       when it was filmed, and what was found in it
skills.csv             a row for each skill that was found in a clip
clips/TITLE HASH/      a folder for each clip (HASH: the beginning of its file's SHA-256); in it, where there is any:
  the film             under its own name; poses that came as a file likewise
  clip.json            what clips.csv says of it, and its skills
  picture.jpg          by which it is known
  analysis.json        what was found: facts, dance, phases, skills (schema dancecoach.analysis/1)
  frames.csv           the phase and the angles of the joints (degrees), frame by frame
  phases.csv           the phases that were found
  skills.csv           every measure of every skill, with its uncertainty
  poses.csv            the landmarks, frame by frame; or
  coco.json            the same as COCO keypoints,
  poses.npz            the same for NumPy,
  poses.parquet        the same as Apache Parquet,
  poses.trc            the same in metres, for OpenSim
  other analyses/      the same by other networks, and of other people in the picture
  labels.csv           the phases as people corrected them (clip, annotator, phase, start and end)
  notes.json           drawings, key frames with their notes, calibration (schema dancecoach.notes/1)
  counts.json          the beats of the music and which is the 1 (schema dancecoach.counts/1)
  lesson.json          what the lesson says: steps, cues (schema dancecoach.lesson/1); "lesson draft.json" is unfinished
  models/              networks that came with the lesson (ONNX)
  takes/DATE TIME/     what was danced to it: take.json, take.mp4, landmarks.npz, comparison.json
takes of other clips/  the same for clips that are not in the library any more

A folder under clips that is not in clips.csv belongs to a clip that left the library after an earlier export.
"""
    )
