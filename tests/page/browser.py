# SPDX-License-Identifier: Apache-2.0
"""Chromium without a window, driven by the WebDriver protocol (https://www.w3.org/TR/webdriver2/) and chromedriver."""
import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "Space": " ", "Down": "\ue015", "Up": "\ue013", "Home": "\ue011",
        "End": "\ue010", "PageDown": "\ue00f", "Shift": "\ue008"}
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of an element, in the protocol
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def missing():
    """What is not installed, or None."""
    if not shutil.which("chromedriver"):
        return "chromedriver (package chromium-driver)"
    return None if any(map(shutil.which, CHROMIUM)) else "Chromium (package chromium)"


class Browser:
    def __init__(self, width=1440, height=900, arguments=()):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.base = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.folder = tempfile.mkdtemp(prefix="tractwise-chromium-")
        self.server = subprocess.Popen(["chromedriver", f"--port={self.base.rsplit(':')[-1]}"], stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL, env={**os.environ, "HOME": self.folder})
        options = ["--headless=new", f"--window-size={width},{height}", f"--user-data-dir={self.folder}/profile", "--disable-gpu",
                   "--hide-scrollbars", "--disable-dev-shm-usage", *arguments]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # Chromium refuses its sandbox to root, as in a container
        self.session = ""
        self._until_ready()
        made = self._call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {"args": options, "binary": next(filter(None, map(shutil.which, CHROMIUM)))},
            "goog:loggingPrefs": {"performance": "ALL", "browser": "ALL"}}}})
        self.session = f"/session/{made['sessionId']}"

    def _until_ready(self):
        for _ in range(200):
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.05)
        raise AssertionError("chromedriver does not answer")

    def _call(self, method, path, body=None):
        request = urllib.request.Request(self.base + path, method=method, headers={"Content-Type": "application/json"},
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {json.load(error)['value']['message']}") from None

    def close(self):
        try:
            self._call("DELETE", self.session)
        finally:
            self.server.terminate()
            self.server.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def open(self, url):
        self._call("POST", self.session + "/url", {"url": url})

    def run(self, script, *arguments):
        """What the body of a function gives in the page."""
        return self._call("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def command(self, name, parameters):
        """A command of the DevTools protocol."""
        return self._call("POST", self.session + "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def log(self, kind):
        return self._call("POST", self.session + "/se/log", {"type": kind})

    def text(self, selector):
        """As it is shown: empty where the element is not."""
        return self.run("return document.querySelector(arguments[0])?.innerText ?? null", selector)

    def texts(self, selector):
        return self.run("return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText)", selector)

    def find(self, selector):
        return self._call("POST", self.session + "/element", {"using": "css selector", "value": selector})[ELEMENT]

    def click(self, selector):
        """Where a reader would: at the middle of what is shown; an element that something covers is refused."""
        self._call("POST", f"{self.session}/element/{self.find(selector)}/click", {})

    def type(self, selector, text):
        self._call("POST", f"{self.session}/element/{self.find(selector)}/value", {"text": text})

    def actions(self, *inputs):
        self._call("POST", self.session + "/actions", {"actions": list(inputs)})
        self._call("DELETE", self.session + "/actions")

    def mouse(self, steps, shift=False):
        """("to", x, y), ("down",) and ("up",) in pixels of the window, Shift held throughout."""
        moves = []
        for step in steps:
            if step[0] == "to":
                moves.append({"type": "pointerMove", "duration": 20, "x": round(step[1]), "y": round(step[2])})
            else:
                moves.append({"type": "pointer" + step[0].capitalize(), "button": 0})
        pointer = {"type": "pointer", "id": "mouse", "actions": moves}
        if not shift:
            return self.actions(pointer)
        # A tick of one input is a tick of the other: Shift goes down before the first move, up after the last.
        shift_key = [{"type": kind, "value": KEYS["Shift"]} for kind in ("keyDown", "keyUp")]
        keys = [shift_key[0], *[{"type": "pause"}] * len(moves), shift_key[1]]
        return self.actions({"type": "key", "id": "keys", "actions": keys},
                            {**pointer, "actions": [{"type": "pause"}, *moves]})

    def press(self, *names):
        """Keys one after the other, to whatever has the focus."""
        keys = []
        for name in names:
            key = KEYS.get(name, name)
            keys += [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self.actions({"type": "key", "id": "keys", "actions": keys})

    def screen(self, width, height, mobile=False):
        """Another size of the screen: 390 x 844 is a phone."""
        self.command("Emulation.setDeviceMetricsOverride",
                     {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile})

    def still(self, wanted):
        """Whether the reader asks for no motion."""
        features = [{"name": "prefers-reduced-motion", "value": "reduce"}] if wanted else []
        self.command("Emulation.setEmulatedMedia", {"features": features})

    def picture(self, file, whole=False):
        shot = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self.command("Page.getLayoutMetrics", {})["cssContentSize"]
            shot["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        file.write_bytes(base64.b64decode(self.command("Page.captureScreenshot", shot)["data"]))

    def printed(self, file):
        """The page as paper, a PDF."""
        file.write_bytes(base64.b64decode(self.command("Page.printToPDF", {"printBackground": False})["data"]))
