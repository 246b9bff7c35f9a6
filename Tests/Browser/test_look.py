"""Every page: no violation of WCAG that axe can find, light and dark, forms open; nothing to scroll sideways on a phone."""

import re
import unittest

from axe_playwright_python.sync_playwright import Axe

import dead_letters
import installation
from crawl import pages, path_alone
from harness import chromium
from watched import screenshot, strange_elements

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > wide + 1)
    .map(e => e.outerHTML.slice(0, 100));
}"""
# What is folded away is looked at, too.
UNFOLD = "() => document.querySelectorAll('details').forEach(d => d.open = true)"


def violations(page, rules=None) -> list[str]:
    options = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": rules}
    results = Axe().run(page, options=options)
    return [
        f"{found['id']}: {node['html'][:160]} ({node.get('failureSummary', '')[:200]})"
        for found in results.response["violations"]
        for node in found["nodes"]
    ]


class EveryPage(unittest.TestCase):
    def look(self, email: str, prepare=None, before=lambda site: None):
        site = installation.demo()
        self.addCleanup(site.close)
        before(site)
        problems, names = [], []
        with chromium().page(site.origin, accept_downloads=False) as page:
            site.sign_in(page, email)
            if prepare:
                prepare(page)
            for name in pages(page, site.origin, each=2, kind=path_alone):
                names.append(name)
                file = f"{email.split('@')[0]}{re.sub('[^a-z]+', '-', name).rstrip('-')}"
                page.evaluate(UNFOLD)
                problems += [f"{name}: {text}" for text in violations(page)]
                problems += [f"{name}: {text}" for text in strange_elements(page)]
                page.emulate_media(color_scheme="dark")
                problems += [f"{name}, dark: {text}" for text in violations(page, ["color-contrast"])]
                page.set_viewport_size(PHONE)
                wide = page.evaluate(WIDER)
                problems += [f"{name}, phone: wider than the screen: {text}" for text in wide[:3]]
                page.reload()
                screenshot(page, f"{file}-phone-dark")
                page.set_viewport_size(DESKTOP)
                page.emulate_media(color_scheme="light")
                screenshot(page, f"{file}-light")
            problems += page.watch.findings()
        self.assertEqual(problems, [], "\n".join(problems))
        return names

    def test_of_an_sa(self):
        names = self.look(installation.SA)
        self.assertGreaterEqual(len(names), 1)

    def test_of_a_manager(self):
        self.look(installation.MANAGER)

    def test_of_an_admin(self):
        def begin(page):
            page.goto("/rules/draft")
            page.get_by_role("button", name="Begin a draft").click()
            page.get_by_role("button", name="Remove corpmail-rw.example").click()
            page.get_by_role("button", name="Simulate on 90 days").click()
            page.get_by_role("heading", name="What would change").wait_for()

        def go_wrong(site):
            dead_letters.log(site)
            dead_letters.go_wrong(site, ["the row of the account is locked"])

        names = self.look(installation.ADMIN, begin, go_wrong)
        for path in ("/rules", "/rules/draft", "/rules/draft/text", "/rules/simulation", "/rules/publish", "/rules/history",
                     "/deliveries", "/deliveries/one"):
            self.assertIn(path, names)
