"""A library of 10,000 clips without a file behind them, as the benchmarks of the library want it."""

from datetime import UTC, datetime, timedelta

import numpy as np
from sqlalchemy import insert

from dancecoach.library.catalogue.database import Database
from dancecoach.library.catalogue.rows import refold, text_of
from dancecoach.library.catalogue.tables import ClipRow, MemberRow, NameRow, SkillRow
from dancecoach.library.folding import fold

CLIPS = 10_000


def fill(folder):
    """Make it, with 20,000 skills, 40 tags and 30 persons."""
    rng = np.random.default_rng(0)
    shapes, styles = ("tuck", "pike", "layout", "straight"), ("", "unknown", "waltz", "tango", "rumba")
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    with Database(folder) as database, database.begin() as connection:
        connection.execute(insert(NameRow), [_name(i) for i in range(70)])
        connection.execute(insert(ClipRow), [_clip(i, begin, rng, styles) for i in range(1, CLIPS + 1)])
        connection.execute(insert(SkillRow), [_skill(i // 2 + 1, i % 2, rng, shapes) for i in range(2 * CLIPS)])
        members = {(int(rng.integers(1, 71)), int(rng.integers(1, CLIPS + 1))) for _ in range(3 * CLIPS)}
        connection.execute(insert(MemberRow), [{"name_id": n, "clip_id": c, "place": 0} for n, c in members])
        refold(connection, folder, range(1, CLIPS + 1))


def _name(number):
    name = f"camp {number}" if number < 40 else f"Anna Đặng {number}"
    return {"kind": "tag" if number < 40 else "person", "name": name, "folded": fold(name)}


def _clip(number, begin, rng, styles):
    return {
        "sha256": f"{number:016x}" + "0" * 48, "title": f"Clip {number} of the evening",
        "kind": "video", "storage": "linked",
        "path": f"/films/2026/evening/{number}.mp4", "size_bytes": 10_000_000, "width": 1920, "height": 1080,
        "fps": 30.0, "frames": 900, "duration_s": float(rng.uniform(5, 60)),
        "filmed_at": text_of(begin + timedelta(hours=number)), "added_at": text_of(begin + timedelta(hours=2 * number)),
        "rating": int(rng.integers(0, 6)), "note": "arms later, look at the landing" if number % 7 == 0 else "",
        "reference": number % 50 == 0, "style": styles[int(rng.integers(0, 5))], "style_certainty": 0.8,
        "score": float(rng.uniform(0, 100)) if number % 3 == 0 else None, "analysed_with": "blazepose full",
        "found_share": float(rng.uniform(0.5, 1)), "words": "",
    }  # fmt: skip


def _skill(clip, place, rng, shapes):
    shape = shapes[int(rng.integers(0, 4))]
    flight = float(rng.uniform(0.3, 0.9))
    return {
        "clip_id": clip, "place": place, "takeoff_s": 1.0 + place, "label": f"{shape}, 1 turn backwards",
        "shape": shape, "flight_s": flight, "height_m": 9.81 * flight**2 / 8, "turns": -1.0, "confidence": 0.9,
    }  # fmt: skip
