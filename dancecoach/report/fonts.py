"""Fonts for pictures and PDF: one that is always there, and those of the system for scripts that it lacks."""

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_LATIN = "\u00ff"
"""Up to here the house's own font has every letter."""

_LINUX = ("/usr/share/fonts", "/usr/local/share/fonts")
_NAMES = (
    *("DejaVuSans.ttf", "NotoSans-Regular.ttf", "LiberationSans-Regular.ttf", "arial.ttf", "Arial Unicode.ttf"),
    *("ArialHB.ttc", "msyh.ttc", "msgothic.ttc", "malgun.ttf", "Nirmala.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    *("DroidSansFallbackFull.ttf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "STHeiti Light.ttc"),
)
"""Well-known TrueType fonts, in the order in which they are asked; PostScript outlines cannot be embedded."""


def house_font(*, bold: bool = False) -> Path:
    """Bitstream Vera, which comes with reportlab: the letters of western Europe, the same on every system."""
    import reportlab

    return Path(reportlab.__file__).parent / "fonts" / ("VeraBd.ttf" if bold else "Vera.ttf")


def font_runs(line: str, *, bold: bool = False) -> list[tuple[str, Path]]:
    """A line in pieces, each with a font that has its letters; the house's own where none has."""
    house = house_font(bold=bold)
    runs: list[tuple[str, Path]] = []
    for letter in line:
        file = house if letter <= _LATIN else _file_with(letter, house)
        if runs and (runs[-1][1] == file or letter.isspace()):
            runs[-1] = (runs[-1][0] + letter, runs[-1][1])
        else:
            runs.append((letter, file))
    return runs


def _file_with(letter: str, house: Path) -> Path:
    files = (house, *system_fonts())
    return next((file for file in files if letter in _known(file)), house)


@lru_cache(maxsize=1)
def system_fonts() -> tuple[Path, ...]:
    """Those of the well-known fonts that are installed."""
    found: dict[str, Path] = {}
    for folder in _folders():
        for suffix in ("*.ttf", "*.ttc"):
            for file in folder.rglob(suffix):
                found.setdefault(file.name.lower(), file)
    return tuple(found[name.lower()] for name in _NAMES if name.lower() in found)


def _folders() -> Iterator[Path]:
    """Where this system keeps fonts; a folder that is not there holds none."""
    if sys.platform == "win32":
        yield Path("C:/Windows/Fonts")
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), Path.home() / "Library/Fonts")
    else:
        yield from (*map(Path, _LINUX), Path.home() / ".local/share/fonts", Path.home() / ".fonts")


@lru_cache(maxsize=32)
def _known(file: Path) -> frozenset[str]:
    """The letters of a font; none of one that cannot be read."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFontFile

    try:
        face = TTFontFile(str(file))
    except (TTFError, OSError, KeyError, ValueError):
        return frozenset()
    return frozenset(chr(code) for code in face.charToGlyph)
