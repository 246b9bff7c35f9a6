#!/usr/bin/env python3
"""Holds the fake workspace to slack_sdk, a client that others wrote for the real one: if slack_sdk cannot work with it, the
fake is wrong. With a file of payloads (one JSON object on each line), slack_sdk's own models also judge those.

usage: check_slack.py CERTIFICATES PORT [PAYLOADS]
Prints "ok" and what was checked, or the first thing that is wrong, with exit code 1.
"""
import json
import ssl
import sys
import time
import urllib.parse
import urllib.request

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackObjectFormationError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from slack_sdk.signature import SignatureVerifier


def main(certificates, port, payloads=None):
    context = ssl.create_default_context(cafile=certificates + "/ca.pem")
    base = f"https://localhost:{port}"

    def control(verb, given):
        request = urllib.request.Request(f"{base}/control/{verb}", json.dumps(given).encode())
        return json.load(urllib.request.urlopen(request, context=context))

    def refused(code, call, *args, **more):
        try:
            call(*args, **more)
        except SlackApiError as error:
            assert error.response["error"] == code, (code, error.response.data)
            return error.response
        raise AssertionError(f"{code} was to be refused")

    client = WebClient("xoxb-test", base_url=base + "/api/", ssl=context)
    control("users", {"users": [["U0PY", "pia.young@tanuki.example", "pia"], ["U0XX", "x@other.test", "x", "T0OTHER"]]})
    control("channels", {"names": ["one", "two", "three", "sa-activity-py"]})

    identity = client.auth_test()
    assert identity["team_id"] == "T0TANUKI" and \
        "x-oauth-scopes" in {name.lower() for name in identity.headers}
    user = client.users_lookupByEmail(email="pia.young@tanuki.example")["user"]["id"]
    assert client.users_info(user=user)["user"]["profile"]["email"] == "pia.young@tanuki.example"
    refused("users_not_found", client.users_lookupByEmail, email="nobody@tanuki.example")
    refused("invalid_auth", WebClient("xoxb-other", base_url=base + "/api/", ssl=context).auth_test)
    refused("not_authed", WebClient(base_url=base + "/api/", ssl=context).auth_test)
    direct = client.conversations_open(users=user)["channel"]["id"]
    assert client.conversations_open(users=user)["channel"]["id"] == direct, "one channel for a person"
    names = [c["name"] for page in client.conversations_list(limit=500) for c in page["channels"]]
    assert "sa-activity-py" in names, "slack_sdk follows next_cursor"

    button = {"type": "actions", "block_id": "b", "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}, "value": "7"}]}
    posted = client.chat_postMessage(
        channel=direct, text="Hello", blocks=[button],
        metadata={"event_type": "debrief_delivery", "event_payload": {"key": "k1"}})
    for n in range(4):
        client.chat_postMessage(channel=direct, text=f"more {n}")
    history = [m for page in client.conversations_history(channel=direct, include_all_metadata=True, limit=100)
               for m in page["messages"]]
    assert [m["text"] for m in history] == ["more 3", "more 2", "more 1", "more 0", "Hello"], "newest first"
    assert history[-1]["metadata"]["event_payload"]["key"] == "k1"
    assert "metadata" not in client.conversations_history(channel=direct, oldest=posted["ts"])["messages"][-1]
    client.chat_update(channel=direct, ts=posted["ts"], text="Changed", blocks=[button])
    refused("message_not_found", client.chat_update, channel=direct, ts="1.0", text="x")
    refused("channel_not_found", client.chat_postMessage, channel="C0NONE", text="x")
    refused("no_text", client.chat_postMessage, channel=direct, text="")
    header = {"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}
    refused("invalid_blocks", client.chat_postMessage, channel=direct, text="x", blocks=[header])
    long = [{"type": "section", "text": {"type": "plain_text", "text": "s" * 2900}}] * 5
    refused("msg_blocks_too_long", client.chat_postMessage, channel=direct, text="x", blocks=long)

    verifier = SignatureVerifier("slack-signing-secret")
    request = control("press", {"user": user, "channel": direct, "ts": posted["ts"], "action": "go"})
    assert verifier.is_valid_request(request["body"], request["headers"]), "signed as slack_sdk verifies"
    assert not verifier.is_valid_request(request["body"] + " ", request["headers"])
    payload = json.loads(urllib.parse.parse_qs(request["body"])["payload"][0])
    assert payload["actions"][0]["value"] == "7"
    view = View(type="modal", callback_id="c", title="T", submit="S", blocks=[
        {"type": "input", "block_id": "i", "label": {"type": "plain_text", "text": "L"},
         "element": {"type": "plain_text_input", "action_id": "a"}}])
    client.views_open(trigger_id=payload["trigger_id"], view=view)
    refused("invalid_trigger_id", client.views_open, trigger_id=payload["trigger_id"], view=view)
    assert control("submit", {"user": user, "values": {}})["refused"] == "client_refuses"
    request = control("submit", {"user": user, "values": {"i": "text"}})
    sent = json.loads(urllib.parse.parse_qs(request["body"])["payload"][0])
    assert sent["view"]["state"]["values"]["i"]["a"]["value"] == "text"
    assert control("answer", {"status": 200, "body": ""})["complaints"] == []

    control("fault", {"method": "auth.test", "fault": "429"})
    limited = refused("ratelimited", client.auth_test)
    assert limited.status_code == 429 and limited.headers["Retry-After"] == "1"
    patient = WebClient("xoxb-test", base_url=base + "/api/", ssl=context, retry_handlers=[RateLimitErrorRetryHandler(1)])
    control("fault", {"method": "auth.test", "fault": "429"})
    began = time.time()
    assert patient.auth_test()["ok"] and time.time() - began >= 1, "slack_sdk waits for Retry-After"
    checked = check_payloads(payloads) if payloads else 0
    print(f"ok: the scenario, and {checked} payloads")


def check_payloads(path):
    try:  # the judge must be able to say no
        Block.parse({"type": "header", "text": {"type": "plain_text", "text": "h" * 151}}).validate_json()
    except SlackObjectFormationError:
        pass
    else:
        raise AssertionError("slack_sdk's models judge nothing")
    count = 0
    for line in open(path, encoding="utf-8"):
        payload = json.loads(line)
        if payload.get("type") == "modal":
            view = View(**payload)
            view.validate_json()
            assert view.to_dict()["blocks"] == payload["blocks"] or len(view.blocks) == len(payload["blocks"])
        blocks = Block.parse_all(payload["blocks"])
        assert len(blocks) == len(payload["blocks"]), "a block that slack_sdk does not know"
        for block in blocks:
            block.validate_json()
            for element in getattr(block, "elements", None) or [getattr(block, "element", None)]:
                if element is not None and hasattr(element, "validate_json"):
                    element.validate_json()
        count += 1
    return count


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except AssertionError as error:
        print(f"not as slack_sdk expects: {error}")
        sys.exit(1)
