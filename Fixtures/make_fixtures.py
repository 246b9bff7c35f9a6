#!/usr/bin/env python3
"""Writes the fixtures: calendars, CRM exports and what must come of them. `--check` proves that the committed files are these.

Standard library only, no clock, fixed seeds. scenario: company.py, crm.py, cases.py, ordinary.py; dialects: dialects.py, exports.py."""

import io
import json
import sys
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import broken
import crm
import dialects
import exports
from cases import CASES
from company import (ARCHITECTS, BY_KEY, COLLEAGUES, FALLBACK_ZONE, HORIZON_DAYS, LATER, NOW, SETTLE_MINUTES, SINCE_DAYS, address)
from meetings import Change, Means, Meeting
from ordinary import ORDINARY

HERE = Path(__file__).resolve().parent
MEETINGS = CASES + ORDINARY
IDS = crm.identify()
ROOT_OF = {o.key: o.account for o in crm.OPPORTUNITIES + crm.LATER_OPPORTUNITIES}
STATES = {"declined": "DECLINED", "tentative": "TENTATIVE", "waiting": "NEEDS-ACTION"}
KINDS = {"room": "ROOM", "group": "GROUP"}
NAMES_ITS_ZONE = ("Google", "AppleCalendar", "EMClient")


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


def utc(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)


def written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def zone_of(meeting: Meeting, owner) -> str:
    """Where the meeting's local times lie on the UTC time line."""
    if meeting.zone == "floating":
        return owner.zone if owner.dialect in NAMES_ITS_ZONE else FALLBACK_ZONE
    return meeting.zone or BY_KEY[meeting.who[0]].zone


def guests(meeting_guests: list) -> list:
    result = []
    for entry in meeting_guests:
        who, _, mark = entry.partition(" ")
        result.append(dialects.Guest(who, status=STATES.get(mark, "ACCEPTED"), kind=KINDS.get(mark, "INDIVIDUAL")))
    return result


def is_ours(who: str) -> bool:
    return who in BY_KEY or who in COLLEAGUES


def uid_of(meeting: Meeting) -> str:
    """UIDs come from the organiser's system: an architect's exporter, Google for her colleagues, either for outsiders."""
    if meeting.uid:
        key, _, suffix = meeting.uid.partition(" ")
        return dialects.google_uid(key).replace("@", suffix + "@")
    organizer = meeting.organizer or meeting.who[0]
    if organizer in BY_KEY:
        maker = getattr(dialects, BY_KEY[organizer].dialect).uid
    elif is_ours(organizer) or dialects.seeded(organizer)[0] % 2:
        maker = dialects.google_uid
    else:
        maker = dialects.exchange_uid
    return maker(meeting.case)


def linked(description: str) -> str:
    for key, identifier in IDS["opportunity"].items():
        description = description.replace("{%s}" % key, identifier)
    return description


def events(meeting: Meeting, owner) -> list:
    """The VEVENTs of a meeting in one architect's calendar: the master and its overrides."""
    start = moment(meeting.start)
    length = timedelta(days=meeting.all_day) if meeting.all_day else timedelta(minutes=meeting.minutes)
    zone = meeting.zone or BY_KEY[meeting.who[0]].zone
    base = dict(uid=uid_of(meeting), zone=zone, all_day=bool(meeting.all_day), organizer=meeting.organizer, access=meeting.access,
                transparent=meeting.transparent, description=linked(meeting.description), location=meeting.location, without_zone=meeting.without_zone)
    hour = meeting.start[10:]

    def event(at, lasts=length, **more):
        return dialects.Event(**{**base, "start": at, "end": at + lasts, "title": meeting.title, "guests": guests(meeting.guests),
                                 "status": meeting.status, **more})

    if meeting.orphan:
        return [event(start, recurrence_id=start)]
    if meeting.earlier:
        return [event(moment(meeting.earlier[0]), sequence=0), event(start, sequence=1)]
    if not meeting.rule:
        if owner.dialect == "Google" and not meeting.all_day and zone != "floating":
            base["zone"] = None
            start = utc(start, zone).replace(tzinfo=None)
        return [event(start)]
    result = [event(start, rule=meeting.rule, skipped=[moment(d + hour) for d in meeting.skipped], added=[moment(a) for a in meeting.added],
                    status="CONFIRMED")]
    for day, change in meeting.changed.items():
        lasts = timedelta(minutes=change.minutes) if change.minutes else length
        more = {"guests": guests(change.guests)} if change.guests else {}
        result.append(event(moment(change.start) if change.start else moment(day + hour), lasts, recurrence_id=moment(day + hour), sequence=1,
                            title=change.title or meeting.title, status=change.status or "CONFIRMED", **more))
    if meeting.shifted:
        day, new = meeting.shifted
        result.append(event(moment(new), recurrence_id=moment(day + hour), future=True, sequence=1))
    return result


def instances(meeting: Meeting):
    """(original local start or None, local start, local end, change) of every instance, as the scenario states them."""
    length = timedelta(days=meeting.all_day) if meeting.all_day else timedelta(minutes=meeting.minutes)
    start = moment(meeting.start)
    if not meeting.rule:
        yield (start if meeting.orphan else None), start, start + length, Change()
        return
    originals = [moment(d + meeting.start[10:]) for d in meeting.dates if d not in meeting.skipped]
    for original in sorted(originals + [moment(a) for a in meeting.added]):
        day = original.strftime("%Y-%m-%d")
        change = meeting.changed.get(day, Change())
        begins = moment(change.start) if change.start else original
        if meeting.shifted and day >= meeting.shifted[0]:
            begins = original + (moment(meeting.shifted[1]) - moment(meeting.shifted[0] + meeting.start[10:]))
        lasts = timedelta(minutes=change.minutes) if change.minutes else length
        yield original, begins, begins + lasts, change


