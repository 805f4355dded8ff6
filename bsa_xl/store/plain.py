"""Moments and texts as the store writes them."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_text(at: datetime) -> str:
    """A moment in UTC, always the same width, so that the order of texts is the order of time.

    Returns:
        ``2026-03-02T10:15:00.000000+00:00``.

    Raises:
        ValueError: the moment does not say its time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a moment without its time zone cannot be ordered among others")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(text: str) -> datetime:
    """What `moment_text` wrote."""
    return datetime.fromisoformat(text)


def storable(text: str) -> str:
    r"""A text that the database takes: what is no character (half a pair) is written as ``\udcff``.

    File names on some systems, and cells of odd workbooks, hold such halves.
    """
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
