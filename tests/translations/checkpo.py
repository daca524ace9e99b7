#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Windsock authors
# SPDX-License-Identifier: GPL-3.0-or-later

"""Checks translations/*/windsock.po: what is translated must be right. What is not translated yet is only counted.

Usage: checkpo.py [MSGFMT]; the project's folder is where this file is in.
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FIELD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])? (".*")$')
# How a language writes quotes, where it is known; English ones are wrong there.
QUOTES = {"de": ("„", "“")}


def unquoted(text):
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text[1:-1])


class Entry:
    """One message: its fields by name, msgstr by form, as they are after unquoting."""

    def __init__(self, lines):
        self.flags = [flag.strip() for line in lines if line.startswith("#,") for flag in line[2:].split(",")]
        self.texts = {}
        key = None
        for line in lines:
            field = FIELD.match(line)
            if field:
                key = (field[1], int(field[2] or 0))
                self.texts[key] = unquoted(field[3])
            elif line.startswith('"'):
                self.texts[key] += unquoted(line)
        self.source = self.texts.get(("msgid", 0), "")
        self.plural = self.texts.get(("msgid_plural", 0))
        self.forms = [text for (name, _), text in sorted(self.texts.items()) if name == "msgstr"]

    @property
    def key(self):
        return self.texts.get(("msgctxt", 0)), self.source

    @property
    def translated(self):
        return bool(self.forms) and all(self.forms)


def entries(path):
    """The messages of a po or pot file, without its header and without what is commented out."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    found = [Entry(block.splitlines()) for block in blocks]
    return [entry for entry in found if entry.source]


def placeholders(text):
    return set(re.findall(r"%\d", text))


def edges(text):
    """What code relies on at the ends of a text: blanks, and the colon of a label."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :], text.endswith((":", "："))


def faults_of(entry, language):
    if "fuzzy" in entry.flags:
        yield "is a guess (fuzzy): put it right and take the flag away"
    sources = [entry.source] + ([entry.plural] if entry.plural else [])
    for form in entry.forms:
        if placeholders(form) not in [placeholders(source) for source in sources]:
            yield f"has other placeholders: {form!r}"
        if edges(form) != edges(entry.source):
            yield f"begins or ends otherwise: {form!r}"
        if language in QUOTES:
            opening, closing = QUOTES[language]
            if form.count(opening) != form.count(closing) or any(c in form for c in "”\"" if c != closing):
                yield f"has other quotes than {opening}…{closing}: {form!r}"


def check_language(path, msgfmt, wanted):
    """The faults of one file; prints how much of it, and of the sources, is translated."""
    language = path.parent.name
    faults = []
    run = subprocess.run(
        [msgfmt, "--check", "--check-accelerators=&", "--output-file=/dev/null", path], capture_output=True, text=True
    )
    # Warnings count: KDE's placeholders are no errors to msgfmt.
    faults += run.stderr.splitlines()
    known = entries(path)
    for entry in known:
        if entry.translated:
            faults += [f"{path.name}: {entry.source!r} {fault}" for fault in faults_of(entry, language)]
    done = {entry.key for entry in known if entry.translated}
    print(f"{language}: {len(done)} of {len(known)} messages of its file are translated", end="")
    if wanted:
        share = len(done & wanted) * 100 // len(wanted)
        print(f", {len(done & wanted)} of {len(wanted)} of the sources' ({share} %)", end="")
    print()
    return [f"{language}: {fault}" for fault in faults]


def sources_messages():
    """What the sources have to translate."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "windsock.pot"
        subprocess.run([PROJECT / "translations/extract", template], check=True)
        return {entry.key for entry in entries(template)}


def layout_faults():
    """KXmlGui looks a menu's text up with the context that stands beside it, and the template is made of both."""
    layout = ElementTree.parse(PROJECT / "resources/windsockui.rc")
    for element in layout.iter():
        if element.tag.rpartition("}")[2] == "text" and not element.get("context"):
            yield f"windsockui.rc: {element.text!r} has no context"


def main():
    msgfmt = sys.argv[1] if len(sys.argv) > 1 else "msgfmt"
    files = sorted((PROJECT / "translations").glob("*/windsock.po"))
    wanted = sources_messages()
    faults = list(layout_faults())
    for path in files:
        faults += check_language(path, msgfmt, wanted)
    if not files:
        faults.append("there is no translation")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
