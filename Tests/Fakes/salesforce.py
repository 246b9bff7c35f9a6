#!/usr/bin/env python3
"""Serves a Salesforce org on the loopback interface: salesforce.py PEM_FILE [--port N]

Prints its port as JSON when it is ready, and ends with its standard input. Whatever is posted to /_fake/ works behind the
API's back: seed, change, schema, faults, set, expire, reset; /_fake/state shows everything.
"""

import argparse
import json
import os
import ssl
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from salesforce_org.server import serve  # noqa: E402


def main():
    parser = argparse.ArgumentParser(usage="salesforce.py PEM_FILE [--port N]")
    parser.add_argument("pem", help="the server's certificate and key; a JWT has to be signed with the same key")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.pem)
    with tempfile.NamedTemporaryFile() as public_key:
        subprocess.run(["openssl", "pkey", "-in", arguments.pem, "-pubout", "-out", public_key.name], check=True)
        server = serve(arguments.port, context, public_key.name)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"https": server.server_address[1]}), flush=True)
        # Nobody needs an org whose test has died.
        sys.stdin.read()


if __name__ == "__main__":
    main()
