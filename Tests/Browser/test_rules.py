"""The rules' pages: an admin's whole way, with and without script, and what others may not."""

import unittest

import installation
from harness import chromium
from watched import screenshot, strange_elements

LINE = '  - { kind: subsidiary, domain: quokkaworks.test, account: 001Tk0000000MjmIAE, reason: "Hexley owns it" }\n'


class AnAdminsWay(unittest.TestCase):
    def setUp(self):
        self.site = installation.demo()
        self.addCleanup(self.site.close)

    def way(self, name: str, **options):
        before = self.site.configuration.read_bytes()
        with chromium().page(self.site.origin, **options) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.get_by_role("link", name="Rules", exact=True).click()
            self.assertEqual(page.get_by_role("heading", level=1).inner_text(), "Rules")
            # The integrator sat in meetings of the demo's quarter.
            row = page.get_by_role("row").filter(has_text="grindstone.example")
            self.assertRegex(row.inner_text(), r"\b[1-9]\d*\b")
            screenshot(page, f"rules-in-force-{name}")

            page.get_by_label("What becomes of an address").fill("nils.quok@quokkaworks.test")
            page.get_by_role("button", name="Test").click()
            self.assertIn("nothing in the CRM", page.get_by_label("Answer").inner_text())

            page.get_by_role("link", name="My draft").click()
            page.get_by_role("button", name="Begin a draft").click()
            page.get_by_role("link", name="Add a rule").click()
            page.get_by_label("Kind").select_option("subsidiary")
            page.get_by_label("Domain or address").fill("quokka works")
            page.get_by_label("Account").fill("Hexley")
            page.get_by_role("button", name="Add to the draft").click()
            self.assertIn("Not saved yet", page.get_by_role("alert").first.inner_text())
            self.assertEqual(page.get_by_label("Account").input_value(), "Hexley")
            screenshot(page, f"rules-form-{name}")
            page.get_by_label("Domain or address").fill("quokkaworks.test")
            page.get_by_label("Reason").fill("Hexley owns it")
            page.get_by_role("button", name="Add to the draft").click()
            page.get_by_text("added: subsidiary quokkaworks.test").first.wait_for()
            screenshot(page, f"rules-draft-{name}")

            page.get_by_role("button", name="Simulate on 90 days").click()
            page.get_by_role("heading", name="What would change").wait_for()
            self.assertEqual(page.locator("dl.counts div", has_text="now preselects").locator("dd").inner_text(), "4")
            self.assertEqual(page.locator("#now_matched li").count(), 4)
            self.assertEqual(self.site.configuration.read_bytes(), before)
            screenshot(page, f"rules-simulation-{name}")

            page.get_by_role("link", name="Publish").click()
            page.get_by_role("button", name="Publish").click()
            self.assertIn("looked at", page.get_by_role("alert").inner_text())
            page.get_by_label("I have looked at the 4 meetings").check()
            page.get_by_role("button", name="Publish").click()
            self.assertIn("note", page.get_by_role("alert").inner_text())
            screenshot(page, f"rules-publish-{name}")
            page.get_by_label("Why, for the next admin").fill("Hexley bought Quokka")
            page.get_by_label("I have looked at the 4 meetings").check()
            page.get_by_role("button", name="Publish").click()
            page.get_by_text("Hexley bought Quokka").wait_for()
            published = self.site.configuration.read_text()
            self.assertIn(LINE, published)
            self.assertIn(f"by {installation.ADMIN}: Hexley bought Quokka\nrules:\n", published)

            page.get_by_role("link", name="History").click()
            screenshot(page, f"rules-history-{name}")
            page.locator(".cards > li").last.get_by_role("link").click()
            page.get_by_label("Why, for the next admin").fill("sold again")
            page.get_by_label("Put these rules in force again").check()
            screenshot(page, f"rules-version-{name}")
            page.get_by_role("button", name="Roll back").click()
            page.get_by_text("sold again").wait_for()
            self.assertEqual(self.site.configuration.read_bytes(), before)
            self.assertEqual(page.watch.findings(), [])

    def test_with_script(self):
        self.way("light")

    def test_without_script(self):
        self.way("no-script", java_script_enabled=False)

    def test_on_a_phone_in_the_dark(self):
        self.way("phone-dark", viewport={"width": 390, "height": 844}, color_scheme="dark")

    def test_as_text_and_in_two_windows(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            page.get_by_role("button", name="Begin a draft").click()
            page.get_by_role("link", name="Edit as text").click()
            other = page.context.new_page()
            other.goto("/rules/draft/text")
            field = page.get_by_label("The rules, as they will stand")
            field.fill(field.input_value() + "  - { kind: alias\n")
            page.get_by_role("button", name="Save the draft").click()
            self.assertIn("Line ", page.get_by_role("alert").inner_text())
            self.assertTrue(field.input_value().endswith("  - { kind: alias\n"))
            screenshot(page, "rules-text-wrong")
            other.get_by_label("The rules, as they will stand").fill("rules: []\n")
            other.get_by_role("button", name="Save the draft").click()
            self.assertIn("another window", other.get_by_role("alert").inner_text())
            self.assertEqual(other.get_by_label("The rules, as they will stand").input_value(), "rules: []\n")
            page.reload()
            self.assertTrue(field.input_value().endswith("  - { kind: alias\n"))
            self.assertEqual(page.watch.findings() + strange_elements(page), [])

    def test_a_change_by_hand_in_between_is_not_overwritten(self):
        with chromium().page(self.site.origin) as page:
            self.site.sign_in(page, installation.ADMIN)
            page.goto("/rules/draft")
            page.get_by_role("button", name="Begin a draft").click()
            page.get_by_role("button", name="Remove dentalcare.test").click()
            page.get_by_role("button", name="Simulate on 90 days").click()
            page.get_by_role("link", name="Publish").click()
            page.get_by_label("Why, for the next admin").fill("n")
            page.get_by_label("I have looked").check()
            text = self.site.configuration.read_text().replace("our subsidiary", "ours")
            self.site.configuration.write_text(text)
            page.get_by_role("button", name="Publish").click()
            self.assertIn("Already handled elsewhere", page.get_by_role("heading", level=1).inner_text())
            self.assertEqual(self.site.configuration.read_text(), text)

    def test_nobody_else_gets_in(self):
        for email in (installation.SA, installation.MANAGER):
            with chromium().page(self.site.origin) as page:
                self.site.sign_in(page, email)
                self.assertEqual(page.get_by_role("link", name="Rules", exact=True).count(), 0)
                for path in ("/rules", "/rules/draft", "/rules/history", "/rules/simulation.csv"):
                    self.assertEqual(page.goto(path).status, 403)
