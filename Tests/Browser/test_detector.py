"""The detector detects: a page that shows strangers' text as it is must set off every alarm that our pages must not."""

import html
import unittest

from playwright.sync_api import Error

from harness import chromium
from other_site import OtherSite
from payloads import PAYLOADS
from watched import strange_elements

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"


def surviving(act):
    """Does it again where the browser itself died: now and then one does that is made to close a page while its dialog opens,
    and only pages that set off every alarm open any."""
    for _ in range(3):
        try:
            return act()
        except Error:
            if chromium().browser.is_connected():
                raise
    raise AssertionError("the browser died three times of one page")


class TheDetector(unittest.TestCase):
    def setUp(self):
        pages: dict = {}
        for number, payload in enumerate(PAYLOADS):
            body = (
                f"<!doctype html><title>x</title><body><p>{payload}</p><input value=\"{payload}\"><a href='{payload}'>a</a>"
                # What becomes of a page that takes escapes for its own.
                + html.unescape(payload)
            )
            pages[f"/{number}"] = body
            pages[f"/guarded/{number}"] = (body, POLICY)
        pages["/harmless"] = "<!doctype html><title>x</title><body><p>A meeting"
        self.site = OtherSite(pages)
        self.addCleanup(self.site.close)

    def test_every_payload_sets_it_off_where_text_is_not_escaped(self):
        silent, dialogs, foreign = [], 0, 0
        for number, payload in enumerate(PAYLOADS):
            watch, is_heard = surviving(lambda: self.open(number))
            if not is_heard:
                silent.append(payload)
            dialogs += len(watch.dialogs)
            foreign += len(watch.foreign)
        self.assertEqual(silent, [])
        # Each kind of alarm is heard, and not only one of them every time.
        self.assertGreaterEqual(dialogs, 5)
        self.assertGreaterEqual(foreign, 5)

    def open(self, number: int):
        with chromium().page(self.site.origin()) as page:
            page.goto(f"/{number}", wait_until="commit")
            page.wait_for_timeout(40)
            return page.watch, bool(page.watch.foreign or page.watch.dialogs or strange_elements(page))

    def test_broken_policies_are_heard(self):
        self.assertGreaterEqual(surviving(self.broken_policies), 10)

    def test_broken_policies_are_heard_without_script_too(self):
        self.assertGreaterEqual(surviving(lambda: self.broken_policies(java_script_enabled=False)), 3)

    def broken_policies(self, **options) -> int:
        with chromium().page(self.site.origin(), **options) as first:
            for number in range(len(PAYLOADS)):
                # A page each: some of them send the browser elsewhere a moment later.
                page = first.context.new_page()
                page.goto(f"/guarded/{number}", wait_until="commit")
                page.wait_for_timeout(20)
                page.close()
            return len(first.watch.policy)

    def test_a_harmless_page_is_silent(self):
        with chromium().page(self.site.origin()) as page:
            page.goto("/harmless")
            self.assertEqual(page.watch.findings() + strange_elements(page), [])
