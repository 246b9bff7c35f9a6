#!/usr/bin/env python3
"""A simulation of rules over many stored meetings, and how long pages take meanwhile.

    web_simulation.py BIN FOLDER [MEETINGS] [ARCHITECTS]

BIN holds `debrief` and `debrief-serve`. The meetings come from calendars that are made in FOLDER and read by a run; each
has a contact of the demo's CRM and a stranger as guests. An admin's draft then blocks two customers.
"""

import csv
import datetime
import html
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse

NOW = "2026-03-31T18:00:00Z"
PROJECT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DRAFT = "".join(f"  - {{ kind: block, domain: {name}.example, reason: r }}\n" for name in ("hexleypharma", "pepsilo"))


def make(folder, meetings, architects):
    os.makedirs(os.path.join(folder, "calendars"), exist_ok=True)
    emails = [f"architect.{number:03}@tanuki.example" for number in range(architects)]
    with open(os.path.join(PROJECT, "pipeline.yml"), encoding="utf-8") as file:
        text = file.read().replace("Fixtures/", PROJECT + "/Fixtures/")
    text = re.sub(r"calendars:.*?\n\ncrm:", "calendars:\n  - { path: calendars }\n\ncrm:", text, flags=re.S)
    lines = "".join(f"  - {{ email: {email}, team: enterprise }}\n" for email in emails)
    with open(os.path.join(folder, "pipeline.yml"), "w", encoding="utf-8") as file:
        file.write(text.replace("solution_architects:\n", "solution_architects:\n" + lines))
    with open(os.path.join(PROJECT, "Fixtures/crm/weekly/Contact.csv"), encoding="utf-8-sig") as file:
        contacts = [row["Email"] for row in csv.DictReader(file) if row.get("Email")]
    first = datetime.datetime(2026, 1, 2, 7)
    for number, email in enumerate(emails):
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
        for place in range(meetings // architects):
            start = first + datetime.timedelta(days=place // 8 % 88, hours=place % 8, minutes=place // 704 * 5)
            lines += [
                "BEGIN:VEVENT", f"UID:{number}-{place}@bench", "DTSTAMP:20260101T000000Z", f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
                "DURATION:PT30M", f"SUMMARY:Meeting {number} {place}", f"ORGANIZER:mailto:{email}",
                f"ATTENDEE:mailto:{contacts[(number * 31 + place * 7) % len(contacts)]}",
                f"ATTENDEE:mailto:guest{place % 400}@company{(number * 13 + place) % 900}.example",
                f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{email}", "END:VEVENT",
            ]
        with open(os.path.join(folder, "calendars", email + ".ics"), "w", newline="") as file:
            file.write("\r\n".join(lines + ["END:VCALENDAR", ""]))
    return emails


def main():
    programs, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    meetings = int(sys.argv[3]) if len(sys.argv) > 3 else 25_000
    emails = make(folder, meetings, int(sys.argv[4]) if len(sys.argv) > 4 else 40)
    common = ["--config", os.path.join(folder, "pipeline.yml"), "--now", NOW]
    subprocess.run([programs + "/debrief", "run", *common], check=False, stderr=subprocess.DEVNULL, cwd=folder)
    server = subprocess.Popen(
        [programs + "/debrief-serve", "--port", "0", *common], stderr=subprocess.PIPE, text=True, cwd=folder)
    try:
        measure(int(re.search(r":(\d+)$", server.stderr.readline().strip()).group(1)), programs, common, emails[0])
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def measure(port, programs, common, architect):
    def ask(method, path, cookie="", fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.monotonic()
        connection.request(method, path, urllib.parse.urlencode(fields) if fields is not None else None, headers)
        answer = connection.getresponse()
        return answer, answer.read().decode(), time.monotonic() - began

    def session(email):
        link = subprocess.run(
            [programs + "/debrief", "sign-in", email, *common], check=True, capture_output=True, text=True).stdout
        return ask("POST", urllib.parse.urlsplit(link.strip()).path, "", {})[0].getheader("Set-Cookie").split(";")[0]

    admin, other = session("sales.operations@tanuki.example"), session(architect)
    page = ask("GET", "/rules", admin)[1]
    token = ("token", re.search(r'name="token" value="(\w+)"', page).group(1))
    ask("POST", "/rules/draft", admin, [token])
    page = ask("GET", "/rules/draft/text", admin)[1]
    text = html.unescape(re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S).group(1)) + DRAFT
    seen = re.search(r'name="seen" value="(\d+)"', page).group(1)
    ask("POST", "/rules/draft/text", admin, [token, ("seen", seen), ("text", text)])
    inbox, own, is_done = [], [], False

    def look():
        while not is_done:
            answer, _, seconds = ask("GET", "/inbox", other)
            assert answer.status == 200
            inbox.append(seconds)
            time.sleep(0.1)

    thread = threading.Thread(target=look)
    thread.start()
    began = time.monotonic()
    own.append(ask("POST", "/rules/simulation", admin, [token])[2])
    while "What would change" not in page:
        _, page, seconds = ask("GET", "/rules/simulation", admin)
        own.append(seconds)
        time.sleep(0.5)
    total, is_done = time.monotonic() - began, True
    thread.join()
    inbox.sort()
    count = re.search(r"(\d+) stored meetings", page).group(1)
    print(f"{count} meetings simulated in {total:.1f} s")
    print(f"the simulation's own page: {len(own)} times, at most {max(own):.2f} s, which includes waiting 0.7 s for it")
    print(f"an inbox meanwhile: {len(inbox)} times, half within {inbox[len(inbox) // 2] * 1000:.0f} ms, "
          f"at most {inbox[-1] * 1000:.0f} ms")


main()
