#!/usr/bin/python3
"""Writes down what a screen reader would say of a window: speech.py --pid PID

Prints a line of JSON for each thing heard: {"said": TEXT, "live": "polite"} when a live region changes. A line "read" on standard
input is answered with {"page": [LINE...]}: the page from top to bottom, a line a thing, as "role: name (states)", indented by depth.
Ends with its standard input.
"""
import argparse
import json
import sys
import warnings

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)
State = Atspi.StateType

# Said of a control besides its role and name, when it is so.
STATES = [
    (State.SELECTED, "selected"), (State.CHECKED, "checked"), (State.PRESSED, "pressed"), (State.EXPANDED, "expanded"),
    (State.INVALID_ENTRY, "invalid"), (State.REQUIRED, "required"), (State.BUSY, "busy"), (State.FOCUSED, "focused"),
]
# Controls that say it when they cannot be used.
CONTROLS = {"push button", "button", "toggle button", "check box", "radio button", "entry", "password text", "combo box", "page tab"}
# Passed over in silence: they only hold others.
SILENT = {"filler", "section", "scroll pane", "unknown", "panel", "redundant object"}
EMBEDDED = "\ufffc"


def emit(**line):
    print(json.dumps(line, ensure_ascii=False), flush=True)


def attempt(function, *arguments, default=None):
    """A node that went away meanwhile has nothing to say."""
    try:
        return function(*arguments)
    except GLib.Error:
        return default


def own_text(node):
    """The text a node holds itself, without what is embedded in it (U+FFFC stands for that)."""
    text = attempt(node.get_text_iface)
    if text is None:
        return ""
    length = attempt(text.get_character_count, default=0)
    return " ".join((attempt(text.get_text, 0, length, default="") or "").replace(EMBEDDED, " ").split())


def level(node):
    return (attempt(node.get_attributes, default={}) or {}).get("level")


def words(node, role):
    """One thing as one line; empty when there is nothing to say of it."""
    name = attempt(node.get_name, default="") or ""
    text = own_text(node)
    states = attempt(node.get_state_set)
    said = [word for state, word in STATES if states is not None and states.contains(state)]
    if role in CONTROLS and states is not None and not states.contains(State.SENSITIVE):
        said.append("unavailable")
    if role == "heading" and level(node):
        role = f"heading {level(node)}"
    description = attempt(node.get_description, default="") or ""
    parts = [name] if name else []
    if text and text != name and not name.startswith(text):
        parts.append(f"“{text}”")
    if role in SILENT and not parts:
        return ""
    line = role if role not in SILENT or name else "text"
    line += (": " + " ".join(parts)) if parts else ""
    if description and description != name:
        line += f" — {description}"
    return line + (f" ({', '.join(said)})" if said else "")


def read(root):
    """All that is shown, top to bottom."""
    lines = []
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        role = attempt(node.get_role_name, default="?") or "?"
        states = attempt(node.get_state_set)
        if role != "document web" and states is not None and not states.contains(State.VISIBLE):
            continue
        line = words(node, role)
        if line:
            lines.append("  " * depth + line)
        below = depth + 1 if line else depth
        for index in reversed(range(attempt(node.get_child_count, default=0) or 0)):
            child = attempt(node.get_child_at_index, index)
            if child is not None:
                waiting.append((child, below))
    return lines


def find(pid):
    """The page of the window of this process."""
    desktop = Atspi.get_desktop(0)
    waiting = [app for app in (attempt(desktop.get_child_at_index, i) for i in range(desktop.get_child_count())) if app is not None]
    waiting = [app for app in waiting if attempt(app.get_process_id) == pid]
    while waiting:
        node = waiting.pop(0)
        if attempt(node.get_role_name) == "document web":
            return node
        waiting.extend(filter(None, (attempt(node.get_child_at_index, i) for i in range(attempt(node.get_child_count, default=0)))))
    return None


def live(node):
    """How a change of this node is announced: its own setting or that of the region it is in."""
    attributes = attempt(node.get_attributes, default={}) or {}
    return attributes.get("container-live") or attributes.get("live")


def whole_text(node):
    """The text of a node and of all below it, in one line."""
    text = own_text(node)
    count = attempt(node.get_child_count, default=0) or 0
    below = [whole_text(child) for child in (attempt(node.get_child_at_index, i) for i in range(count)) if child is not None]
    return " ".join(filter(None, [text, *below]))


def read_anew(pid):
    """The page as lines, past what is remembered of it."""
    page = find(pid)
    if page is None:
        return []
    page.clear_cache()
    return read(page)


class Ear:
    """Hears changes of live regions and alerts that appear, as a screen reader does. The same words twice in a row are said once."""

    def __init__(self):
        self.last = ""
        self.deaf = False
        self.listener = Atspi.EventListener.new(self.heard)
        for kind in ("object:text-changed:insert", "object:children-changed:add", "object:announcement", "object:notification"):
            attempt(self.listener.register, kind)

    def heard(self, event):
        if self.deaf:
            return
        if event.type.startswith(("object:announcement", "object:notification")):
            self.say(str(event.any_data), "announcement")
            return
        added = event.any_data if isinstance(event.any_data, Atspi.Accessible) else None
        for node in filter(None, (added, event.source)):
            setting = live(node)
            if setting in ("polite", "assertive"):
                self.say(whole_text(node), setting)
                return

    def say(self, text, setting):
        if text and text != self.last:
            self.last = text
            emit(said=text, live=setting)

    def without(self, act):
        """Hears nothing of what the act itself sets off: reading a node for the first time is reported as if it had come."""
        self.deaf = True
        try:
            return act()
        finally:
            context = GLib.MainContext.default()
            while context.pending():
                context.iteration(False)
            self.deaf = False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pid", type=int, required=True)
    pid = parser.parse_args().pid
    Atspi.init()
    Atspi.set_timeout(5000, 15000)
    ear = Ear()
    loop = GLib.MainLoop()

    def command(channel, _condition):
        line = channel.readline()
        if not line:
            loop.quit()
            return False
        emit(page=ear.without(lambda: read_anew(pid)))
        return True

    GLib.io_add_watch(sys.stdin, GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, command)
    emit(ready=True)
    loop.run()


main()
