"""Reads a page with html5lib, an independent parser that follows the HTML standard, and says what a browser would find:
the texts of <p>, the values of <input>, the texts of <textarea>, and every element's name with its attributes' names."""

import json
import sys

import html5lib

tree = html5lib.parse(sys.stdin.buffer.read(), transport_encoding="utf-8", namespaceHTMLElements=False)
found = {"texts": [], "values": [], "areas": [], "shapes": []}
for element in tree.iter():
    if not isinstance(element.tag, str):
        found["shapes"].append("comment")
        continue
    found["shapes"].append(" ".join([element.tag] + sorted(element.attrib)))
    text = "".join(element.itertext())
    if element.tag == "p":
        found["texts"].append(text)
    elif element.tag == "input":
        found["values"].append(element.get("value"))
    elif element.tag == "textarea":
        found["areas"].append(text)
json.dump(found, sys.stdout)
