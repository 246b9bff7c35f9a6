#!/usr/bin/env python3
"""Serves a Salesforce org on the loopback interface: salesforce.py --cert FILE --key FILE [--public-key FILE] [--port N]

Prints its address when it is ready, and ends with its standard input. Whatever is posted to /_fake/ works behind the
API's back: seed, change, schema, faults, set, expire, reset; /_fake/state shows everything.
"""

import argparse
import os
import ssl
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from salesforce_org.server import serve  # noqa: E402


def main():
    parser = argparse.ArgumentParser(usage="salesforce.py --cert FILE --key FILE [--public-key FILE] [--port N]")
    parser.add_argument("--cert", required=True)
    parser.add_argument("--key", required=True)
    parser.add_argument("--public-key", help="the certificate's key that a JWT has to be signed with, in PEM")
    parser.add_argument("--port", type=int, default=0)
    arguments = parser.parse_args()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(arguments.cert, arguments.key)
    server = serve(arguments.port, context, arguments.public_key)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"https://localhost:{server.server_address[1]}", flush=True)
    # Nobody needs an org whose test has died.
    sys.stdin.read()


if __name__ == "__main__":
    main()
