"""Text as wide as a browser will draw it: advance widths of Arial and Helvetica, cutting and wrapping."""

import unicodedata
from functools import lru_cache

from officesplit.report.plain import clean

ELLIPSIS = "…"
_EM = 1000
_WIDE = 1000
_OTHER = 640
_MARGIN = 1.03
# Widths in thousandths of an em of the printable ASCII characters, from space to tilde: the public AFM metrics of
# Helvetica, which Arial and Liberation Sans share. The margin covers browsers that fall back to a wider face.
_ASCII = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
)  # fmt: skip


@lru_cache(maxsize=4096)
def _advance(char: str) -> int:
    if " " <= char <= "~":
        return _ASCII[ord(char) - 32]
    if unicodedata.combining(char):
        return 0
    return _WIDE if unicodedata.east_asian_width(char) in "WF" else _OTHER


def width(text: str, size: float) -> float:
    """Width of ``text`` in pixels at a font size in pixels."""
    return sum(map(_advance, text)) * size * _MARGIN / _EM


def fit(text: str, room: float, size: float) -> str:
    """``text`` cleaned, and cut with an ellipsis where it is wider than ``room`` pixels."""
    text = clean(text)
    if width(text, size) <= room:
        return text
    left = room - width(ELLIPSIS, size)
    for index, char in enumerate(text):
        left -= width(char, size)
        if left < 0:
            return text[:index].rstrip() + ELLIPSIS
    return text


def wrap(text: str, room: float, size: float, lines: int) -> list[str]:
    """``text`` on at most ``lines`` lines of ``room`` pixels; what does not fit is cut with an ellipsis."""
    done: list[str] = []
    words = clean(text).split(" ")
    while words and len(done) < lines - 1:
        count = 1
        while count < len(words) and width(" ".join(words[: count + 1]), size) <= room:
            count += 1
        if width(" ".join(words[:count]), size) > room:
            break
        done.append(" ".join(words[:count]))
        words = words[count:]
    if words:
        done.append(fit(" ".join(words), room, size))
    return done
