#!/usr/bin/env python3
"""Runs the tests of the browser's pages: `make browser`, or `make browser ONLY=test_rules`.

Each test drives Debian's chromium against the real `debrief-serve`. Screenshots go to .build-screenshots/.
"""

from __future__ import annotations

import sys
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import harness  # noqa: E402
from watched import SCREENSHOTS  # noqa: E402


class Result(unittest.TextTestResult):
    """Each test on a line, with its seconds."""

    def startTest(self, test):
        self.began = time.monotonic()
        super().startTest(test)

    def addSuccess(self, test):
        unittest.TestResult.addSuccess(self, test)
        self.stream.writeln(f"{time.monotonic() - self.began:.1f} s")
        self.stream.flush()


def main() -> int:
    for old in SCREENSHOTS.glob("*.png"):
        old.unlink()
    loader = unittest.TestLoader()
    names = sys.argv[1:]
    suite = loader.loadTestsFromNames(names) if names else loader.discover(str(HERE), pattern="test_*.py")
    began = time.monotonic()
    try:
        result = unittest.TextTestRunner(verbosity=2, resultclass=Result).run(suite)
        first = [test.id() for test, _ in result.failures + result.errors if isinstance(test, unittest.TestCase)]
        if 0 < len(first) <= 3:
            # A browser under load now and then loses a key or dies; what is broken is broken the second time, too.
            print(f"once more: {', '.join(first)}", flush=True)
            result = unittest.TextTestRunner(verbosity=2, resultclass=Result).run(loader.loadTestsFromNames(first))
    finally:
        harness.close()
    for path in sorted(SCREENSHOTS.glob("*.png")):
        print(path.relative_to(SCREENSHOTS.parent))
    print(f"{result.testsRun} browser tests in {time.monotonic() - began:.0f} s")
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
