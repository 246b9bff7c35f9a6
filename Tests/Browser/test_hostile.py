"""Strangers' texts stay text, on every page that shows them."""

import unittest
from urllib.parse import quote

import hostile
import installation
from crawl import kind, pages
from harness import chromium
from payloads import MARK, PAYLOADS
from watched import screenshot, strange_elements

TAGS = """() => {
  const counts = {};
  for (const e of document.querySelectorAll('*')) counts[e.localName] = (counts[e.localName] || 0) + 1;
  return counts;
}"""


class HostileTexts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.site = hostile.company(PAYLOADS)

    @classmethod
    def tearDownClass(cls):
        cls.site.close()

    def visit(self, email: str, each: int, start: str = "/") -> dict[str, int]:
        """Every page of somebody's; how often each kind of page showed a stranger's text."""
        shown: dict[str, int] = {}
        problems = []
        with chromium().page(self.site.origin, accept_downloads=False) as page:
            self.site.sign_in(page, email)
            for name in pages(page, self.site.origin, start, each=each, most=200):
                problems += [f"{name}: {text}" for text in strange_elements(page) + page.watch.findings()]
                shown[name] = shown.get(name, 0) + (MARK in page.inner_text("main"))
        self.assertEqual(problems, [], "\n".join(problems[:10]))
        return shown

    def test_an_sa_sees_them_as_text(self):
        shown = self.visit(installation.SA, each=4)
        self.assertGreaterEqual(shown.get("/inbox", 0), 1, shown)
        self.assertGreaterEqual(shown.get("/prompts/*", 0), 3, shown)

    def test_a_manager_sees_them_as_text(self):
        self.assertGreaterEqual(sum(self.visit(installation.MANAGER, 2, f"/inbox?sa={installation.SA}").values()), 2)

    def test_an_admin_sees_them_as_text(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            page.get_by_role("button", name="Begin a draft").click()
            # Takes a partner out: meetings change, and the simulation lists them with their titles.
            page.goto("/rules/draft/text")
            field = page.get_by_label("The rules, as they will stand")
            field.fill(field.input_value() + "  - { kind: block, domain: hexleypharma.example, reason: r }\n")
            page.get_by_role("button", name="Save the draft").click()
            page.get_by_role("button", name="Simulate on 90 days").click()
            page.get_by_role("heading", name="What would change").wait_for()
        shown = self.visit(installation.ADMIN, each=2)
        for path in ("/rules", "/rules/draft", "/rules/simulation", "/deliveries", "/deliveries/*"):
            self.assertGreaterEqual(shown.get(path, 0), 1, shown)

    def test_each_title_is_shown_and_opened(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.SA)
            page.goto("/inbox")
            titles = page.locator("li.row [data-row]").all_inner_texts()
            screenshot(page, "hostile-inbox", full_page=False)
            for link in page.locator("li.row [data-row]").evaluate_all("links => links.map(a => a.href)"):
                page.goto(link)
                self.assertEqual(strange_elements(page) + page.watch.findings(), [], link)
                # The subject is the title, to the character, wherever a field can hold it.
                subject = page.locator("#subject")
                if subject.count() and not any(ord(c) < 32 for c in subject.input_value()):
                    self.assertIn(MARK, subject.input_value())
            screenshot(page, "hostile-prompt", full_page=False)
        self.assertGreaterEqual(len(titles), 20)
        plain = [text for text in PAYLOADS if all(c.isprintable() and c not in "\u202e\u202c\u2066" for c in text)]
        self.assertGreaterEqual(sum(" ".join(text.split()) in titles for text in plain), 15)

    def test_what_comes_back_from_an_address_or_a_form_is_text(self):
        of_admins = ("/rules?address=", "/rules/history/", "/nowhere/", "/sign-in/", "/rules?change=", "/deliveries?state=",
                     "/deliveries/one?key=")
        of_sas = ("/inbox?tab=", "/inbox?sa=", "/inbox?at=", "/inbox?done=", "/meetings?q=", "/bulk?series=")
        for email, paths in ((installation.ADMIN, of_admins), (installation.SA, of_sas)):
            with chromium().page(self.site.origin) as page:
                self.site.sign_in(page, email)
                for number, payload in enumerate(PAYLOADS):
                    for path in {paths[0], paths[number % len(paths)]}:
                        page.goto(path + quote(payload, safe=""))
                        self.assertEqual(strange_elements(page) + page.watch.findings(), [], path + payload)

    def test_what_comes_back_from_a_wrong_form_is_text(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            if page.get_by_role("button", name="Begin a draft").count():
                page.get_by_role("button", name="Begin a draft").click()
            for payload in PAYLOADS[::3]:
                page.goto("/rules/draft?edit=new")
                for field in ("target", "account", "reason", "from"):
                    page.locator(f"#rule-{field}").fill(payload.replace("\x1b", "").replace("\x07", ""))
                page.get_by_role("button", name="Add to the draft").click()
                page.get_by_role("alert").first.wait_for()
                self.assertEqual(strange_elements(page) + page.watch.findings(), [], payload)

    def test_they_add_no_element_that_harmless_words_would_not(self):
        twin = hostile.company([hostile.harmless(number) for number in range(len(PAYLOADS))])
        self.addCleanup(twin.close)

        def tags(site, email, paths):
            with chromium().page(site.origin) as page:
                site.sign_in(page, email)
                found = {}
                for path in paths:
                    page.goto(path)
                    found[kind(page.url)] = page.evaluate(TAGS)
                return found

        for email, paths in ((installation.SA, ["/inbox"]), (installation.ADMIN, ["/rules", "/rules/history", "/deliveries"])):
            self.assertEqual(tags(self.site, email, paths), tags(twin, email, paths))
