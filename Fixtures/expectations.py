"""What must come of the calendars: prompts, and events that ask nothing, as the scenario's meanings say."""

from datetime import datetime, timedelta

from calendar_files import IDS, moment, uid_of, utc
from scenario import MEETINGS, crm
from scenario.company import BY_KEY, FALLBACK_ZONE, HORIZON_DAYS, LATER, NOW, SETTLE_MINUTES, SINCE_DAYS
from scenario.meetings import Change, Means, Meeting
from scenario.opportunities import OPPORTUNITIES

ACCOUNT_OF = {o.key: o.account for o in OPPORTUNITIES + crm.LATER_OPPORTUNITIES}
NAMES_ITS_ZONE = ("Google", "AppleCalendar", "EMClient")  # they write X-WR-TIMEZONE


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def written(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def zone_of(meeting: Meeting, owner) -> str:
    """Where the meeting's local times lie on the UTC time line."""
    if meeting.zone == "floating":
        return owner.zone if owner.dialect in NAMES_ITS_ZONE else FALLBACK_ZONE
    return meeting.zone or BY_KEY[meeting.who[0]].zone


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
    account = means.account or (ACCOUNT_OF[means.opportunity] if means.opportunity else None)
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
                if means.reason == "outside_window" or (
                    meeting.rule and means.reason is None and (end < since or start >= horizon)
                ):
                    reason = "outside_window"
                elif means.reason:
                    reason = means.reason
                elif end + timedelta(minutes=SETTLE_MINUTES) > now:
                    reason = "not_ended"
                else:
                    prompts.append(prompt(meeting, owner, means, recurrence, start, end, change))
                    continue
                quiet.append(
                    {"owner": owner.email, "uid": uid_of(meeting), "recurrence_id": recurrence, "reason": reason}
                )
            if (
                meeting.rule
                and meeting.changed == {}
                and len({q["reason"] for q in quiet}) == 1
                and isinstance(meeting.means, Means)
                and meeting.means.reason
            ):
                quiet = [{**quiet[0], "recurrence_id": None}]  # a series that is silent as a whole
            silences += [q for q in quiet if not (q["reason"] == "outside_window" and meeting.rule)]
    prompts.sort(key=lambda p: (p["owner"], p["start"], p["uid"]))
    silences.sort(key=lambda q: (q["owner"], q["uid"], q["recurrence_id"] or ""))
    return prompts, silences
