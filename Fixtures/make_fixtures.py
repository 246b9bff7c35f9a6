#!/usr/bin/env python3
"""Writes the fixtures: calendars, CRM exports and what must come of them. `--check` proves that the committed files are
these.

Standard library only, no clock, fixed seeds. scenario/ says what happens and what it means, exporters/ how programs
write.
"""

import io
import json
import sys
import zipfile
from pathlib import Path

import broken_files
import crm_exports
from calendar_files import IDS, calendars, uid_of
from expectations import expectations
from scenario import CASES

HERE = Path(__file__).resolve().parent


def as_json(rows: list) -> bytes:
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    for codepoint in (0x1B, 0x202A, 0x202C, 0x202E):  # readable and harmless in an editor
        lines = lines.replace(chr(codepoint), f"\\u{codepoint:04x}")
    return f"[\n{lines}\n]\n".encode()


def readme() -> bytes:
    """README.md with the table of scenarios between its markers brought up to date."""
    begin, end = "<!-- scenarios: made by make_fixtures.py -->\n", "<!-- end of scenarios -->"
    current = (HERE / "README.md").read_text(encoding="utf-8")
    head, rest = current.split(begin)
    _, tail = rest.split(end)
    rows = ["| scenario | who | UID | what it shows |", "| --- | --- | --- | --- |"]
    rows += [f"| {m.case} | {', '.join(m.who)} | `{uid_of(m)}` | {m.shows} |" for m in CASES]
    return (head + begin + "\n".join(rows) + "\n" + end + tail).encode()


def everything() -> dict:
    files = calendars()
    files.update(crm_exports.weekly(IDS))
    files.update(crm_exports.later(IDS))
    prompts, silences = expectations(later=False)
    prompts_later, _ = expectations(later=True)
    files["expected/prompts.json"] = as_json(prompts)
    files["expected/no-prompts.json"] = as_json(silences)
    files["expected/prompts-later.json"] = as_json(prompts_later)
    files.update(broken_files.files())
    files["README.md"] = readme()
    return files


def packed(members: dict) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, (2026, 3, 31, 19, 50, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def same(path: Path, wanted) -> bool:
    if not path.is_file():
        return False
    if isinstance(wanted, bytes):
        return path.read_bytes() == wanted
    with zipfile.ZipFile(path) as archive:  # members, not bytes: compressors differ
        return {n: archive.read(n) for n in archive.namelist()} == wanted


def main() -> int:
    files = everything()
    made = {HERE / name for name in files}
    kept = {
        p for folder in ("calendars", "crm", "expected", "broken") for p in (HERE / folder).rglob("*") if p.is_file()
    }
    if sys.argv[1:] == ["--check"]:
        wrong = [f"{name}: differs" for name, data in files.items() if not same(HERE / name, data)]
        wrong += [f"{p.relative_to(HERE)}: not made here" for p in sorted(kept - made)]
        for line in wrong:
            print(line, file=sys.stderr)
        return 1 if wrong else 0
    if sys.argv[1:]:
        print("usage: make_fixtures.py [--check]", file=sys.stderr)
        return 64
    for stale in kept - made:
        stale.unlink()
    for name, data in files.items():
        path = HERE / name
        if not same(path, data):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data if isinstance(data, bytes) else packed(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
