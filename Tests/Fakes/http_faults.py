#!/usr/bin/env python3
"""A server on loopback that misbehaves as its paths say, and counts what reached it.

usage: http_faults.py CERTIFICATES
Prints one line of JSON with its ports, then serves until its standard input ends:
  plain, tls, wrong_name, expired    the same paths with and without TLS
  reset_on_accept                    resets every connection before it has read anything
  deaf                               accepts connections and never reads
"""
import json
import os
import socket
import ssl
import struct
import sys
import threading
import time

lock = threading.Lock()
effects = []  # "METHOD path" of every request that was read whole
connections = 0


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def read_request(stream):
    line = stream.readline(65537).decode("latin-1").strip()
    if not line:
        return None
    method, path, _ = line.split(" ", 2)
    headers = []
    while True:
        text = stream.readline(65537).decode("latin-1").rstrip("\r\n")
        if not text:
            break
        headers.append([text.split(":", 1)[0], text.split(":", 1)[1].strip() if ":" in text else ""])
    length = next((int(v) for n, v in headers if n.lower() == "content-length"), 0)
    body = stream.read(length) if length else b""
    return method, path, headers, body


def answer(connection, status, body=b"", headers=(), length=None):
    head = f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body) if length is None else length}\r\n"
    head += "".join(f"{n}: {v}\r\n" for n, v in headers)
    connection.sendall(head.encode() + b"\r\n" + body)


def drip(connection, piece, pause=0.0):
    try:
        while True:
            connection.sendall(piece)
            if pause:
                time.sleep(pause)
    except OSError:
        pass


def serve(connection, port_names):
    """One connection: the first part of the path is the behaviour."""
    stream = connection.makefile("rb")
    served = 0
    while (request := read_request(stream)) is not None:
        method, path, headers, body = request
        behaviour = path.split("?")[0].strip("/").split("/")[0]
        if behaviour not in ("effects", "connections"):
            with lock:
                effects.append(f"{method} {path}")
        served += 1
        if behaviour == "echo":
            said = {"method": method, "path": path, "headers": headers, "body": body.decode("latin-1")}
            answer(connection, 200, json.dumps(said).encode(), [("X-Said", "yes"), ("Set-Cookie", "a=1")])
        elif behaviour == "effects":
            answer(connection, 200, json.dumps(effects).encode())
        elif behaviour == "connections":
            answer(connection, 200, json.dumps(connections).encode())
        elif behaviour == "status":
            answer(connection, int(path.split("/")[2]), b"as asked")
        elif behaviour == "bytes":
            answer(connection, 200, b"x" * int(path.split("/")[2]))
        elif behaviour == "zeros":  # compressed: a small answer that becomes a large one
            import gzip

            answer(connection, 200, gzip.compress(bytes(int(path.split("/")[2]))), [("Content-Encoding", "gzip")])
        elif behaviour == "redirect":
            answer(connection, 302, b"", [("Location", path.split("?to=", 1)[1])])
        elif behaviour == "once":  # a kept connection that is closed when the next request comes
            if served > 1:
                return connection.close()
            answer(connection, 200, b"first")
        elif behaviour == "reset":
            return reset(connection)
        elif behaviour == "close":
            return connection.close()
        elif behaviour == "cut":
            answer(connection, 200, b"only this", length=1000)
            return connection.close()
        elif behaviour == "cut-chunks":
            connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n")
            return connection.close()
        elif behaviour == "slow":
            time.sleep(float(path.split("/")[2]))
            answer(connection, 200, b"late")
        elif behaviour == "drip":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            return drip(connection, b"x", 0.05)
        elif behaviour == "endless":
            connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            return drip(connection, b"x" * 65536)
        elif behaviour == "endless-head":
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            return drip(connection, b"X-More: " + b"x" * 1000 + b"\r\n")
        elif behaviour == "garbage":
            connection.sendall(b"\x00\x01\x02 this is no HTTP at all\r\n\r\n")
            return connection.close()
        else:
            answer(connection, 404)


def handle(connection, context):
    global connections
    try:
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        with lock:
            connections += 1
        serve(connection, None)
    except (OSError, ValueError, ssl.SSLError):
        pass
    finally:
        connection.close()


def listen(behaviour):
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=behaviour, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def tls(path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return lambda connection: handle(connection, context)


folder = sys.argv[1]
ports = {
    "plain": listen(lambda connection: handle(connection, None)),
    "tls": listen(tls(os.path.join(folder, "good.pem"))),
    "wrong_name": listen(tls(os.path.join(folder, "other.pem"))),
    "expired": listen(tls(os.path.join(folder, "old.pem"))),
    "reset_on_accept": listen(reset),
    "deaf": listen(lambda connection: time.sleep(600)),
}
print(json.dumps(ports), flush=True)
sys.stdin.read()
