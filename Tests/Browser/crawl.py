"""Every page that somebody can reach by links, one or two of each kind."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import Page

# What differs between pages of one kind: ids, versions, days, query values.
VARIABLE = re.compile(r"(?<=/)(?=[^/]*\d)[^/]{6,}|(?<==)[^&]*|(?<=/)\d+")


def kind(url: str) -> str:
    parts = urlsplit(url)
    return VARIABLE.sub("*", parts.path + ("?" + parts.query if parts.query else ""))


def path_alone(url: str) -> str:
    return kind(url.split("?")[0])


def pages(page: Page, origin: str, start: str = "/", each: int = 1, most: int = 60, kind=kind):
    """Visits pages and yields each kind's name while it is shown. Links are followed breadth first."""
    seen: dict[str, int] = {}
    done: set[str] = set()
    queue = [urljoin(origin, start)]
    while queue and len(done) < most:
        url = queue.pop(0)
        name = kind(url)
        if url in done or seen.get(name, 0) >= each:
            continue
        done.add(url)
        seen[name] = seen.get(name, 0) + 1
        try:
            response = page.goto(url)
        except Exception as error:  # a file to download is no page
            if "Download is starting" in str(error):
                continue
            raise
        # A page may have led to another one: that is the one that was seen.
        landed = kind(page.url)
        if landed != name:
            if seen.get(landed, 0) >= each:
                continue
            seen[landed] = seen.get(landed, 0) + 1
        if "html" not in (response.headers.get("content-type") or ""):
            continue
        # Read before the page is handed out: whoever looks at it may change it.
        found = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
        queue += [link.split("#")[0] for link in found if link.startswith(origin + "/")]
        yield landed
