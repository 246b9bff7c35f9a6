"""What the tests share: one browser, and the names of the pages."""

from __future__ import annotations

import installation
from watched import Chromium

_chromium: Chromium | None = None


def chromium() -> Chromium:
    global _chromium
    if _chromium is None:
        _chromium = Chromium()
    return _chromium


def close() -> None:
    if _chromium:
        _chromium.close()
    installation.forget()
