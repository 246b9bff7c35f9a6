"""Meetings into calendar files: which VEVENTs stand in whose calendar, in which order."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import exporters
from scenario import MEETINGS, crm
from scenario.company import ARCHITECTS, BY_KEY, COLLEAGUES
from scenario.meetings import Meeting

IDS = crm.identify()
STATES = {"declined": "DECLINED", "tentative": "TENTATIVE", "waiting": "NEEDS-ACTION"}
KINDS = {"room": "ROOM", "group": "GROUP"}


def moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


def utc(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(timezone.utc)


def guests(meeting_guests: list) -> list:
    result = []
    for entry in meeting_guests:
        who, _, mark = entry.partition(" ")
        result.append(exporters.Guest(who, status=STATES.get(mark, "ACCEPTED"), kind=KINDS.get(mark, "INDIVIDUAL")))
    return result


def is_ours(who: str) -> bool:
    return who in BY_KEY or who in COLLEAGUES


def uid_of(meeting: Meeting) -> str:
    """UIDs come from the organiser's system: an architect's exporter, Google for colleagues, either for outsiders."""
    if meeting.uid:
        key, _, suffix = meeting.uid.partition(" ")
        return exporters.google_uid(key).replace("@", suffix + "@")
    organizer = meeting.organizer or meeting.who[0]
    if organizer in BY_KEY:
        maker = exporters.BY_NAME[BY_KEY[organizer].dialect].uid
    elif is_ours(organizer) or exporters.seeded(organizer)[0] % 2:
        maker = exporters.google_uid
    else:
        maker = exporters.exchange_uid
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
    base = dict(
        uid=uid_of(meeting),
        zone=zone,
        all_day=bool(meeting.all_day),
        organizer=meeting.organizer,
        access=meeting.access,
        transparent=meeting.transparent,
        description=linked(meeting.description),
        location=meeting.location,
        without_zone=meeting.without_zone,
        as_duration=meeting.as_duration,
    )
    hour = meeting.start[10:]

    def event(at, lasts=length, **more):
        return exporters.Event(
            **{
                **base,
                "start": at,
                "end": at + lasts,
                "title": meeting.title,
                "guests": guests(meeting.guests),
                "status": meeting.status,
                **more,
            }
        )

    if meeting.orphan:
        return [event(start, recurrence_id=start)]
    if meeting.earlier:
        return [event(moment(meeting.earlier[0]), sequence=0), event(start, sequence=1)]
    if not meeting.rule:
        if owner.dialect == "Google" and not meeting.all_day and zone != "floating":
            base["zone"] = None
            start = utc(start, zone).replace(tzinfo=None)
        return [event(start)]
    result = [
        event(
            start,
            rule=meeting.rule,
            skipped=[moment(d + hour) for d in meeting.skipped],
            added=[moment(a) for a in meeting.added],
            status="CONFIRMED",
        )
    ]
    for day, change in meeting.changed.items():
        lasts = timedelta(minutes=change.minutes) if change.minutes else length
        more = {"guests": guests(change.guests)} if change.guests else {}
        result.append(
            event(
                moment(change.start) if change.start else moment(day + hour),
                lasts,
                recurrence_id=moment(day + hour),
                sequence=1,
                title=change.title or meeting.title,
                status=change.status or "CONFIRMED",
                **more,
            )
        )
    if meeting.shifted:
        day, new = meeting.shifted
        result.append(event(moment(new), recurrence_id=moment(day + hour), future=True, sequence=1))
    return result


def calendars() -> dict:
    """Path: bytes, or for an archive {member: bytes}."""
    files = {}
    for owner in ARCHITECTS:
        if owner.dialect is None:
            continue
        dialect = exporters.BY_NAME[owner.dialect]()
        by_file = {}
        for meeting in MEETINGS:
            if owner.key in meeting.who:
                by_file.setdefault(meeting.file or owner.file, []).append(meeting)
        members = {}
        for file, meetings in by_file.items():
            rows = [e for m in sorted(meetings, key=lambda m: (m.start, m.case)) for e in events(m, owner)]
            if file.startswith("hiro/cancelled"):
                members[file] = exporters.Exchange().calendar(owner, rows, method="CANCEL")
            elif file == owner.file:
                members[file] = dialect.calendar(owner, rows)
            else:
                members[file] = dialect.calendar(owner, rows, label=file.removesuffix(".ics"))
        if owner.file.endswith(".zip"):
            main = members.pop(owner.file)
            page = b"<!DOCTYPE html><title>Archive</title><p>Your archive holds Calendar.\n"
            files["calendars/" + owner.file] = {
                "Takeout/archive_browser.html": page,
                f"Takeout/Calendar/{owner.email}.ics": main,
                **{"Takeout/Calendar/" + name: data for name, data in members.items()},
            }
        else:
            files.update({"calendars/" + name: data for name, data in members.items()})
    return files
