#!/usr/bin/env python3
"""Makes the pictures of the README anew, from the demo: `make pictures`.

The terminal's is what tmux shows of `debrief review`, set in a browser; the browser's is the inbox with a form open.
"""

from __future__ import annotations

import html
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import harness  # noqa: E402
import installation  # noqa: E402
from installation import BUILD, NOW, PROJECT, SA  # noqa: E402

PICTURES = PROJECT / "docs" / "pictures"
LIMIT = 150_000  # bytes: a README is read on slow lines, too
COLUMNS, ROWS = 96, 28

STYLE = """
  body { margin: 0; background: #16181c; display: inline-block; padding: 18px 22px; }
  pre { margin: 0; font: 15px/1.3 "DejaVu Sans Mono", "Liberation Mono", monospace; color: #d9dbe0; }
  .b { font-weight: 700; color: #fff; } .d { color: #9a9ea8; } .r { background: #d9dbe0; color: #16181c; }
  .c1 { color: #ff8f85; } .c2 { color: #8fd6a0; } .c3 { color: #e9c46a; } .c4 { color: #8ab4f8; }
  .c5 { color: #d7a5f5; } .c6 { color: #7fd3d9; } .u { text-decoration: underline; }
"""


def classes(codes: str, now: set[str]) -> set[str]:
    """What a terminal looks like after `ESC [ codes m` (ECMA-48, 8.3.117)."""
    now = set(now)
    for code in (int(part or 0) for part in codes.split(";")):
        if code == 0:
            now.clear()
        elif code in (1, 2, 4, 7):
            now.add({1: "b", 2: "d", 4: "u", 7: "r"}[code])
        elif code in (22, 24, 27):
            now -= {22: {"b", "d"}, 24: {"u"}, 27: {"r"}}[code]
        elif 30 <= code <= 37 or 90 <= code <= 97:
            now = {name for name in now if not name.startswith("c")} | {f"c{code % 10}"}
        elif code == 39:
            now = {name for name in now if not name.startswith("c")}
    return now


def page_of(screen: str) -> str:
    parts, now = [], set()
    for piece in re.split(r"(\x1b\[[0-9;]*m)", screen):
        found = re.fullmatch(r"\x1b\[([0-9;]*)m", piece)
        if found:
            now = classes(found.group(1), now)
        elif piece:
            text = html.escape(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", piece))
            parts.append(f'<span class="{" ".join(sorted(now))}">{text}</span>' if now else text)
    return f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body><pre>{''.join(parts)}</pre>"


def terminal(site: installation.Installation) -> str:
    name = f"debrief-picture-{site.folder.name}"
    command = f"'{BUILD / 'debrief'}' review --as {SA} --now {NOW} --config '{site.configuration}'"

    def tmux(*arguments: str) -> str:
        return subprocess.run(["tmux", "-L", name, *arguments], check=True, capture_output=True, text=True).stdout

    tmux("-f", "/dev/null", "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), "-e", "LANG=C.UTF-8", command)
    try:
        for keys in (["j", "j"], ["Enter"]):
            time.sleep(1)
            tmux("send-keys", *keys)
        time.sleep(1)
        return tmux("capture-pane", "-e", "-p").rstrip("\n")
    finally:
        tmux("kill-server")


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    site = installation.demo()
    try:
        with harness.chromium().page(site.origin, viewport={"width": 1120, "height": 760}) as page:
            site.sign_in(page, SA)
            page.locator("li.row [data-row]").nth(2).click()
            page.locator("#description").wait_for()
            page.evaluate("() => scrollTo(0, 0)")
            page.screenshot(path=PICTURES / "browser.png")
        with harness.chromium().page("http://127.0.0.1") as page:
            page.set_content(page_of(terminal(site)))
            page.locator("body").screenshot(path=PICTURES / "terminal.png")
    finally:
        site.close()
        harness.close()
    sizes = {path: path.stat().st_size for path in sorted(PICTURES.glob("*.png"))}
    for path, size in sizes.items():
        print(f"{path.relative_to(PROJECT)}: {size // 1000} kB")
    return 0 if all(size < LIMIT for size in sizes.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
