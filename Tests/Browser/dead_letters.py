"""Deliveries that went wrong, written into the store as the answers of a courier would be."""

from __future__ import annotations

import sqlite3

from installation import SA, Installation

STATES = [("failed", 0), ("unknown", 1), ("unknown", 0), ("queued", 0), ("done", 0)]
TEXT = "We went through the open points. They want a date for the rollout."


def log(site: Installation, count: int = len(STATES)) -> None:
    """Logs prompts, but not those that ask for more than what is always missing."""
    waiting = [p["id"] for p in site.prompts() if p["match"]["outcome"] == "matched"]
    words = ["--as", SA, "--type", "demo", "--sentiment", "neutral", "--description", TEXT]
    logged = 0
    while logged < count:
        logged += bool(site.debrief("log", waiting.pop(0), *words, check=False))


def go_wrong(site: Installation, texts: list[str]) -> list[str]:
    """Gives what is queued one state after the other, with `texts` as what services said. Returns the keys."""
    database = sqlite3.connect(site.folder / ".debrief" / "debrief.sqlite")
    keys = [key for (key,) in database.execute("SELECT key FROM outbox WHERE object = 'Task' ORDER BY sequence")]
    for number, key in enumerate(keys):
        state, person = STATES[number % len(STATES)]
        text = texts[number % len(texts)]
        attempts = [("sending", 1, None), ("queued", 1, text), ("sending", 2, None), (state, 2, text)]
        database.execute(
            "UPDATE outbox SET state = ?, forPerson = ?, why = ?, field = ?, courier = ?, attempts = 2, reference = ?,"
            " version = version + 4 WHERE key = ?",
            (state, person, text, text if state == "failed" else None, "salesforce",
             text if state == "done" else None, key))
        for line, (now, attempt, why) in enumerate(attempts, start=2):
            database.execute(
                "INSERT INTO outboxEvent (key, number, at, state, attempt, courier, why) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (key, line, f"2026-03-31T18:0{line}:00Z", now, attempt, "salesforce", why))
    database.commit()
    database.close()
    return keys
