#!/usr/bin/env python3
"""A workspace on loopback: the part of Slack's Web API that Debrief uses, and the people who press buttons.

usage: slack.py CERTIFICATES [--secret SECRET] [--app http://127.0.0.1:8717]
Prints one line of JSON with its port ("tls"), then serves until its standard input ends.

/api/METHOD is the Web API for the token xoxb-test. It keeps users, channels and messages, enforces scopes, the limits of
Block Kit, one message a second in a channel (when told to), and what follows the script of faults:

/control/fault    {"method": "chat.postMessage", "fault": F, "times": 1}; F is 429, ratelimited, slow, drop, reset, 500 or
                  the name of any error of Slack's. drop does what was asked and closes without an answer.
/control/clear    takes all messages away
/control/state    everything: users, channels, messages, views, calls
/control/press    {"user", "channel", "ts", "action", "choice"}: somebody presses or chooses in a message
/control/submit   {"user", "values": {block_id: value}}: somebody sends the form that is open, as Slack's client lets them
/control/suggest  {"user", "block", "query"}: somebody types into an external select of the open form
/control/command  {"user", "command", "text"}
                  These four give a signed request: sent to the app where --app says where it is, else in the answer.
/control/answer   {"status", "body"}: what the app answered to the last of them; its faults come back as "complaints"
"""
import argparse
import hashlib
import hmac
import json
import ssl
import struct
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET

TOKEN = "xoxb-test"
TEAM = "T0TANUKI"
SCOPES = {
    "auth.test": None, "users.lookupByEmail": "users:read.email", "users.info": "users:read",
    "conversations.open": "im:write", "conversations.list": "channels:read", "conversations.history": "im:history",
    "chat.postMessage": "chat:write", "chat.update": "chat:write", "views.open": None,
}
FORM_ONLY = {"auth.test", "users.lookupByEmail", "users.info", "conversations.list", "conversations.history"}

lock = threading.RLock()


def units(text):
    return len(text.encode("utf-16-le")) // 2


class Refused(Exception):
    def __init__(self, code, **more):
        self.code, self.more = code, more


