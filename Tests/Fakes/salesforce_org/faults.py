"""What goes wrong, by script: each fault waits for a request that it matches, and happens so many times.

    {"match": {"method": "PATCH", "path": "/sobjects/Task"}, "do": "lock", "times": 2}

`change` holds a record's new values: what somebody else does at that very moment.
"""

import re

from .errors import Refusal

LOCKED = "unable to obtain exclusive access to this record or 1 records: 0015500001QdQWaAAN"
ANSWERS = {
    "401": (401, "INVALID_SESSION_ID", "Session expired or invalid", None),
    "lock": (400, "UNABLE_TO_LOCK_ROW", LOCKED, []),
    "limit": (403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", None),
    "concurrency": (403, "REQUEST_LIMIT_EXCEEDED", "ConcurrentRequests (Concurrent API Requests) Limit exceeded.", None),
    "503": (503, "SERVER_UNAVAILABLE", "Server unavailable", None),
    "500": (500, "UNKNOWN_EXCEPTION", "An unexpected error occurred. Please include this ErrorId: 1-1 (1)", None),
    "converted": (400, "CANNOT_UPDATE_CONVERTED_LEAD", "cannot reference converted lead", []),
    "validation": (400, "FIELD_CUSTOM_VALIDATION_EXCEPTION", "Say what the customer wants next", ["Description"]),
}
# `drop`: answered by nobody after it was done. `reset`: cut before it was looked at. `slow`: three seconds late.
DEEDS = set(ANSWERS) | {"300", "429", "drop", "reset", "slow", "answer", "expire"}


class Faults:
    def __init__(self):
        self.waiting = []

    def add(self, faults):
        for fault in faults:
            assert fault["do"] in DEEDS, fault
            self.waiting.append({"times": 1, "skip": 0, **fault})

    def next(self, method, path):
        for fault in self.waiting:
            match = fault.get("match", {})
            if match.get("method", method) != method or not re.search(match.get("path", ""), path):
                continue
            if fault["skip"] > 0:
                fault["skip"] -= 1
                continue
            fault["times"] -= 1
            if fault["times"] <= 0:
                self.waiting.remove(fault)
            return fault
        return None


def refusal(fault):
    """The answer that a fault stands for; nothing for those that break the connection."""
    if fault["do"] == "answer":
        return Refusal(fault["status"], fault["code"], fault["message"], fault.get("fields"))
    if fault["do"] in ANSWERS:
        return Refusal(*ANSWERS[fault["do"]])
    return None