def meaning(meeting: Meeting, owner, change: Change, later: bool) -> Means:
    means = change.means or (meeting.later if later and meeting.later else meeting.means)
    return means[owner.key] if isinstance(means, dict) else means


def ascii_domain(domain: str) -> str:
    return domain.encode("idna").decode()


def prompt(meeting: Meeting, owner, means: Means, original, start, end, change: Change) -> dict:
    account = means.account or (ROOT_OF[means.opportunity] if means.opportunity else None)
    return {
        "owner": owner.email,
        "uid": uid_of(meeting),
        "recurrence_id": original,
        "start": written(start),
        "end": written(end),
        "title": change.title or meeting.title,
        "outcome": means.outcome,
        "tier": means.tier,
        "opportunity": IDS["opportunity"][means.opportunity] if means.opportunity else None,
        "account": IDS["account"][account] if account else None,
        "candidates": [IDS["opportunity"][c] for c in means.candidates],
        "warnings": [{"domain": ascii_domain(d), "account": IDS["account"][a]} for d, a in means.warnings],
        "flags": list(means.flags),
        "why": means.why,
    }


def expectations(later: bool) -> tuple:
    """What each architect is asked, and every event that asks nothing, with its reason."""
    now = instant(LATER if later else NOW)
    since, horizon = now - timedelta(days=SINCE_DAYS), now + timedelta(days=HORIZON_DAYS)
    prompts, silences = [], []
    for meeting in MEETINGS:
        for owner in (BY_KEY[k] for k in meeting.who):
            quiet = []
            for original, begins, ends, change in instances(meeting):
                zone = zone_of(meeting, owner)
                start, end = utc(begins, zone), utc(ends, zone)
                if original is None:
                    recurrence = None
                elif meeting.all_day:
                    recurrence = original.strftime("%Y-%m-%d")
                elif meeting.zone == "floating":
                    recurrence = original.strftime("%Y-%m-%dT%H:%M:%S")
                else:
                    recurrence = written(utc(original, zone))
                means = meaning(meeting, owner, change, later)
                if means.reason == "outside_window" or (meeting.rule and means.reason is None and (end < since or start >= horizon)):
                    reason = "outside_window"
                elif means.reason:
                    reason = means.reason
                elif end + timedelta(minutes=SETTLE_MINUTES) > now:
                    reason = "not_ended"
                else:
                    prompts.append(prompt(meeting, owner, means, recurrence, start, end, change))
                    continue
                quiet.append({"owner": owner.email, "uid": uid_of(meeting), "recurrence_id": recurrence, "reason": reason})
            if meeting.rule and meeting.changed == {} and len({q["reason"] for q in quiet}) == 1 and isinstance(meeting.means, Means) and meeting.means.reason:
                quiet = [{**quiet[0], "recurrence_id": None}]  # a series that is silent as a whole
            silences += [q for q in quiet if not (q["reason"] == "outside_window" and meeting.rule)]
    prompts.sort(key=lambda p: (p["owner"], p["start"], p["uid"]))
    silences.sort(key=lambda q: (q["owner"], q["uid"], q["recurrence_id"] or ""))
    return prompts, silences


def calendars() -> dict:
    """Path: bytes, or for an archive {member: bytes}."""
    files = {}
    for owner in ARCHITECTS:
        if owner.dialect is None:
            continue
        dialect = getattr(dialects, owner.dialect)()
        by_file = {}
        for meeting in MEETINGS:
            if owner.key in meeting.who:
                by_file.setdefault(meeting.file or owner.file, []).append(meeting)
        members = {}
        for file, meetings in by_file.items():
            rows = [e for m in sorted(meetings, key=lambda m: (m.start, m.case)) for e in events(m, owner)]
            if file.startswith("hiro/cancelled"):
                members[file] = dialects.Exchange().calendar(owner, rows, method="CANCEL")
            elif file == owner.file:
                members[file] = dialect.calendar(owner, rows)
            else:
                members[file] = dialect.calendar(owner, rows, label=file.removesuffix(".ics"))
        if owner.file.endswith(".zip"):
            main = members.pop(owner.file)
            page = b"<!DOCTYPE html><title>Archive</title><p>Your archive holds Calendar.\n"
            files["calendars/" + owner.file] = {
                "Takeout/archive_browser.html": page, f"Takeout/Calendar/{owner.email}.ics": main,
                **{"Takeout/Calendar/" + name: data for name, data in members.items()}}
        else:
            files.update({"calendars/" + name: data for name, data in members.items()})
    return files


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
    files.update(exports.weekly(IDS))
    files.update(exports.later(IDS))
    prompts, silences = expectations(later=False)
    prompts_later, _ = expectations(later=True)
    files["expected/prompts.json"] = as_json(prompts)
    files["expected/no-prompts.json"] = as_json(silences)
    files["expected/prompts-later.json"] = as_json(prompts_later)
    files.update(broken.files())
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
    kept = {p for folder in ("calendars", "crm", "expected", "broken") for p in (HERE / folder).rglob("*") if p.is_file()}
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
