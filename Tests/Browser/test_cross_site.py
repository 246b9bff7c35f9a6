"""No other site makes a signed-in browser do anything, nor learns anything from it."""

import unittest

import installation
from harness import chromium
from other_site import OtherSite

# Sends a form to the address in ?to=, as a stranger's page would: by itself, without any click.
ATTACK = """<!doctype html><title>Nice pictures</title>
<form method=post action="{to}">{fields}</form><script>document.forms[0].submit()</script>"""
FETCH = """<!doctype html><title>Nice pictures</title><body><script>
fetch("{to}", {{method: "POST", mode: "no-cors", credentials: "include",
  headers: {{"Content-Type": "application/x-www-form-urlencoded"}}, body: "{body}"}})
  .then(() => document.title = "sent", () => document.title = "failed")</script>"""
FRAME = """<!doctype html><title>Nice pictures</title><iframe id=f src="{to}"></iframe>"""


class AnotherSite(unittest.TestCase):
    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)
        self.other = OtherSite({})
        self.addCleanup(self.other.close)

    def targets(self) -> list[tuple[str, str]]:
        prompt = self.site.prompts()[0]["id"]
        return [
            (installation.ADMIN, "/rules/draft"),
            (installation.ADMIN, "/sign-out"),
            (installation.SA, f"/prompts/{prompt}/dismiss"),
        ]

    def test_posts_of_other_sites_are_refused(self):
        # 127.0.0.1 with another port is the same site to a browser and another origin; localhost is another site.
        for email, path in self.targets():
            for host in ("127.0.0.1", "localhost"):
                origin = self.other.origin(host)
                to = self.site.origin + path
                fields = '<input name="reason" value="other"><input name="token" value="guessed">'
                self.other.pages["/form"] = ATTACK.format(to=to, fields=fields)
                self.other.pages["/fetch"] = FETCH.format(to=to, body="reason=other&token=guessed")
                with chromium().page(self.site.origin, others={origin}) as page:
                    self.site.sign_in(page, email)
                    with page.expect_response(lambda r: r.url == to) as answer:
                        page.goto(f"{origin}/form")
                    self.assertIn(answer.value.status, (401, 403, 404), f"{path} from {host}")
                    # The browser keeps even the refusal from the script that asked.
                    page.goto(f"{origin}/fetch")
                    page.wait_for_function("() => document.title != 'Nice pictures'")
                    self.assertEqual(page.title(), "failed")
                    # Still signed in, and nothing done.
                    self.assertEqual(page.goto(self.site.origin + "/").status, 200)
        self.assertEqual(self.site.prompts(state="dismissed"), [])
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            self.assertTrue(page.get_by_role("button", name="Begin a draft").is_visible())

    def test_the_same_post_from_a_page_of_ours_is_taken(self):
        # So that a refusal above is not merely a wrong form.
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            page.get_by_role("button", name="Begin a draft").click()
            self.assertTrue(page.get_by_role("button", name="Discard the draft").is_visible())

    def test_no_page_can_be_framed(self):
        self.other.pages["/frame"] = FRAME.format(to=self.site.origin + "/")
        with chromium().page(self.site.origin, others={self.other.origin()}) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto(self.other.origin() + "/frame")
            page.wait_for_timeout(200)
            self.assertEqual([frame.url for frame in page.frames[1:]], ["chrome-error://chromewebdata/"])

    def test_a_link_from_another_site_leads_in_all_the_same(self):
        self.other.pages["/mail"] = f'<!doctype html><title>m</title><a href="{self.site.origin}/rules">Rules</a>'
        with chromium().page(self.site.origin, others={self.other.origin("localhost")}) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto(self.other.origin("localhost") + "/mail")
            page.get_by_role("link", name="Rules").click()
            page.get_by_role("heading", name="Rules", level=1).wait_for()
