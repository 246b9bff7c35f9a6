#!/usr/bin/env python3
"""A receiver of webhooks on loopback that counts what it did (https://www.standardwebhooks.com).

usage: webhook.py SECRET
Prints one line of JSON with its port, then serves until its standard input ends.
  POST /hook          acts on an id once
  POST /forgetful     acts each time: what a receiver must not do, for a control and for tests of receipts
  GET  /hook/ID, /forgetful/ID    a receipt: 200 where the id was acted on, else 404
  POST /lossy         acts on an id once, and closes the connection instead of answering the first time
  POST /status/NNN    does nothing and answers NNN
  POST /reset         forgets everything
  GET  /effects       JSON: every action with its id and body, in their order, and how many requests were refused
"""
import base64
import hashlib
import hmac
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

key = base64.b64decode(sys.argv[1].removeprefix("whsec_"))
lock = Lock()
effects, refused = [], []


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else every answer waits 40 ms for the head to be acknowledged

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def is_signed(self, body):
        text = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode() + body
        signature = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(signature, self.headers["webhook-signature"] or "")

    def do_GET(self):
        if self.path == "/effects":
            with lock:
                return self.answer(200, json.dumps({"effects": effects, "refused": refused}).encode())
        with lock:
            known = any(effect["id"] == self.path.split("/")[2] for effect in effects)
        self.answer(200 if known else 404, json.dumps({"id": self.path.split("/")[2]}).encode() if known else b"")

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/reset":
            with lock:
                effects.clear()
                refused.clear()
            return self.answer(204)
        if self.path.startswith("/status/"):
            return self.answer(int(self.path.split("/")[2]), b"", [("Retry-After", "7")])
        if not self.is_signed(body):
            with lock:
                refused.append(self.path)
            return self.answer(401)
        id = self.headers["webhook-id"]
        with lock:
            is_new = all(effect["id"] != id for effect in effects)
            if is_new or self.path == "/forgetful":
                effects.append({"id": id, "body": json.loads(body)})
        if self.path == "/lossy" and is_new:
            self.close_connection = True
            return
        self.answer(200 if is_new else 409, json.dumps({"id": id}).encode())


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """A client that hangs up is no news here; anything else is a fault of the fake's."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


server = Server(("127.0.0.1", 0), Receiver)
server.daemon_threads = True
print(json.dumps({"http": server.server_address[1]}), flush=True)
Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
