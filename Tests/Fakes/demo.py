#!/usr/bin/env python3
"""Shows the whole way on services of our own making: a prompt in Slack, the form, the task in Salesforce, the post in the
region's channel, and the update that all of them follow. Everything runs on this machine; nothing leaves it.

usage: demo.py DEBRIEF
"""
import csv
import json
import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PROJECT = os.path.dirname(os.path.dirname(HERE))
FOLDER = PROJECT + "/.debrief-demo"
NOW = "2026-03-31T18:00:00Z"
NOW_SECONDS = 1774980000
SECRETS = {"DEBRIEF_SLACK_TOKEN": "xoxb-test", "DEBRIEF_SLACK_SIGNING_SECRET": "slack-signing-secret",
           "DEBRIEF_SALESFORCE_CLIENT_SECRET": "s3cret"}
CHANNELS = ["sa-tech-eval-start", "sa-tech-eval-end", "stage-move-02", "chorus-calls", "primary-sa-change"]


def say(text):
    print(text, flush=True)


class Service:
    """A fake that prints its port and ends with its standard input."""

    def __init__(self, script, argument, port):
        self.process = subprocess.Popen([sys.executable, f"{HERE}/{script}", argument], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.url = f"https://localhost:{json.loads(self.process.stdout.readline())[port]}"
        self.tls = ssl.create_default_context(cafile=FOLDER + "/ca.pem")

    def ask(self, path, value):
        request = urllib.request.Request(self.url + path, json.dumps(value).encode())
        with urllib.request.urlopen(request, context=self.tls) as answer:
            return json.load(answer)

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)


def rows(name):
    path = f"{PROJECT}/Fixtures/crm/weekly/{name}.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def seed(salesforce):
    """The fixtures' customers, so that a task finds what it is about."""
    kept = {"User": ["Id", "Name", "Email"], "Account": ["Id", "Name"],
            "Contact": ["Id", "LastName", "Email", "AccountId"], "Opportunity": ["Id", "Name", "AccountId", "StageName"]}
    for name, fields in kept.items():
        records = []
        for row in rows(name):
            record = {field: row[field] for field in fields if row.get(field)}
            if name == "Contact":
                record.setdefault("LastName", row.get("Name") or "?")
            if name == "User":
                record["IsActive"] = True
            records.append(record)
        salesforce.ask("/_fake/seed", {name: records})


def configuration(slack, salesforce):
    with open(PROJECT + "/pipeline.yml", encoding="utf-8") as file:
        text = file.read().replace("Fixtures/", "../Fixtures/").replace("since: 90d", "since: 1d")
    text += f"\nslack: {{enabled: true, api: '{slack.url}/api/', ca_file: ca.pem}}\n"
    if salesforce:
        text += (f"salesforce: {{url: '{salesforce.url}', login: client_credentials, client_id: 3MVG9.debrief, "
                 "ca_file: ca.pem}\n")
    with open(FOLDER + "/pipeline.yml", "w", encoding="utf-8") as file:
        file.write(text)
    return text


def debrief(program, *arguments, codes=(0,)):
    command = [program, *arguments, "--config", FOLDER + "/pipeline.yml"]
    done = subprocess.run(command, env={**os.environ, **SECRETS}, capture_output=True, text=True)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def texts(value):
    """Every text of a message, as its reader sees it."""
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for name, each in value.items() if name != "options" for text in texts(each)]
    return []


def show(title, message):
    say(f"\n--- {title}")
    for text in texts(message["blocks"]):
        for line in text.split("\n"):
            say("    " + line)


def main(program):
    shutil.rmtree(FOLDER, ignore_errors=True)
    os.makedirs(FOLDER, mode=0o700)
    subprocess.run(["sh", HERE + "/certificates.sh", FOLDER], check=True)
    slack = Service("slack.py", FOLDER, "tls")
    salesforce = None
    if os.path.exists(HERE + "/salesforce.py"):
        salesforce = Service("salesforce.py", FOLDER + "/good.pem", "https")
        seed(salesforce)
    text = configuration(slack, salesforce)
    people = [line.split("email: ")[1].split(",")[0] for line in text.split("\n") if line.startswith("  - { email: ")]
    slack.ask("/control/users", {"users": [[f"U{n:03d}SA", email, email.split("@")[0]] for n, email in enumerate(people)]})
    regions = [line.split('channel: "#')[1].split('"')[0] for line in text.split("\n") if 'channel: "#' in line]
    slack.ask("/control/channels", {"names": regions + CHANNELS})
    slack.ask("/control/set", {"clock": NOW_SECONDS})
    server = None
    try:
        say("debrief doctor slack")
        say(debrief(program, "doctor", "slack", codes=(0, 3)).rstrip())
        # The first run of an installation tells nobody of what was there before.
        debrief(program, "run", "--now", "2026-03-31T12:00:00Z", codes=(0, 3))
        say("\ndebrief run: calendars and CRM in, messages out")
        debrief(program, "run", "--now", NOW, codes=(0, 3))
        server = subprocess.Popen(
            [program, "serve", "--port", "0", "--now", NOW, "--config", FOLDER + "/pipeline.yml"],
            env={**os.environ, **SECRETS}, stderr=subprocess.PIPE, text=True)
        address = server.stderr.readline().split()[-1]
        slack.ask("/control/set", {"app": address})
        walk(program, slack, salesforce)
    finally:
        if server:
            server.terminate()
            server.wait(20)
        slack.end()
        if salesforce:
            salesforce.end()


