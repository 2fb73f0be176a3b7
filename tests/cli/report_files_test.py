#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `tractwise report` writes, read as those read it who do not see it.

HTML: no address is asked for anything, headings in order, every figure with its words, every table with a caption and
scoped heads, `tidy` without warnings (where it is installed), axe-core without violations (where TRACTWISE_AXE names
axe.min.js and Chromium is installed). PDF of Chromium: tagged, in its language, every sentence once and in the order of
the report, a figure for every figure, heads with a scope, all fonts embedded. Ends with 77 where Chromium is absent and
everything else is well: the PDF was not looked at.
"""
import argparse
import html
import html.parser
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIPPED = 77
CONTRAST = 4.5


class Reader(html.parser.HTMLParser):
    """Headings, figures, tables and sentences of a report in reading order."""

    def __init__(self):
        super().__init__()
        self.headings, self.sentences, self.language, self.loads = [], [], None, []
        self.figures = self.captions = self.pictures = self.tables = self.table_captions = 0
        self.heads_without_scope = self.pictures_without_words = 0
        self._text, self._in = None, []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "html":
            self.language = values.get("lang")
        if values.get("src", "").startswith("http") or (tag == "link" and values.get("href")):
            self.loads.append(values)
        if tag in ("h1", "h2", "h3", "p", "li", "caption"):
            self._in.append(tag)
            self._text = ""
        self.figures += tag == "figure"
        self.captions += tag == "figcaption"
        self.tables += tag == "table"
        self.table_captions += tag == "caption"
        if tag == "th" and not values.get("scope"):
            self.heads_without_scope += 1
        if values.get("role") == "img":
            self.pictures += 1
            self.pictures_without_words += not values.get("aria-label", "").strip()

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if self._in and tag == self._in[-1]:
            self._in.pop()
            if tag in ("h1", "h2", "h3"):
                self.headings.append((int(tag[1]), self._text.strip()))
            elif tag in ("p", "li"):
                self.sentences.append(" ".join(self._text.split()))
            self._text = None


def luminance(color):
    parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def check(condition, what):
    if not condition:
        print("FAILED:", what)
        sys.exit(1)


def check_html(file):
    text = file.read_text(encoding="utf-8")
    page = Reader()
    page.feed(text)
    check(page.language in ("en", "es"), "the language is not said")
    check(not page.loads and "@import" not in text and "url(http" not in text, "something is loaded")
    levels = [level for level, _ in page.headings]
    check(levels[0] == 1 and levels.count(1) == 1, "one heading of the first level comes first")
    check(all(b <= a + 1 for a, b in zip(levels, levels[1:])), "headings skip a level")
    check(page.figures > 2 and page.figures == page.captions == page.pictures, "figures without captions")
    check(page.pictures_without_words == 0, "a figure without words")
    check(page.tables > 5 and page.tables == page.table_captions, "a table without a caption")
    check(page.heads_without_scope == 0, "a head without a scope")
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    style = style.replace("var(--accent)", re.search(r"--accent: (#[0-9a-f]{6})", style).group(1))
    for color in re.findall(r"[{; ]color: (#[0-9a-f]{3,6})", style):
        full = color if len(color) == 7 else "#" + "".join(c * 2 for c in color[1:])
        contrast = 1.05 / (luminance(full) + 0.05)
        check(contrast >= CONTRAST, f"{color} on white has a contrast of {contrast:.2f}")
    if shutil.which("tidy"):
        said = subprocess.run(["tidy", "-e", "-q", str(file)], capture_output=True, text=True).stderr
        check(not said.strip(), "tidy: " + said[:600])
    return page


def squeezed(text):
    """Without blanks: a PDF breaks lines where it likes."""
    return re.sub(r"\s+", "", text)


def check_pdf(file, page):
    def tool(*words):
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    info = tool("pdfinfo", str(file))
    check(re.search(r"Tagged:\s+yes", info), "the PDF is not tagged")
    raw = file.read_bytes()
    check(f"/Lang ({page.language})".encode() in raw or b"/Lang (" in raw, "the PDF does not say its language")
    structure = tool("pdfinfo", "-struct-text", str(file))
    check(len(re.findall(r"^\s+TH\b", structure, re.M)) > 20, "heads of tables are lost")
    check("/Scope /Column" in structure and "/Scope /Row" in structure, "heads have no scope")
    check(len(re.findall(r"^\s+Caption\b", structure, re.M)) >= page.figures, "captions are lost")
    check(raw.count(b"/Alt ") >= page.figures, "figures have no words")
    heard = squeezed("".join(re.findall(r'"(.*)"', structure)))
    at = 0
    for sentence in page.sentences:
        wanted = squeezed(sentence)
        if len(wanted) < 40:
            continue
        check(heard.count(wanted) == 1 or page.sentences.count(sentence) > 1,
              f"{heard.count(wanted)} times instead of once: {sentence}")
        check(heard.find(wanted) >= at or page.sentences.count(sentence) > 1, "out of order: " + sentence)
        at = max(at, heard.find(wanted))
    read = squeezed(tool("pdftotext", "-raw", str(file), "-"))
    missing = [s for s in page.sentences if len(s) > 40 and squeezed(s)[:60] not in read]
    check(len(missing) <= len(page.sentences) // 20, f"lost in the text: {missing[:2]}")
    fonts = [line.split() for line in tool("pdffonts", str(file)).splitlines()[2:]]
    check(fonts and all("no" not in f[-5:-4] for f in fonts), "a font is not embedded")


def check_axe(file, out):
    axe = os.environ.get("TRACTWISE_AXE")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not axe or not chromium:
        return "axe-core was not asked (TRACTWISE_AXE names no axe.min.js)"
    page = out / "axe.html"
    script = pathlib.Path(axe).read_text(encoding="utf-8")
    run = ("axe.run().then(r => { document.title = 'axe'; document.body.innerHTML = '<pre id=\"said\">' + "
           "JSON.stringify(r.violations.map(v => [v.id, v.nodes.length])) + '</pre>'; });")
    page.write_text(file.read_text(encoding="utf-8").replace(
        "</body>", f"<script>{script}</script><script>{run}</script></body>"), encoding="utf-8")
    words = [chromium, "--headless", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom",
             f"--user-data-dir={out / 'axe-profile'}", page.as_uri()]
    if os.geteuid() == 0:
        words.insert(1, "--no-sandbox")
    dom = subprocess.run(words, capture_output=True, text=True, timeout=120).stdout
    said = re.search(r'<pre id="said">(.*?)</pre>', dom, re.S)
    check(said, "axe-core did not answer")
    violations = json.loads(html.unescape(said.group(1)))
    check(not violations, f"axe-core: {violations}")
    return "axe-core found no violation"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tractwise", required=True)
    parser.add_argument("--study", required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    shutil.rmtree(arguments.out, ignore_errors=True)
    printed = shutil.which("chromium") or shutil.which("google-chrome")
    numbers = {}
    for language in ("en", "es"):
        folder = arguments.out / language
        made = subprocess.run(
            [arguments.tractwise, "report", arguments.study, "--area", "99901,99902,99903,99904,99905",
             "--title", "Five <ZIP> areas & more", "--lang", language, "--out", str(folder), "--quiet"],
            capture_output=True, text=True)
        check(made.returncode == 0, made.stderr)
        page = check_html(folder / "report.html")
        print(check_axe(folder / "report.html", folder))
        markdown = squeezed((folder / "report.md").read_text(encoding="utf-8").replace("\\", ""))
        for sentence in page.sentences:
            if len(sentence) > 60 and "Tractwise" not in sentence:
                check(squeezed(sentence) in markdown, "not in Markdown: " + sentence)
        if printed:
            check_pdf(folder / "report.pdf", page)
        numbers[language] = {f.name: f.read_text(encoding="utf-8").count("\n")
                             for f in sorted((folder / "tables").glob("*.csv"))}
        check(len(numbers[language]) > 8, "tables are missing")
    check(numbers["en"] == numbers["es"], "the languages have different tables")
    if not printed:
        print("skipped: Chromium is absent, the PDF was not looked at")
        return SKIPPED
    print("the report can be heard, in both languages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
