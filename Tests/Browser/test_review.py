"""A dozen prompts of the demo cleared, as an SA would: by keyboard alone, and without any script; and two tabs at once."""

import time
import unittest

from playwright.sync_api import expect

import installation
from harness import chromium
from watched import screenshot, strange_elements

TEXT = "We went through the open points. They want a date for the rollout."


class ADozenPrompts(unittest.TestCase):
    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)
        self.before = len(self.site.prompts())

    def check(self, page, logged: int, dismissed: int):
        self.assertEqual(len(self.site.prompts(state="logged")), logged)
        self.assertEqual(len(self.site.prompts(state="dismissed")), dismissed)
        self.assertEqual(len(self.site.prompts()), self.before - logged - dismissed)
        self.assertEqual(page.watch.findings(), [])

    def test_by_keyboard_alone_in_under_sixty_keystrokes_and_two_minutes(self):
        with chromium().page(self.site.origin) as page:
            page.goto(self.site.sign_in_link(installation.SA))
            began, strokes = time.monotonic(), 0

            def press(*keys: str):
                nonlocal strokes
                for key in keys:
                    strokes += 1
                    page.keyboard.press(key)

            expect(page.get_by_role("button", name="Sign in")).to_be_focused()
            press("Enter")
            page.wait_for_url("**/inbox")
            screenshot(page, "review-inbox", full_page=False)
            for number in range(12):
                inbox = page.url
                if number in (3, 7):
                    press("e")
                    page.wait_for_url("**do=dismiss**")
                    press("1")
                else:
                    press("Enter")
                    page.wait_for_url("**/prompts/**")
                    page.locator("#description").wait_for()
                    # Where no type could be guessed the keyboard is there; a letter chooses, Tab goes on.
                    if page.evaluate("() => document.activeElement.id") == "type":
                        press("d", "Tab")
                    press("+")
                    self.assertEqual(page.evaluate("() => document.activeElement.id"), "description")
                    page.keyboard.type(TEXT)
                    if number == 0:
                        screenshot(page, "review-form", full_page=False)
                    press("Control+Enter")
                page.wait_for_url(lambda url: "/inbox" in url and url != inbox)
            seconds = time.monotonic() - began
            screenshot(page, "review-after", full_page=False)
            print(f"{strokes} keystrokes, {seconds:.0f} s ", end="", flush=True)
            self.assertLess(strokes, 60)
            self.assertLess(seconds, 120)
            self.check(page, logged=10, dismissed=2)
            press("z")
            expect(page.get_by_role("status").first).to_contain_text("again")
            self.assertEqual(len(self.site.prompts()), self.before - 11)

    def test_without_script(self):
        with chromium().page(self.site.origin, java_script_enabled=False) as page:
            self.site.sign_in(page, installation.SA)
            for number in range(12):
                page.goto("/inbox")
                row = page.locator("li.row").first
                if number in (3, 7):
                    row.get_by_role("link", name="Dismiss").click()
                    page.get_by_role("button", name="internal").click()
                else:
                    row.locator("[data-row]").click()
                    if not page.locator("#type").input_value():
                        page.locator("#type").select_option(label="Demo")
                    page.get_by_label("Positive").check()
                    page.get_by_label("Description").fill(TEXT)
                    page.get_by_role("button", name="Log it").click()
                page.wait_for_url("**/inbox**")
            self.check(page, logged=10, dismissed=2)
            screenshot(page, "review-no-script", full_page=False)
            # What was just done can be taken back.
            page.get_by_role("button", name="Undo").first.click()
            self.assertEqual(len(self.site.prompts()), self.before - 11)

    def test_what_is_missing_is_named_and_nothing_typed_is_lost(self):
        for script in (True, False):
            with chromium().page(self.site.origin, java_script_enabled=script) as page:
                self.site.sign_in(page, installation.SA)
                page.locator("li.row [data-row]").first.click()
                page.get_by_label("Description").fill("Half a sentence, <b>not</b> bold")
                page.get_by_role("button", name="Log it").click()
                page.get_by_role("alert").wait_for()
                self.assertEqual(page.get_by_label("Description").input_value(), "Half a sentence, <b>not</b> bold")
                self.assertGreaterEqual(page.locator(".problem").count(), 1)
        self.assertEqual(len(self.site.prompts()), self.before)


