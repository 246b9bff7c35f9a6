"""A browser that notices: requests to other hosts, dialogs, broken policies, script errors, elements that nobody ordered."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
SCREENSHOTS = PROJECT / ".build-screenshots"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

# Runs in every page before anything of the page's own.
LISTEN = "addEventListener('securitypolicyviolation', e => policyBroken(e.violatedDirective + ' ' + e.blockedURI))"

# What no page of ours holds, wherever it may come from.
STRANGE = """() => {
  const found = [];
  const names = 'iframe, object, embed, base, frame, applet, audio, video, style, math, foreignObject, x-pwn, [srcdoc], [style]';
  for (const e of document.querySelectorAll(names)) found.push(e.outerHTML.slice(0, 120));
  for (const e of document.querySelectorAll('*')) for (const a of e.attributes) {
    if (a.name.startsWith('on')) found.push(e.outerHTML.slice(0, 120));
    if (['href', 'src', 'action', 'formaction', 'poster', 'data', 'xlink:href'].includes(a.name)) {
      const to = new URL(a.value, document.baseURI);
      if (to.origin !== location.origin) found.push(e.outerHTML.slice(0, 120));
    }
  }
  const scripts = [...document.scripts].filter(s => !new URL(s.src || 'x:', location).pathname.startsWith('/assets/'));
  for (const e of scripts) found.push(e.outerHTML.slice(0, 120));
  return found;
}"""


class Watch:
    """What one context of a browser has done, beside what it was asked to."""

    def __init__(self) -> None:
        self.foreign: list[str] = []
        self.dialogs: list[str] = []
        self.policy: list[str] = []
        self.errors: list[str] = []

    def findings(self) -> list[str]:
        kinds = {"request": self.foreign, "dialog": self.dialogs, "policy": self.policy, "error": self.errors}
        return [f"{kind}: {text}" for kind, texts in kinds.items() for text in texts]

    def attach(self, context: BrowserContext, origins: set[str]) -> None:
        def route(route, request):
            parts = urlsplit(request.url)
            if f"{parts.scheme}://{parts.netloc}" in origins or parts.scheme == "about":
                return route.continue_()
            self.foreign.append(request.url)
            return route.abort()

        def on_dialog(dialog):
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        def on_console(message):
            # "Refused to …" is how the policy speaks where no script of ours may listen.
            if message.type == "error" and "Content Security Policy" in message.text:
                self.policy.append(message.text)

        def on_page(page: Page):
            page.on("dialog", on_dialog)
            page.on("console", on_console)
            page.on("pageerror", lambda error: self.errors.append(str(error)))

        context.route("**/*", route)
        context.on("page", on_page)


class Chromium:
    """One browser for all tests; each test has a context, and so cookies, of its own."""

    def __init__(self) -> None:
        self.playwright = sync_playwright().start()
        self.browser = self.launch()

    def launch(self):
        return self.playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--font-render-hinting=none"],
        )

    def close(self) -> None:
        self.browser.close()
        self.playwright.stop()

    @contextmanager
    def page(self, origin: str, others: set[str] = frozenset(), **options):
        """A page and its watch. Options are the context's: viewport, color_scheme, java_script_enabled."""
        # A browser that died failed one test; it need not fail those that follow.
        if not self.browser.is_connected():
            self.browser = self.launch()
        options.setdefault("viewport", {"width": 1280, "height": 900})
        options.setdefault("reduced_motion", "reduce")
        context = self.browser.new_context(base_url=origin, locale="en-GB", **options)
        context.set_default_timeout(10_000)
        watch = Watch()
        watch.attach(context, {origin, *others})
        if options.get("java_script_enabled", True):
            context.expose_binding("policyBroken", lambda _, text: watch.policy.append(text))
            context.add_init_script(LISTEN)
        try:
            page = context.new_page()
            page.watch = watch
            yield page
        finally:
            context.close()


def strange_elements(page: Page) -> list[str]:
    try:
        return page.evaluate(STRANGE)
    except Error as error:
        # The page was about to go elsewhere, which no page does by itself.
        return [f"went elsewhere: {error.message}"]


def screenshot(page: Page, name: str, full_page: bool = True) -> Path:
    SCREENSHOTS.mkdir(exist_ok=True)
    path = SCREENSHOTS / f"{name}.png"
    page.screenshot(path=path, full_page=full_page)
    return path
