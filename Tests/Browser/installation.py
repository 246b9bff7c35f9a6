"""The real `debrief` and `debrief-serve` on a copy of the demo, on a free port of the loopback interface."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("DEBRIEF_BUILD", PROJECT / ".build" / "debug")).resolve()
NOW = "2026-03-31T18:00:00Z"
ADMIN = "sales.operations@tanuki.example"
SA = "bruno.keller@tanuki.example"
MANAGER = "vera.lund@tanuki.example"


class Installation:
    """A configuration with calendars, CRM export and state in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.configuration = folder / "pipeline.yml"
        self.server: subprocess.Popen | None = None
        self.origin = ""

    @classmethod
    def of_the_demo(cls) -> "Installation":
        new = cls(Path(tempfile.mkdtemp(prefix="debrief-browser-")))
        text = (PROJECT / "pipeline.yml").read_text()
        # Paths to the fixtures become absolute: [ :"] stands before each.
        new.configuration.write_text(re.sub(r'(?<=[ "])Fixtures/', f"{PROJECT}/Fixtures/", text))
        return new

    def debrief(self, *arguments: str, check: bool = True) -> str:
        result = subprocess.run(
            [BUILD / "debrief", *arguments, "--config", self.configuration, "--now", NOW],
            cwd=self.folder, capture_output=True, text=True, timeout=120,
        )
        if check and result.returncode not in (0, 3):
            raise RuntimeError(f"debrief {' '.join(arguments)}: {result.returncode}: {result.stderr}")
        return result.stdout

    def prompts(self, owner: str = SA, state: str = "pending") -> list[dict]:
        text = self.debrief("prompts", "list", "--json", "--owner", owner, "--state", state)
        return json.loads(text)["prompts"]

    def serve(self) -> "Installation":
        errors = open(self.folder / "serve.log", "w+")
        self.server = subprocess.Popen(
            [BUILD / "debrief-serve", "--config", self.configuration, "--port", "0", "--now", NOW],
            cwd=self.folder, stderr=subprocess.PIPE, text=True,
        )
        line = self.server.stderr.readline()
        found = re.search(r"listening on (http://\S+)", line)
        if not found:
            raise RuntimeError(f"debrief-serve did not start: {line}{self.server.stderr.read()}")
        self.origin = found.group(1)
        errors.close()
        return self

    def sign_in_link(self, email: str) -> str:
        return self.debrief("sign-in", email).strip()

    def sign_in(self, page, email: str) -> None:
        """As a person does: opens the link, presses the button."""
        page.goto(self.sign_in_link(email))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in" not in url)

    def close(self) -> None:
        if self.server:
            self.server.send_signal(signal.SIGTERM)
            try:
                self.server.wait(10)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()
            self.server.stderr.close()
        shutil.rmtree(self.folder, ignore_errors=True)


_template: Installation | None = None


def demo() -> Installation:
    """The demo after its run, served: each call gives another copy."""
    global _template
    if _template is None:
        _template = Installation.of_the_demo()
        _template.debrief("run")
    folder = Path(tempfile.mkdtemp(prefix="debrief-browser-"))
    shutil.copytree(_template.folder, folder, dirs_exist_ok=True)
    return Installation(folder).serve()


def forget() -> None:
    if _template:
        _template.close()
