"""An admin settles what could not be delivered, with and without script."""

import json
import unittest

import dead_letters
import installation
from harness import chromium
from watched import screenshot, strange_elements

WHY = "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: Activity Type: bad value for restricted picklist field: Demo"


class DeadLetters(unittest.TestCase):
    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)
        dead_letters.log(self.site)
        self.keys = dead_letters.go_wrong(self.site, [WHY])

    def state(self, key: str) -> dict:
        return json.loads(self.site.debrief("outbox", "show", key, "--json"))

    def way(self, name: str, **options):
        failed, unknown = self.keys[:2]
        with chromium().page(self.site.origin, **options) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.get_by_role("link", name="Deliveries 2 need a person").click()
            headings = page.get_by_role("heading", level=2).all_inner_texts()
            self.assertEqual(headings, ["Failed1", "Unknown2", "Waiting1"])
            screenshot(page, f"deliveries-{name}")
            page.locator("#failed").get_by_role("link").first.click()
            self.assertIn(WHY, page.get_by_role("main").inner_text())
            self.assertIn("They want a date for the rollout.", page.locator(".payload").inner_text())
            screenshot(page, f"delivery-failed-{name}")
            other = page.context.new_page()
            other.goto(page.url)
            page.get_by_role("button", name="Send it again").click()
            self.assertIn("It goes out again", page.get_by_role("status").inner_text())
            self.assertEqual(self.state(failed)["state"], "queued")
            # The other window's form is one of before: it is told, and nothing is given up.
            other.get_by_label("Why nobody is to send it").fill("not needed")
            other.get_by_role("button", name="Give it up").click()
            self.assertEqual(other.get_by_role("heading", level=1).inner_text(), "Already handled elsewhere")
            self.assertEqual(self.state(failed)["state"], "queued")
            other.close()

            page.get_by_role("link", name="All deliveries").click()
            page.locator("#unknown").get_by_role("link").first.click()
            screenshot(page, f"delivery-unknown-{name}")
            page.get_by_role("button", name="Give it up").click()
            self.assertIn("Say why", page.get_by_role("alert").inner_text())
            page.get_by_label("What it is called there").fill("00T000000000042AAA")
            page.get_by_role("button", name="It has arrived").click()
            self.assertIn("has arrived", page.get_by_role("status").inner_text())
            told = self.state(unknown)
            self.assertEqual((told["state"], told["reference"]), ("done", "00T000000000042AAA"))
            self.assertEqual(told["history"][-1]["by"], installation.ADMIN)
            self.assertEqual(page.get_by_role("link", name="need").count(), 0)
            self.assertEqual(page.watch.findings() + (strange_elements(page) if name != "no-script" else []), [])
            screenshot(page, f"delivery-done-{name}")

    def test_with_script(self):
        self.way("light")

    def test_without_script(self):
        self.way("no-script", java_script_enabled=False)

    def test_on_a_phone_in_the_dark(self):
        self.way("phone-dark", viewport={"width": 390, "height": 844}, color_scheme="dark")
