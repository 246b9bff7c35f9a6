"""Logging in: JWT bearer and client credentials."""

import base64
import json
import os
import secrets
import subprocess
import tempfile
import time


def decoded(part):
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


class Logins:
    def __init__(self, public_key=None, client_id="3MVG9.debrief", secret="s3cret", username="debrief@tanuki.example"):
        self.public_key, self.client_id, self.secret, self.username = public_key, client_id, secret, username
        self.tokens, self.count = set(), 0

    def log_in(self, form, audiences):
        """(status, answer)."""
        grant = form.get("grant_type")
        if grant == "client_credentials":
            if form.get("client_id") != self.client_id:
                return 400, {"error": "invalid_client_id", "error_description": "client identifier invalid"}
            if not secrets.compare_digest(form.get("client_secret", ""), self.secret):
                return 400, {"error": "invalid_client", "error_description": "invalid client credentials"}
        elif grant == "urn:ietf:params:oauth:grant-type:jwt-bearer":
            wrong = self.wrong_with(form.get("assertion", ""), audiences)
            if wrong:
                return 400, {"error": wrong[0], "error_description": wrong[1]}
        else:
            return 400, {"error": "unsupported_grant_type", "error_description": "grant type not supported"}
        self.count += 1
        token = f"00Dfk0000000001!{secrets.token_hex(16)}"
        self.tokens.add(token)
        return 200, token

    def wrong_with(self, assertion, audiences):
        parts = assertion.split(".")
        if len(parts) != 3:
            return "invalid_grant", "invalid assertion"
        try:
            header, claims = json.loads(decoded(parts[0])), json.loads(decoded(parts[1]))
        except ValueError:
            return "invalid_grant", "invalid assertion"
        if header.get("alg") != "RS256" or not self.is_signed(f"{parts[0]}.{parts[1]}", decoded(parts[2])):
            return "invalid_grant", "invalid assertion"
        if claims.get("iss") != self.client_id:
            return "invalid_client_id", "client identifier invalid"
        if claims.get("aud") not in audiences:
            return "invalid_grant", "audience is invalid"
        now = time.time()
        # A few minutes of clock skew pass, and no assertion that is good for longer.
        if not now - 300 <= float(claims.get("exp", 0)) <= now + 300:
            return "invalid_grant", "assertion is expired"
        if claims.get("sub") != self.username:
            return "invalid_grant", "user hasn't approved this consumer"
        return None

    def is_signed(self, message, signature):
        if not self.public_key:
            return False
        with tempfile.NamedTemporaryFile(delete=False) as file:
            file.write(signature)
        try:
            return subprocess.run(
                ["openssl", "dgst", "-sha256", "-verify", self.public_key, "-signature", file.name],
                input=message.encode(), capture_output=True, check=False).returncode == 0
        finally:
            os.unlink(file.name)
