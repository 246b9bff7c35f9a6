#!/usr/bin/env python3
"""A calendar server on loopback that behaves as it was last told.

usage: feeds.py CERTIFICATES
Prints one line of JSON with its ports (tls, http), then serves until its standard input ends.
  POST /be?MODE      etag, modified, neither: how the calendar is given; html, cut, short, endless, reset, redirect, elsewhere, 404, 500
  PUT  /calendar     the calendar that it gives
  GET  /requests     JSON: path, If-None-Match, If-Modified-Since and status of each request for the calendar
  GET  anything else the calendar
"""
import hashlib
import json
import os
import socket
import ssl
import struct
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

mode, calendar, requests = "etag", b"", []


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=(), length=None):
        if not self.path.startswith(("/requests", "/be", "/calendar")):
            requests.append([self.path, self.headers["If-None-Match"], self.headers["If-Modified-Since"], status])
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        global mode
        mode = self.path.split("?")[1]
        self.answer(204)

    def do_PUT(self):
        global calendar
        calendar = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(204)

    def do_GET(self):
        if self.path == "/requests":
            return self.answer(200, json.dumps(requests).encode())
        etag = '"' + hashlib.sha256(calendar).hexdigest()[:16] + '"'
        modified = "Sat, 21 Nov 2026 09:30:00 GMT"
        kind = [("Content-Type", "text/calendar; charset=utf-8")]
        if mode == "etag":
            if self.headers["If-None-Match"] == etag:
                return self.answer(304, headers=[("ETag", etag)])
            return self.answer(200, calendar, kind + [("ETag", etag)])
        if mode == "modified":
            if self.headers["If-Modified-Since"] == modified:
                return self.answer(304)
            return self.answer(200, calendar, kind + [("Last-Modified", modified)])
        if mode == "neither":
            return self.answer(200, calendar, kind)
        if mode == "html":
            return self.answer(200, b"<!doctype html><title>Sign in</title>", [("Content-Type", "text/html")])
        if mode == "cut":
            self.answer(200, calendar[: len(calendar) // 2], kind, length=len(calendar))
        elif mode == "short":
            return self.answer(200, calendar[: len(calendar) // 2], kind)
        elif mode == "redirect":
            if self.path.endswith("moved.ics"):
                return self.answer(200, calendar, kind)
            return self.answer(302, headers=[("Location", self.path + "/moved.ics")])
        elif mode == "elsewhere":
            return self.answer(302, headers=[("Location", "https://127.0.0.1:1" + self.path)])
        elif mode == "endless":
            requests.append([self.path, None, None, 200])
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"BEGIN:VCALENDAR\r\n")
            while True:
                self.wfile.write(b"X-FILL:" + b"x" * 60000 + b"\r\n")
        elif mode == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        else:
            return self.answer(int(mode))
        self.close_connection = True


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        pass


def serve(context):
    server = Quiet(("127.0.0.1", 0), Server)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(os.path.join(sys.argv[1], "good.pem"))
print(json.dumps({"tls": serve(tls), "http": serve(None)}), flush=True)
sys.stdin.read()