class SeveralAtOnce(unittest.TestCase):
    """What is marked is dismissed for one reason, and taken back with one press."""

    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)
        self.before = len(self.site.prompts())

    def dismissed(self) -> int:
        return len(self.site.prompts(state="dismissed"))

    def test_by_keyboard(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.SA)
            page.goto("/inbox")
            for _ in range(4):
                page.keyboard.press("j")
                page.keyboard.press("x")
            self.assertEqual(page.locator(".mark:checked").count(), 4)
            expect(page.get_by_role("button", name="Dismiss 4", exact=True)).to_be_visible()
            expect(page.get_by_role("button", name="Log 4 together")).to_be_visible()
            screenshot(page, "bulk-marked", full_page=False)
            page.keyboard.press("e")
            page.get_by_role("heading", name="Dismiss 4 meetings").wait_for()
            screenshot(page, "bulk-dismiss")
            page.keyboard.press("4")
            expect(page.get_by_role("status").first).to_contain_text("4 meetings were dismissed together: duplicate")
            self.assertEqual(self.dismissed(), 4)
            expect(page.get_by_role("button", name="Undo all 4")).to_be_visible()
            page.keyboard.press("z")
            expect(page.get_by_role("status").first).to_contain_text("4 meetings are pending again")
            self.assertEqual(len(self.site.prompts()), self.before)
            self.assertEqual(page.watch.findings() + strange_elements(page), [])

    def test_without_script_on_a_phone(self):
        phone = {"width": 390, "height": 844}
        with chromium().page(self.site.origin, java_script_enabled=False, viewport=phone) as page:
            self.site.sign_in(page, installation.SA)
            page.goto("/inbox?order=oldest")
            for box in page.locator(".mark").all()[:3]:
                box.check()
            page.get_by_role("button", name="Dismiss the marked").click()
            page.get_by_label("A word about it").fill("<b>twice</b>")
            screenshot(page, "bulk-dismiss-phone")
            page.get_by_role("button", name="Dismiss 3: internal").click()
            self.assertIn("internal: <b>twice</b>", page.get_by_role("status").first.inner_text())
            self.assertIn("order=oldest", page.url)  # the place is kept
            self.assertEqual(self.dismissed(), 3)
            page.get_by_role("button", name="Undo all 3").click()
            self.assertEqual(len(self.site.prompts()), self.before)


class WithoutAMeeting(unittest.TestCase):
    def way(self, name: str, **options):
        site = installation.demo()
        self.addCleanup(site.close)
        me = ["--as", installation.SA]
        site.debrief("log", *me, "--opportunity", "Pepsilo - Renewal and Growth", "--contact", "paula.finch@pepsilo.example",
                     "--subject", "Phone call", "--type", "demo", "--sentiment", "positive", "--description", TEXT)
        with chromium().page(site.origin, **options) as page:
            site.sign_in(page, installation.SA)
            page.goto("/inbox?tab=logged")
            screenshot(page, f"logged-list-{name}", full_page=False)
            page.get_by_role("link", name="Phone call").click()
            self.assertEqual(page.get_by_label("Description").input_value(), TEXT)
            screenshot(page, f"logged-open-{name}")
            page.get_by_label("Subject").fill("Second phone call")
            page.get_by_role("button", name="Save the changes").click()
            expect(page.get_by_role("status").first).to_contain_text("Changed “Second phone call”.")
            page.get_by_role("status").get_by_role("button", name="Take it back").click()
            expect(page.get_by_role("status").first).to_contain_text("“Phone call” is as it was before.")
            page.locator("li.row").get_by_role("button", name="Take it back").click()
            expect(page.get_by_role("status").first).to_contain_text("Took “Phone call” back.")
            self.assertEqual(page.locator("li.row").count(), 0)
            self.assertEqual(site.debrief("activities", *me), "")
            self.assertEqual(page.watch.findings(), [])

    def test_it_is_changed_and_taken_back(self):
        self.way("light")

    def test_without_script_on_a_phone(self):
        self.way("phone", java_script_enabled=False, viewport={"width": 390, "height": 844})


class TwoTabs(unittest.TestCase):
    def test_the_second_is_told_and_nothing_is_overwritten(self):
        site = installation.demo()
        self.addCleanup(site.close)
        for script in (True, False):
            with chromium().page(site.origin, java_script_enabled=script) as first:
                site.sign_in(first, installation.SA)
                first.locator("li.row [data-row]").first.click()
                # The form is put in place, and with it its address.
                first.locator("#type").wait_for()
                second = first.context.new_page()
                second.goto(first.url)
                done = len(site.prompts(state="dismissed"))
                first.get_by_role("button", name="a duplicate").click()
                first.wait_for_url("**/inbox**")
                if not second.locator("#type").input_value():
                    second.locator("#type").select_option(label="Demo")
                second.get_by_label("Positive").check()
                second.get_by_label("Description").fill(TEXT)
                second.get_by_role("button", name="Log it").click()
                second.get_by_role("heading", name="Already handled elsewhere").wait_for()
                self.assertEqual(len(site.prompts(state="dismissed")), done + 1)
                self.assertEqual(site.prompts(state="logged"), [])
                self.assertEqual(strange_elements(second) if script else [], [])
