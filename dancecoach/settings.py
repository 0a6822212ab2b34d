"""What the person chose and the program remembers: one record, one JSON file in the user's own config folder.

A file that cannot be read is set aside, never overwritten, and the program starts with the defaults and a warning.
Keys this version does not know are kept as they are, so that an older version does not eat a newer one's choices.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import attrs
import platformdirs

from dancecoach.errors import SettingsError
from dancecoach.files import make_folder, write_text
from dancecoach.i18n import _

FILE_NAME = "settings.json"
MAX_RECENT = 12
THEMES = ("dark", "light", "system")
ENGINES = ("blazepose", "mediapipe")
MODELS = ("lite", "full")
ACTIVITIES = ("auto", "dance", "gymnastics")
LIBRARY_STORAGES = ("", "copied", "linked")
LIBRARY_VIEWS = ("grid", "table")
CLAP_SENSITIVITIES = ("low", "usual", "high")


def _one_of(*choices: str) -> Callable[[Any, "attrs.Attribute[str]", str], None]:
    def check(_instance: Any, attribute: "attrs.Attribute[str]", value: str) -> None:
        if value not in choices:
            raise SettingsError(
                _("{} is not a choice for {}").format(repr(value), attribute.name),
                remedy=_("choose one of: {}").format(", ".join(choices)),
            )

    return check


def _between(low: float, high: float) -> Callable[[Any, "attrs.Attribute[Any]", Any], None]:
    def check(_instance: Any, attribute: "attrs.Attribute[Any]", value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
            raise SettingsError(
                _("{} is not a choice for {}").format(repr(value), attribute.name),
                remedy=_("choose a number from {} to {}").format(low, high),
            )

    return check


def _shortcuts(value: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {str(name): tuple(str(key) for key in keys) for name, keys in value.items()}


def _seconds(value: Mapping[str, Any]) -> dict[str, float]:
    return {str(name): min(1.0, max(-1.0, float(number))) for name, number in value.items()}


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value)[:MAX_RECENT]


def default_recordings_folder() -> Path:
    """Where recordings and snapshots go until the person chooses: the user's own videos folder."""
    return platformdirs.user_videos_path() / "Dancecoach"