def walk(program, slack, salesforce):
    pending = json.loads(debrief(program, "prompts", "list", "--outcome", "matched", "--json", "--now", NOW))["prompts"]
    state = slack.ask("/control/state", {})
    direct = {state["users"][c["user"]]["email"]: c for c in state["channels"].values() if c.get("user")}
    prompt, channel, message = next(
        (p, direct[p["owner"]], m) for p in pending if p["owner"] in direct for m in direct[p["owner"]]["messages"]
        if any(e.get("value", "").startswith(p["id"]) for b in m["blocks"] for e in b.get("elements", [])))
    user = channel["user"]
    place = {"user": user, "channel": channel["id"], "ts": message["ts"]}
    say(f"{sum(len(c['messages']) for c in direct.values())} messages to {len(direct)} SAs")
    show(f"what {prompt['owner']} reads", message)

    def act(verb, given):
        answer = slack.ask("/control/" + verb, given)
        if answer.get("refused") or answer.get("complaints") or answer.get("status") != 200:
            sys.exit(f"{verb}: {answer}")
        return answer

    act("press", {**place, "action": "log"})
    form = wait(lambda: next((v for v in slack.ask("/control/state", {})["views"] if v["user"] == user), None))
    filled = [b["block_id"] for b in form["blocks"] if b["type"] == "input" and
              any(name.startswith("initial") for name in b["element"])]
    say(f"\n--- Log a Call opens the form; filled in as far as facts go: {', '.join(filled)}")
    wrong = act("submit", {"user": user, "unchecked": True, "values": {"type": ["Other"], "description": "Short."}})
    say("--- sent too early, and told what is missing, at its field:")
    for field, why in json.loads(wrong["body"])["errors"].items():
        say(f"    {field}: {why}")
    values = {"type": ["Demo"], "sentiment": "Positive",
              "description": "Intent: show it. Outcome: they want a trial. Next step: send the plan."}
    if "name" not in filled:
        offered = json.loads(act("suggest", {"user": user, "block": "name", "query": ""})["body"])["option_groups"]
        values["name"] = [offered[0]["options"][0]["value"]]
    act("submit", {"user": user, "values": values})
    show("the same message, a moment later", wait(lambda: changed(slack, place, message)))

    say("\ndebrief run, two minutes later: the task leaves, the region hears of it")
    debrief(program, "run", "--now", "2026-03-31T18:02:00Z", codes=(0, 3))
    debrief(program, "push", "--now", "2026-03-31T18:04:00Z", codes=(0, 3))
    tasks(salesforce)
    post, region = wait(lambda: next(
        ((m, c) for c in slack.ask("/control/state", {})["channels"].values() if c["name"] for m in c["messages"]
         if "logged Demo" in m["text"]), None))
    show(f"#{region['name']}", post)

    in_region = {"user": user, "channel": region["id"], "ts": post["ts"]}
    act("press", {**in_region, "action": "update"})
    wait(lambda: [v for v in slack.ask("/control/state", {})["views"] if v["user"] == user])
    act("submit", {"user": user, "values": {"sentiment": "Negative"}})
    show("the post after Update Activity: the sentiment was another", wait(lambda: changed(slack, in_region, post)))
    debrief(program, "push", "--now", "2026-03-31T18:10:00Z", codes=(0, 3))
    tasks(salesforce)
    say("\nWhat stands in .debrief-demo was made by this; 'rm -r .debrief-demo' takes it away.")


def changed(slack, place, before):
    for message in slack.ask("/control/state", {})["channels"][place["channel"]]["messages"]:
        if message["ts"] == place["ts"] and message["edits"] > before["edits"]:
            return message
    return None


def tasks(salesforce):
    if not salesforce:
        for path in sorted(os.listdir(FOLDER + "/.debrief/outbox")):
            say(f"    .debrief-demo/.debrief/outbox/{path}")
        return
    found = [t for t in salesforce.ask("/_fake/state", {})["records"].get("Task", []) if t.get("Debrief_Key__c")]
    say(f"--- in Salesforce: {len(found)} task")
    for task in found:
        for field in ("Subject", "Status", "TaskSubtype", "ActivityDate", "WhatId", "WhoId",
                      "customer_interaction_sentiment__c", "Debrief_Key__c"):
            say(f"    {field}: {task.get(field)}")


def wait(found, seconds=10):
    """What follows an answer takes a moment."""
    for _ in range(seconds * 20):
        result = found()
        if result:
            return result
        time.sleep(0.05)
    sys.exit("nothing came")


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
