#!/usr/bin/env python3
"""A mail server on loopback that keeps what it accepts and misbehaves as the recipient's name says.

usage: mail.py CERTIFICATES
Prints one line of JSON with its ports, then serves until its standard input ends: plain (no TLS offered), starttls (nothing
without it, and only after AUTH as debrief / correct-horse), tls (from the start), outbox (HTTP: what was accepted).
"""
import base64
import json
import os
import socket
import ssl
import sys
import threading

lock = threading.Lock()
accepted = []
folder = sys.argv[1]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(os.path.join(folder, "good.pem"))
LOGIN = base64.b64encode(b"\0debrief\0correct-horse").decode()


def session(connection, kind):
    secure = kind == "tls"
    if secure:
        connection = context.wrap_socket(connection, server_side=True)
    stream = connection.makefile("rb")
    say = lambda text: connection.sendall(text.encode() + b"\r\n")
    say("220 mail.test ready")
    sender, recipients, signed_in = None, [], kind == "plain"
    while line := stream.readline():
        text = line.decode("latin-1").rstrip("\r\n")
        verb = text.split(" ")[0].upper()
        if verb == "EHLO":
            offers = ["mail.test"] + (["STARTTLS"] if kind == "starttls" and not secure else [])
            offers += ["AUTH PLAIN"] if secure else []
            for n, offer in enumerate(offers):
                say(f"250{' ' if n == len(offers) - 1 else '-'}{offer}")
        elif verb == "STARTTLS" and kind == "starttls":
            say("220 go ahead")
            connection = context.wrap_socket(connection, server_side=True)
            stream, secure = connection.makefile("rb"), True
            say = lambda text: connection.sendall(text.encode() + b"\r\n")
        elif verb == "AUTH":
            given = text.split(" ")[2] if text.count(" ") > 1 else None
            if given is None:
                say("334 ")
                given = stream.readline().decode().strip()
            signed_in = secure and given == LOGIN
            say("235 welcome" if signed_in else "535 5.7.8 wrong user or password")
        elif verb == "MAIL":
            sender, recipients = text[10:], []
            say("250 fine" if signed_in else "530 5.7.0 sign in first")
        elif verb == "RCPT":
            if "<refused@" in text:
                say("550 5.1.1 no such mailbox")
            elif "<later@" in text:
                say("451 4.3.2 come back later")
            else:
                recipients.append(text[8:])
                say("250 fine")
        elif verb == "DATA":
            say("354 go on")
            body = b""
            while (line := stream.readline()) not in (b".\r\n", b""):
                if "<cut@" in recipients[0]:
                    return connection.close()
                body += line[1:] if line.startswith(b".") else line
            if "<spam@" in recipients[0]:
                say("554 5.7.1 looks like spam")
                continue
            with lock:
                accepted.append({"from": sender, "to": recipients, "content": body.decode("latin-1"), "tls": secure})
            if "<lost@" in recipients[0]:
                return connection.close()
            say("250 2.0.0 queued as 4711")
        elif verb == "QUIT":
            say("221 bye")
            return connection.close()
        else:
            say("502 not here")


def outbox(connection, _):
    connection.makefile("rb").readline()
    with lock:
        body = json.dumps(accepted).encode()
    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    connection.close()


def listen(behaviour, kind):
    listener = socket.create_server(("127.0.0.1", 0))

    def one(connection):
        try:
            behaviour(connection, kind)
        except (OSError, ssl.SSLError):
            pass

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=one, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


ports = {kind: listen(session, kind) for kind in ("plain", "starttls", "tls")}
ports["outbox"] = listen(outbox, "outbox")
print(json.dumps(ports), flush=True)
sys.stdin.read()