@attrs.frozen
class Settings:
    """Every remembered choice.

    Attributes:
        engine: pose engine, one of `ENGINES`.
        pose_model: size of its network, one of `MODELS`.
        activity: what the person does, one of `ACTIVITIES`: phases or style are shown first.
        style_pack: name of the one style pack to ask, "" for all at hand.
        mirror: whether Live shows a mirror picture.
        overlay: whether the skeleton is drawn.
        theme: one of `THEMES`.
        camera: the camera last used ("0", "file:CLIP"), "" for the first one.
        delays: how much later than it is somebody seems to dance, by camera as in ``camera``, seconds; where it was
            measured.
        language: code such as "de", "" for the system's.
        recordings_folder: where recordings and snapshots go, "" for the default.
        page: the page shown last.
        recent_files: clips opened, newest first, `MAX_RECENT` at most.
        shortcuts: keys the person gave to commands, by command id; () takes a command's keys away.
        angles: joints whose angles are plotted in Review ("knee").
        dancer: who dances or is filmed now, and whose name takes and recordings get; "" for nobody named.
        annotator: whose name stands at phases that are corrected by hand, "" for the one of the login.
        trail_s: how far back the path of a joint reaches that is drawn, seconds of real action; 0 for all the way.
        grid_cells: how many cells a grid that is drawn has across.
        grid_plain: whether it is upright, and not on a plane in the picture.
        delay_s: the delay that the delay mirror was last given, seconds.
        save_last_s: how many of the last seconds are saved.
        countdown_s: seconds counted down before a recording starts, 0 for none.
        record_for_s: seconds after which a recording stops by itself, 0 for when somebody stops it.
        clap: whether Live and Practice listen for claps that start and stop a recording, or a dance.
        clap_count: how many claps: 2, or 1.
        clap_sensitivity: how easily they are heard, one of `CLAP_SENSITIVITIES`.
        capture_attempts: whether Live cuts every attempt out by itself.
        setup_hints: whether Live says where the camera should stand.
        setup_guide: whether it shows an outline to stand in.
        practice_mirror_reference: whether Practice shows the reference as in a mirror.
        practice_ghost: whether it lays the reference's body onto the learner's.
        practice_side: whether it shows takes and progress.
        practice_speed: seconds of the reference per second.
        practice_loop: whether it goes round and round.
        practice_count_in: whether it is counted in.
        practice_clicks: whether a click is heard on each beat.
        practice_wait_s: seconds to walk back before it begins, 0 for none.
        library_storage: whether clips are copied into the library or linked, one of `LIBRARY_STORAGES`; "" asks.
        library_view: how its clips are shown, one of `LIBRARY_VIEWS`.
        library_folder: folder of the library that the window opens, "" for the usual one.
        recent_libraries: folders of libraries that were opened, newest first.
        tour_seen: whether the tour was begun once: it comes by itself no more.
        floor_geometry: the place of the window for a second screen, as `geometry`.
        geometry: the window's place, as Qt wrote it, in hexadecimal.
        metrics_accepted: whether the person said yes to mediapipe's usage metrics.
        unknown: keys of the file that this version does not know, kept as they are.
    """

    engine: str = attrs.field(default="blazepose", validator=_one_of(*ENGINES))
    pose_model: str = attrs.field(default="full", validator=_one_of(*MODELS))
    activity: str = attrs.field(default="auto", validator=_one_of(*ACTIVITIES))
    style_pack: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    mirror: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    overlay: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    theme: str = attrs.field(default="dark", validator=_one_of(*THEMES))
    camera: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    delays: dict[str, float] = attrs.field(factory=dict, converter=_seconds)
    language: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    recordings_folder: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    page: str = attrs.field(default="review", validator=attrs.validators.instance_of(str))
    recent_files: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    shortcuts: dict[str, tuple[str, ...]] = attrs.field(factory=dict, converter=_shortcuts)
    angles: tuple[str, ...] = attrs.field(default=("knee", "hip"), converter=_texts)
    dancer: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    annotator: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    trail_s: float = attrs.field(default=1.0, validator=_between(0.0, 60.0))
    grid_cells: int = attrs.field(default=4, validator=_between(1, 100))
    grid_plain: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    delay_s: float = attrs.field(default=8.0, validator=_between(0.1, 60.0))
    save_last_s: int = attrs.field(default=10, validator=_between(1, 60))
    countdown_s: int = attrs.field(default=0, validator=_between(0, 60))
    record_for_s: int = attrs.field(default=0, validator=_between(0, 3600))
    clap: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    clap_count: int = attrs.field(default=2, validator=_between(1, 2))
    clap_sensitivity: str = attrs.field(default="usual", validator=_one_of(*CLAP_SENSITIVITIES))
    capture_attempts: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    setup_hints: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    setup_guide: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    practice_mirror_reference: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    practice_ghost: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    practice_side: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    practice_speed: float = attrs.field(default=1.0, validator=_between(0.25, 2.0))
    practice_loop: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    practice_count_in: bool = attrs.field(default=True, validator=attrs.validators.instance_of(bool))
    practice_clicks: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    practice_wait_s: int = attrs.field(default=0, validator=_between(0, 60))
    library_storage: str = attrs.field(default="", validator=_one_of(*LIBRARY_STORAGES))
    library_view: str = attrs.field(default="grid", validator=_one_of(*LIBRARY_VIEWS))
    library_folder: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    recent_libraries: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    tour_seen: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    floor_geometry: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    geometry: str = attrs.field(default="", validator=attrs.validators.instance_of(str))
    metrics_accepted: bool = attrs.field(default=False, validator=attrs.validators.instance_of(bool))
    unknown: dict[str, Any] = attrs.field(factory=dict)

    @property
    def recordings_path(self) -> Path:
        """Folder for recordings and snapshots."""
        return Path(self.recordings_folder) if self.recordings_folder else default_recordings_folder()

    @property
    def style_packs(self) -> tuple[str, ...]:
        """Names of the style packs to ask; () for all."""
        return (self.style_pack,) if self.style_pack else ()

    def with_recent(self, path: str) -> "Settings":
        """The settings after a clip was opened."""
        others = tuple(p for p in self.recent_files if p != path)
        return attrs.evolve(self, recent_files=(path, *others))

    def to_json(self) -> str:
        """The written form, keys sorted, unknown ones included."""
        known = {f.name: getattr(self, f.name) for f in attrs.fields(Settings) if f.name != "unknown"}
        return json.dumps({**self.unknown, **known}, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> tuple["Settings", list[str]]:
        """Settings from their written form, and a sentence for every value that had to be left at its default.

        Raises:
            SettingsError: the text is not a JSON object.
        """
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise SettingsError(_("is not valid JSON ({})").format(error)) from error
        if not isinstance(raw, dict):
            raise SettingsError(_("holds no settings"))
        settings, warnings = cls(), []
        names = {f.name for f in attrs.fields(cls)} - {"unknown"}
        for name in names & raw.keys():
            try:
                settings = attrs.evolve(settings, **{name: raw[name]})
            except (SettingsError, TypeError, AttributeError, ValueError):
                warnings.append(
                    _("The setting {} held {}, which is not usable; its default is used.").format(
                        name, repr(raw[name])[:60]
                    )
                )
        return attrs.evolve(settings, unknown={k: v for k, v in raw.items() if k not in names}), warnings


def settings_file() -> Path:
    """The settings file of this user."""
    return platformdirs.user_config_path("dancecoach", appauthor=False) / FILE_NAME


def load_settings(path: Path) -> tuple[Settings, list[str]]:
    """Read the settings; never fails.

    Returns:
        The settings (the defaults where there is no usable file) and sentences for the person about what was wrong.
        An unusable file is set aside under a name ending in ``.broken``.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except (OSError, UnicodeDecodeError) as error:
        return Settings(), [_set_aside(path, error)]
    try:
        return Settings.from_json(text)
    except SettingsError as error:
        return Settings(), [_set_aside(path, error)]


def save_settings(settings: Settings, path: Path) -> None:
    """Write the settings atomically.

    Raises:
        OutputError: they cannot be written.
    """
    make_folder(path.parent)
    write_text(path, settings.to_json())


def _set_aside(path: Path, error: Exception) -> str:
    """Keep the unusable file under another name; the sentence that says so."""
    kept = path.with_name(path.name + ".broken")
    try:
        path.replace(kept)
    except OSError:
        return _("The settings in {} cannot be read ({}); the defaults are used.").format(path, error)
    return _("The settings could not be read ({}); the file is kept as {} and the defaults are used.").format(
        str(error).rstrip("."), kept
    )
