"""Somebody who knows the keys does not wait for pages: no key is lost, and none goes to a page that it was not meant for."""

import json
import time
import unittest

from playwright.sync_api import expect

import installation
from harness import chromium
from slow import SlowLine
from watched import screenshot, strange_elements

TEXT = "We went through the open points. They want a date."
DELAY = 0.4


class TypingAhead(unittest.TestCase):
    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)
        self.line = SlowLine(self.site.origin, DELAY)
        self.addCleanup(self.line.close)

    def logged(self) -> list[str]:
        text = self.site.debrief("activities", "--as", installation.SA, "--json")
        return [activity["call"]["description"] for activity in json.loads(text)["activities"]]

    def counts(self) -> tuple[int, int]:
        return len(self.site.prompts(state="logged")), len(self.site.prompts(state="dismissed"))

    def first_fields(self, page, number: int) -> list[str]:
        """What each of the first forms asks for first; looked up without the slow line."""
        page.goto(f"{self.site.origin}/inbox")
        links = page.locator("li.row [data-row]").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        fields = []
        for link in links[:number]:
            page.goto(self.site.origin + link)
            fields.append("" if page.locator("#type").input_value() else "type")
        return fields

    def sign_in(self, page, site_origin: str) -> None:
        self.site.sign_in(page, installation.SA)
        # Cookies do not ask for the port: the session holds on the slow line, too.
        page.goto(f"{site_origin}/inbox")

    def type_a_dozen(self, page, number: int = 12) -> None:
        fields = self.first_fields(page, number)
        page.goto(f"{self.line.origin}/inbox")
        for index, field in enumerate(fields):
            if index in (3, 7):
                page.keyboard.press("e")
                page.keyboard.press("1")
                continue
            page.keyboard.press("Enter")
            if field == "type":
                page.keyboard.press("d")
                page.keyboard.press("Tab")
            page.keyboard.press("+")
            page.keyboard.type(TEXT)
            page.keyboard.press("Control+Enter")

    def settle(self, page, wanted: tuple[int, int], seconds: float) -> tuple[int, int]:
        end = time.monotonic() + seconds
        while self.counts() != wanted and time.monotonic() < end:
            page.wait_for_timeout(500)  # not sleep: the browser's requests pass through here
        return self.counts()

    def test_a_dozen_prompts_are_cleared_without_waiting_for_one_page(self):
        with chromium().page(self.line.origin, others={self.site.origin}) as page:
            self.sign_in(page, self.site.origin)
            began = time.monotonic()
            self.type_a_dozen(page)
            typed = time.monotonic() - began
            self.assertEqual(self.settle(page, (10, 2), 60), (10, 2))
            print(f"typed in {typed:.0f} s, done after {time.monotonic() - began:.0f} s ", end="", flush=True)
            self.assertEqual(self.logged(), [TEXT] * 10)
            expect(page.locator("html[aria-busy]")).to_have_count(0)
            self.assertEqual(page.watch.findings() + strange_elements(page), [])
            # What is shown has an address of its own, and the way back goes through what was seen.
            page.reload()
            expect(page.get_by_role("heading", level=1)).to_have_text("Inbox")

    def test_without_the_pages_script_keys_are_lost(self):
        """The control: were nothing lost without it, the test above would show nothing."""
        with chromium().page(self.line.origin, others={self.site.origin}) as page:
            page.context.route("**/assets/pages.*.js", lambda route: route.abort())
            self.sign_in(page, self.site.origin)
            self.type_a_dozen(page, number=3)
            page.wait_for_timeout(4000)
            self.assertNotEqual(self.logged(), [TEXT] * 3)

    def test_what_was_typed_for_the_next_page_is_not_typed_into_a_refusal(self):
        with chromium().page(self.line.origin, others={self.site.origin}) as page:
            self.sign_in(page, self.line.origin)
            page.keyboard.press("Enter")
            page.locator("#description").wait_for()
            page.get_by_label("Description").fill("Half a sentence")
            page.keyboard.press("Control+Enter")  # without a sentiment
            page.keyboard.type("e1z")  # meant for the inbox that does not come
            page.get_by_role("alert").wait_for()
            expect(page.get_by_label("Description")).to_have_value("Half a sentence")
            self.assertEqual(self.counts(), (0, 0))

    def test_a_server_that_is_gone_costs_nothing_that_was_typed(self):
        with chromium().page(self.line.origin, others={self.site.origin}) as page:
            self.sign_in(page, self.line.origin)
            page.keyboard.press("Enter")
            page.locator("#description").wait_for()
            page.locator("#type").select_option(label="Demo")
            page.get_by_label("Positive").check()
            page.get_by_label("Description").fill(TEXT)
            page.context.route("**/log", lambda route: route.abort())
            page.keyboard.press("Control+Enter")
            expect(page.get_by_role("alert")).to_contain_text("still here")
            screenshot(page, "typing-not-sent", full_page=False)
            expect(page.get_by_label("Description")).to_have_value(TEXT)
            page.context.unroute("**/log")
            page.get_by_role("button", name="Log it").click()
            expect(page.get_by_role("status").first).to_contain_text("Logged")
            self.assertEqual(self.logged(), [TEXT])

    def test_back_and_forward_lead_through_what_was_seen(self):
        with chromium().page(self.line.origin, others={self.site.origin}) as page:
            self.sign_in(page, self.line.origin)
            first = page.url
            page.locator("li.row [data-row]").nth(4).click()
            expect(page.locator("article.prompt")).to_be_visible()
            opened = page.url
            page.go_back()
            expect(page.locator("article.prompt")).to_have_count(0)
            self.assertEqual(page.url, first)
            page.go_forward()
            expect(page.locator("article.prompt")).to_be_visible()
            self.assertEqual(page.url, opened)
            # A page of another kind is an ordinary one; back from there, too.
            page.get_by_role("link", name="Meetings").click()
            page.get_by_role("heading", name="Meetings").wait_for()
            page.go_back()
            expect(page.locator("article.prompt")).to_be_visible()
            self.assertEqual(page.watch.findings(), [])