class Workspace:
    def __init__(self, secret, app):
        self.secret, self.app = secret, app
        self.users = {}      # id -> {"id", "email", "name"}
        self.channels = {}   # id -> {"id", "name", "messages": [...], "user"}
        self.views = []      # open forms, the last on top
        self.triggers = {}   # trigger -> when it was given
        self.faults = []
        self.calls = []
        self.scopes = {s for s in SCOPES.values() if s} | {
            "chat:write.public", "commands", "channels:history", "groups:read", "groups:history"}
        self.strict_rate = False
        self.forgetful = False  # a control for tests: history without any message's metadata
        self.posted = {}
        self.counter = 0
        self.asked = None
        self.clock = None    # seconds since 1970 that requests are stamped with; None: the machine's

    def next(self):
        self.counter += 1
        return self.counter

    # Web API

    def call(self, method, args):
        if method not in SCOPES:
            raise Refused("unknown_method")
        needed = SCOPES[method]
        if needed and needed not in self.scopes:
            raise Refused("missing_scope", needed=needed, provided=",".join(sorted(self.scopes)))
        return getattr(self, method.replace(".", "_"))(args)

    def auth_test(self, args):
        return {"url": "https://tanuki.slack.test/", "team": "Tanuki", "user": "debrief", "team_id": TEAM,
                "user_id": "U0DEBRIEF", "bot_id": "B0DEBRIEF", "is_enterprise_install": False}

    def users_lookupByEmail(self, args):
        for user in self.users.values():
            if user["email"].lower() == args.get("email", "").lower():
                return {"user": self.person(user)}
        raise Refused("users_not_found")

    def users_info(self, args):
        if args.get("user") not in self.users:
            raise Refused("user_not_found")
        return {"user": self.person(self.users[args["user"]])}

    def person(self, user):
        return {"id": user["id"], "team_id": user.get("team", TEAM), "name": user["name"], "deleted": False,
                "is_bot": False, "profile": {"email": user["email"], "real_name": user["name"]}}

    def conversations_open(self, args):
        user = args.get("users", "")
        if user not in self.users:
            raise Refused("user_not_found")
        for channel in self.channels.values():
            if channel.get("user") == user:
                return {"channel": {"id": channel["id"]}, "already_open": True, "no_op": True}
        channel = {"id": f"D{self.next():08d}", "name": None, "user": user, "messages": []}
        self.channels[channel["id"]] = channel
        return {"channel": {"id": channel["id"]}}

    def conversations_list(self, args):
        named = [c for c in sorted(self.channels.values(), key=lambda c: c["id"]) if c["name"]]
        start = int(args.get("cursor") or 0)
        size = min(int(args.get("limit") or 100), 2)  # small pages, so that paging is walked
        page = named[start:start + size]
        more = str(start + size) if start + size < len(named) else ""
        return {"channels": [{"id": c["id"], "name": c["name"], "is_channel": True} for c in page],
                "response_metadata": {"next_cursor": more}}

    def channel(self, args):
        name = args.get("channel", "")
        for channel in self.channels.values():
            if channel["id"] == name or (channel["name"] and name == "#" + channel["name"]):
                return channel
        raise Refused("channel_not_found")

    def conversations_history(self, args):
        channel = self.channel(args)
        oldest = float(args.get("oldest") or 0)
        found = [m for m in reversed(channel["messages"]) if float(m["ts"]) >= oldest]
        start = int(args.get("cursor") or 0)
        size = min(int(args.get("limit") or 100), 3)
        page = [dict(m) for m in found[start:start + size]]
        if self.forgetful or args.get("include_all_metadata") not in ("true", True, "1"):
            for message in page:
                message.pop("metadata", None)
        more = str(start + size) if start + size < len(found) else ""
        return {"messages": page, "has_more": bool(more), "response_metadata": {"next_cursor": more}}

    def chat_postMessage(self, args):
        channel = self.channel(args)
        check_message(args)
        now = time.time()
        if self.strict_rate and now - self.posted.get(channel["id"], 0) < 0.95:
            raise Refused("ratelimited", http=429, retry=1)
        self.posted[channel["id"]] = now
        ts = f"{int(now)}.{self.next():06d}"
        message = {"type": "message", "ts": ts, "user": "U0DEBRIEF", "bot_id": "B0DEBRIEF", "text": args.get("text", ""),
                   "blocks": args.get("blocks", []), "edits": 0}
        if "metadata" in args:
            message["metadata"] = args["metadata"]
        message["arguments"] = {k: v for k, v in args.items() if k not in ("blocks", "text", "metadata")}
        channel["messages"].append(message)
        return {"channel": channel["id"], "ts": ts, "message": message}

    def chat_update(self, args):
        channel = self.channel(args)
        check_message(args)
        for message in channel["messages"]:
            if message["ts"] == args.get("ts"):
                message.update(text=args.get("text", ""), blocks=args.get("blocks", []), edits=message["edits"] + 1)
                return {"channel": channel["id"], "ts": message["ts"], "text": message["text"]}
        raise Refused("message_not_found")

    def views_open(self, args):
        given = self.triggers.pop(args.get("trigger_id", ""), None)
        if given is None:
            raise Refused("invalid_trigger_id")
        if time.time() - given[0] > 3:
            raise Refused("expired_trigger_id")
        view = args.get("view") or {}
        check_view(view)
        view = dict(view, id=f"V{self.next():08d}", team_id=TEAM, user=given[1])
        self.views.append(view)
        return {"view": view}

    # People

    def trigger(self, user):
        trigger = f"{self.next()}.trigger"
        self.triggers[trigger] = (time.time(), user)
        return trigger

    def who(self, user):
        person = self.users[user]
        return {"id": user, "username": person["name"], "name": person["name"], "team_id": person.get("team", TEAM)}

    def base(self, kind, user):
        team = self.users[user].get("team", TEAM)
        return {"type": kind, "team": {"id": team, "domain": "tanuki"}, "user": self.who(user), "api_app_id": "A0DEBRIEF",
                "token": "deprecated", "enterprise": None, "is_enterprise_install": False}

    def press(self, asked):
        channel = self.channels[asked["channel"]]
        message = next(m for m in channel["messages"] if m["ts"] == asked["ts"])
        for block in message["blocks"]:
            for element in block.get("elements", []) + ([block["accessory"]] if "accessory" in block else []):
                if element.get("action_id") != asked["action"] or asked.get("value", element.get("value")) != element.get("value"):
                    continue
                action = {"type": element["type"], "action_id": element["action_id"],
                          "block_id": block.get("block_id", "b1x"), "action_ts": "1.2"}
                if element["type"] == "button":
                    action.update(text=element["text"], value=element.get("value"))
                elif element["type"] == "static_select":
                    option = next(o for o in element["options"] if o["value"] == asked["choice"])
                    action.update(selected_option=option, placeholder=element["placeholder"])
                else:
                    action.update(selected_option={"text": {"type": "plain_text", "text": "x"}, "value": asked["choice"]})
                payload = self.base("block_actions", asked["user"])
                payload.update(
                    container={"type": "message", "message_ts": message["ts"], "channel_id": channel["id"],
                               "is_ephemeral": False},
                    trigger_id=self.trigger(asked["user"]), channel={"id": channel["id"], "name": "directmessage"},
                    message=message, actions=[action], response_url="https://hooks.slack.test/actions/1",
                    state={"values": {}})
                return self.request("payload", payload)
        raise Refused("no_such_action")

    def submit(self, asked):
        view = next(v for v in reversed(self.views) if v["user"] == asked["user"])
        values, missing = {}, []
        for block in view["blocks"]:
            if block["type"] != "input":
                continue
            element, given = block["element"], asked["values"].get(block["block_id"])
            value = self.filled(element, given)
            if value is None and not block.get("optional") and not asked.get("unchecked"):
                missing.append(block["block_id"])
            state = {"type": element["type"]}
            state.update(value or self.empty(element))
            values[block["block_id"]] = {element["action_id"]: state}
        unknown = set(asked["values"]) - set(values)
        if unknown or missing:  # Slack's client does not let them send
            raise Refused("client_refuses", missing=missing, unknown=sorted(unknown))
        payload = self.base("view_submission", asked["user"])
        payload.update(trigger_id=self.trigger(asked["user"]), response_urls=[], view=dict(view, state={"values": values}))
        return self.request("payload", payload)

    @staticmethod
    def empty(element):
        kind = element["type"]
        if kind.startswith("multi") or kind == "checkboxes":
            return {"selected_options": []}
        if kind == "plain_text_input":
            return {"value": None}
        return {"selected_date": None} if kind == "datepicker" else {"selected_option": None}

    @staticmethod
    def filled(element, given):
        kind = element["type"]

        def option(value):
            for choice in element.get("options", []):
                if choice["value"] == value:
                    return choice
            if "external" in kind:
                return {"text": {"type": "plain_text", "text": "x", "emoji": False}, "value": value}
            raise Refused("no_such_option", value=value)

        if kind == "plain_text_input":
            text = element.get("initial_value") if given is None else given
            if text and units(text) > element.get("max_length", 3000):
                raise Refused("too_long_for_the_field")
            return {"value": text} if text else None
        if kind == "datepicker":
            day = element.get("initial_date") if given is None else given
            return {"selected_date": day} if day else None
        if kind.startswith("multi") or kind == "checkboxes":
            chosen = element.get("initial_options", []) if given is None else [option(v) for v in given]
            return {"selected_options": chosen} if chosen else None
        chosen = element.get("initial_option") if given is None else option(given)
        return {"selected_option": chosen} if chosen else None

    def suggest(self, asked):
        payload = self.base("block_suggestion", asked["user"])
        if "ts" in asked:
            channel = self.channels[asked["channel"]]
            message = next(m for m in channel["messages"] if m["ts"] == asked["ts"])
            block = next(b for b in message["blocks"] if any("external" in e["type"] for e in b.get("elements", [])))
            element = next(e for e in block["elements"] if "external" in e["type"])
            payload.update(container={"type": "message", "message_ts": asked["ts"], "channel_id": channel["id"]},
                           message=message)
        else:
            view = next(v for v in reversed(self.views) if v["user"] == asked["user"])
            block = next(b for b in view["blocks"] if b.get("block_id") == asked["block"])
            element = block["element"]
            payload.update(container={"type": "view", "view_id": view["id"]}, view=dict(view, state={"values": {}}))
        payload.update(action_id=element["action_id"], block_id=block["block_id"], value=asked["query"])
        return self.request("payload", payload)

    def command(self, asked):
        return self.request(None, {
            "token": "deprecated", "team_id": self.users[asked["user"]].get("team", TEAM), "team_domain": "tanuki",
            "channel_id": "C0ANY", "channel_name": "any", "user_id": asked["user"],
            "user_name": self.users[asked["user"]]["name"], "command": asked["command"], "text": asked.get("text", ""),
            "api_app_id": "A0DEBRIEF", "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.test/commands/1", "trigger_id": self.trigger(asked["user"])})

    def request(self, field, payload):
        self.asked = payload
        form = {field: json.dumps(payload, ensure_ascii=False)} if field else payload
        body = urllib.parse.urlencode(form)
        stamp = str(int(self.clock or time.time()))
        mac = hmac.new(self.secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Slack-Request-Timestamp": stamp,
                   "X-Slack-Signature": "v0=" + mac, "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        return {"headers": headers, "body": body}

    def send(self, request):
        """Sends to the app and takes its answer, which has to come within three seconds."""
        began = time.time()
        kind = {"block_suggestion": "options", None: "commands"}.get(self.asked.get("type"), "interactivity")
        app = urllib.request.Request(f"{self.app}/slack/{kind}", request["body"].encode(), request["headers"])
        try:
            with urllib.request.urlopen(app, timeout=10) as answer:
                status, body = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode()
        result = {"status": status, "body": body, "seconds": round(time.time() - began, 3)}
        with lock:
            result["complaints"] = self.answer({"status": status, "body": body})["complaints"]
        if result["seconds"] > 3:
            result["complaints"].append("the answer took longer than three seconds")
        return result

    def answer(self, given):
        """What Slack's client would make of the app's answer."""
        complaints, asked, body = [], self.asked or {}, None
        if given["status"] != 200:
            complaints.append(f"status {given['status']}: the person sees an error")
            return {"complaints": complaints}
        if given["body"]:
            try:
                body = json.loads(given["body"])
            except ValueError:
                complaints.append("the body is not JSON")
                return {"complaints": complaints}
        kind = asked.get("type")
        if kind == "view_submission":
            view = asked["view"]
            action = (body or {}).get("response_action")
            if action is None or action == "clear":
                if body and action is None:
                    complaints.append("a body without response_action")
                self.views = [v for v in self.views if v["id"] != view["id"]]
            elif action == "errors":
                known = {b.get("block_id") for b in view["blocks"] if b["type"] == "input"}
                wrong = set(body["errors"]) - known
                if wrong or not body["errors"]:
                    complaints.append(f"errors at no input: {sorted(wrong)}")
            elif action in ("update", "push"):
                self.judge(lambda: check_view(body["view"]), complaints)
                self.views = [dict(body["view"], id=v["id"], user=v["user"]) if v["id"] == view["id"] else v for v in self.views]
            else:
                complaints.append(f"no response_action of Slack's: {action}")
        elif kind == "block_suggestion":
            if not isinstance(body, dict) or ("options" in body) == ("option_groups" in body):
                complaints.append("a suggestion is answered by options or option_groups")
            else:
                groups = body.get("option_groups") or [{"label": plain("x"), "options": body.get("options", [])}]
                self.judge(lambda: check_groups(groups, "options" in body), complaints)
        elif "command" in asked and body:
            self.judge(lambda: check_message(body), complaints)
        elif body:
            complaints.append("an answer with a body to a press")
        return {"complaints": complaints}

    @staticmethod
    def judge(check, complaints):
        try:
            check()
        except Refused as refused:
            complaints.append(f"{refused.code}: {refused.more}")


# Block Kit's limits (docs.slack.dev, reference/block-kit)

def need(condition, what):
    if not condition:
        raise Refused("invalid_blocks", messages=what)


def plain(text):
    return {"type": "plain_text", "text": text, "emoji": False}


def check_text(text, most, what, kinds=("plain_text",)):
    need(isinstance(text, dict) and text.get("type") in kinds, f"{what}: type")
    need(1 <= units(text.get("text", "")) <= most, f"{what}: 1 to {most} characters")


def check_options(options, what, most=100):
    need(1 <= len(options) <= most, f"{what}: 1 to {most} options")
    for option in options:
        check_text(option.get("text"), 75, f"{what} option")
        need(1 <= units(option.get("value", "")) <= 150, f"{what}: option value")
        if "description" in option:
            check_text(option["description"], 75, f"{what} option description")


def check_groups(groups, may_be_empty):
    need(len(groups) <= 100, "groups")
    for group in groups:
        check_text(group.get("label"), 75, "group label")
        if group["options"] or not may_be_empty:
            check_options(group["options"], "group")


def check_element(element, in_view):
    kind = element.get("type")
    need(1 <= units(element.get("action_id", "")) <= 255, f"{kind}: action_id")
    if "placeholder" in element:
        check_text(element["placeholder"], 150, f"{kind} placeholder")
    if kind == "button":
        check_text(element.get("text"), 75, "button")
        need(units(element.get("value", "")) <= 2000, "button value")
        need(element.get("style") in (None, "primary", "danger"), "button style")
    elif kind in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
        check_options(element.get("options", []), kind, 10 if kind in ("radio_buttons", "checkboxes") else 100)
        chosen = ([element["initial_option"]] if "initial_option" in element else []) + element.get("initial_options", [])
        need(all(option in element["options"] for option in chosen), f"{kind}: initial choice is none of the options")
        need(element.get("initial_options") != [], f"{kind}: empty initial_options")
    elif kind in ("external_select", "multi_external_select"):
        chosen = ([element["initial_option"]] if "initial_option" in element else []) + element.get("initial_options", [])
        if chosen:
            check_options(chosen, kind)
        need(element.get("initial_options") != [], f"{kind}: empty initial_options")
    elif kind in ("plain_text_input", "datepicker"):
        need(in_view or kind == "datepicker", f"{kind} outside a view")
        need(units(element.get("initial_value", "")) <= element.get("max_length", 3000) <= 3000, f"{kind}: length")
    else:
        need(False, f"no element {kind}")


def check_blocks(blocks, most, in_view):
    need(len(blocks) <= most, f"more than {most} blocks")
    ids = [b["block_id"] for b in blocks if "block_id" in b]
    need(len(ids) == len(set(ids)), "a block_id stands twice")
    need(all(1 <= units(i) <= 255 for i in ids), "block_id")
    for block in blocks:
        kind = block.get("type")
        if kind == "header":
            check_text(block.get("text"), 150, "header")
        elif kind == "section":
            need("text" in block or "fields" in block, "section without text")
            if "text" in block:
                check_text(block["text"], 3000, "section", ("plain_text", "mrkdwn"))
            need(len(block.get("fields", [])) <= 10, "fields")
            for field in block.get("fields", []):
                check_text(field, 2000, "field", ("plain_text", "mrkdwn"))
            if "accessory" in block:
                check_element(block["accessory"], in_view)
        elif kind == "context":
            need(1 <= len(block.get("elements", [])) <= 10, "context")
            for element in block["elements"]:
                check_text(element, 2000, "context", ("plain_text", "mrkdwn"))
        elif kind == "actions":
            need(1 <= len(block.get("elements", [])) <= 25, "actions")
            for element in block["elements"]:
                check_element(element, in_view)
            names = [e["action_id"] for e in block["elements"]]
            need(len(names) == len(set(names)), "an action_id stands twice")
        elif kind == "input":
            need(in_view, "input outside a view")
            check_text(block.get("label"), 2000, "label")
            check_element(block.get("element", {}), in_view)
            if "hint" in block:
                check_text(block["hint"], 2000, "hint")
        elif kind != "divider":
            need(False, f"no block {kind}")


def shown(value):
    if isinstance(value, dict):
        return sum(units(v) if k == "text" and isinstance(v, str) else shown(v) for k, v in value.items())
    return sum(map(shown, value)) if isinstance(value, list) else 0


def check_message(message):
    if not message.get("text") and not message.get("blocks"):
        raise Refused("no_text")
    if units(message.get("text", "")) > 40000:
        raise Refused("msg_too_long")
    blocks = message.get("blocks", [])
    check_blocks(blocks, 50, False)
    if shown(blocks) > 13200:
        raise Refused("msg_blocks_too_long")


def check_view(view):
    need(view.get("type") == "modal", "a modal's type")
    check_text(view.get("title"), 24, "title")
    for name in ("submit", "close"):
        if name in view:
            check_text(view[name], 24, name)
    need("submit" in view or all(b["type"] != "input" for b in view["blocks"]), "inputs without submit")
    need(units(view.get("private_metadata", "")) <= 3000, "private_metadata")
    need(units(view.get("callback_id", "")) <= 255, "callback_id")
    need(len(view.get("blocks", [])) >= 1, "blocks")
    check_blocks(view["blocks"], 100, True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for the head to be acknowledged

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.do_POST()

    def do_POST(self):
        path, _, query = self.path.partition("?")
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if path.startswith("/control/"):
            return self.control(path[len("/control/"):], json.loads(raw or b"{}"))
        method = path.rsplit("/", 1)[-1]
        with lock:
            self.server.workspace.calls.append(method)
            fault = next((f for f in self.server.workspace.faults if f["method"] in (method, "*")), None)
            if fault:
                fault["times"] -= 1
                if fault["times"] <= 0:
                    self.server.workspace.faults.remove(fault)
        fault = fault["fault"] if fault else None
        if fault == "429":
            return self.reply({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "1"})
        if fault == "500":
            return self.reply({"ok": False}, 500)
        if fault == "reset":
            return self.reset()
        if fault == "slow":
            time.sleep(3)
        elif fault and fault != "drop":
            return self.reply({"ok": False, "error": fault})
        answer, status, headers = self.perform(method, raw, query)
        if fault == "drop":
            self.close_connection = True
            return self.connection.close()
        self.reply(answer, status, headers)

    def perform(self, method, raw, query):
        space = self.server.workspace
        headers = {"X-OAuth-Scopes": ",".join(sorted(space.scopes))}
        try:
            kind = (self.headers.get("Content-Type") or "").split(";")[0]
            args = dict(urllib.parse.parse_qsl(query))
            if kind == "application/json":
                if method in FORM_ONLY:  # these methods do not read JSON bodies
                    args = {}
                else:
                    args.update(json.loads(raw or b"{}"))
            else:
                args.update(urllib.parse.parse_qsl(raw.decode()))
                for name in ("blocks", "metadata", "view"):
                    if isinstance(args.get(name), str):
                        args[name] = json.loads(args[name])
            given = self.headers.get("Authorization", "").removeprefix("Bearer ") or args.get("token", "")
            if not given:
                raise Refused("not_authed")
            if given != TOKEN:
                raise Refused("invalid_auth")
            with lock:
                return dict(space.call(method, args), ok=True), 200, headers
        except Refused as refused:
            more = dict(refused.more)
            status = more.pop("http", 200)
            if retry := more.pop("retry", None):
                headers["Retry-After"] = str(retry)
            return dict(more, ok=False, error=refused.code), status, headers

    def control(self, verb, given):
        space = self.server.workspace
        try:
            with lock:
                if verb == "fault":
                    space.faults.append({"times": 1, **given})
                    return self.reply({})
                if verb == "set":  # {"strict_rate": true}, {"scopes": [...]}, {"app": url}
                    for name, value in given.items():
                        setattr(space, name, set(value) if name == "scopes" else value)
                    return self.reply({})
                if verb == "users":  # [[id, email, name], …]
                    for identifier, email, name, *team in given["users"]:
                        space.users[identifier] = {"id": identifier, "email": email, "name": name,
                                                   **({"team": team[0]} if team else {})}
                    return self.reply({})
                if verb == "channels":
                    for name in given["names"]:
                        identifier = f"C{space.next():08d}"
                        space.channels[identifier] = {"id": identifier, "name": name, "messages": []}
                    return self.reply({})
                if verb == "clear":
                    for channel in space.channels.values():
                        channel["messages"].clear()
                    return self.reply({})
                if verb == "state":
                    return self.reply({"users": space.users, "channels": space.channels, "views": space.views,
                                       "calls": space.calls})
                if verb == "answer":
                    return self.reply(space.answer(given))
                request = getattr(space, verb)(given)
            return self.reply(space.send(request) if space.app else request)
        except Refused as refused:
            return self.reply({"refused": refused.code, **refused.more})

    def reply(self, value, status=200, headers=None):
        body = json.dumps(value, ensure_ascii=False, default=list).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, text in (headers or {}).items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    def reset(self):
        self.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that hangs up is no news here; anything else is a fault of the fake's."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("certificates")
    parser.add_argument("--secret", default="slack-signing-secret")
    parser.add_argument("--app")
    options = parser.parse_args()
    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.workspace = Workspace(options.secret, options.app)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options.certificates + "/good.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"tls": server.server_address[1]}), flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
