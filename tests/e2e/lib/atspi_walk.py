#!/usr/bin/python3
"""Walks a window's accessibility tree as a screen reader does, calling the Accessible and Text methods of every node.

Usage: atspi_walk.py --pid PID [--until-eof]
Prints one line of JSON a walk; "unnamed" lists controls of the page without a name: {"nodes", "texts", "roles", "unnamed": [{"role", "path"}], "errors": [...]}.
With --until-eof it walks again and again until its standard input is closed.
"""
import argparse
import json
import select
import sys
import warnings
from collections import Counter

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)

# Controls a person can reach; each must say what it is.
CONTROLS = {
    "push button", "button", "toggle button", "check box", "radio button", "entry", "password text", "combo box", "link",
    "page tab", "list item option", "menu item", "check menu item", "radio menu item", "slider", "spin button", "switch",
    "option", "tree item", "image", "dialog", "list box", "page tab list",
}
NODE_LIMIT = 20000


class Walk:
    """One walk over the tree: what was seen."""

    def __init__(self):
        self.nodes = 0
        self.texts = 0
        self.roles = Counter()
        self.unnamed = []
        self.errors = []
        self.lost = []

    def call(self, path, name, function, *arguments):
        """Calls one method. A node that went away meanwhile is no error; anything else is noted, above all a page that did."""
        try:
            return function(*arguments)
        except GLib.Error as error:
            gone = any(word in error.message for word in ("UnknownObject", "No such", "does not exist", "defunct"))
            # Said of a page that died, and also of a node taken out of one that lives: which it was, the end shows.
            into = self.lost if "application no longer exists" in error.message else self.errors
            if not gone:
                into.append({"path": path, "method": name, "message": error.message})
            return None

    def settle(self, root):
        """What was lost counts as an error if the page is not there any more."""
        if self.lost and not page_answers(root):
            self.errors += self.lost

    def visit(self, root):
        """Visits a node and all below it, without recursion."""
        waiting = [(root, "")]
        while waiting and self.nodes < NODE_LIMIT:
            node, above = waiting.pop()
            role = self.call(above, "get_role_name", node.get_role_name) or "?"
            path = f"{above}/{role}"
            self.describe(node, role, path)
            count = self.call(path, "get_child_count", node.get_child_count) or 0
            for index in reversed(range(count)):
                child = self.call(path, "get_child_at_index", node.get_child_at_index, index)
                if child is not None:
                    waiting.append((child, path))

    def describe(self, node, role, path):
        """Asks one node everything."""
        self.nodes += 1
        self.roles[role] += 1
        name = self.call(path, "get_name", node.get_name) or ""
        for method in ("get_description", "get_state_set", "get_attributes", "get_index_in_parent", "get_relation_set",
                       "get_interfaces", "get_localized_role_name", "get_parent"):
            self.call(path, method, getattr(node, method))
        self.component(node, path)
        self.text(node, path)
        if role in CONTROLS and "/document web/" in path and not name.strip() and self.showing(node, path):
            self.unnamed.append({"role": role, "path": path})

    def showing(self, node, path):
        """Whether a person could meet the node now."""
        states = self.call(path, "get_state_set", node.get_state_set)
        return states is not None and states.contains(Atspi.StateType.SHOWING)

    def component(self, node, path):
        """Where it is on the screen."""
        component = self.call(path, "get_component_iface", node.get_component_iface)
        if component is not None:
            self.call(path, "get_extents", component.get_extents, Atspi.CoordType.SCREEN)

    def text(self, node, path):
        """All of its text, with attributes, lines and caret."""
        text = self.call(path, "get_text_iface", node.get_text_iface)
        if text is None:
            return
        self.texts += 1
        length = self.call(path, "get_character_count", text.get_character_count) or 0
        self.call(path, "get_text", text.get_text, 0, length)
        self.call(path, "get_caret_offset", text.get_caret_offset)
        self.call(path, "get_n_selections", text.get_n_selections)
        for offset in sorted({offset for offset in (0, 1, length // 2, length - 1) if 0 <= offset < max(length, 1)}):
            self.call(path, "get_text_attributes", text.get_text_attributes, offset)
            self.call(path, "get_attribute_run", text.get_attribute_run, offset, True)
            self.call(path, "get_character_extents", text.get_character_extents, offset, Atspi.CoordType.SCREEN)
            for granularity in (Atspi.TextGranularity.WORD, Atspi.TextGranularity.LINE):
                self.call(path, "get_string_at_offset", text.get_string_at_offset, offset, granularity)

    def report(self):
        """The walk as one line."""
        return json.dumps({"nodes": self.nodes, "texts": self.texts, "roles": dict(self.roles), "unnamed": self.unnamed,
                           "errors": self.errors[:50]})


def application(pid):
    """The application of this process on the accessibility bus."""
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        candidate = desktop.get_child_at_index(index)
        try:
            if candidate is not None and candidate.get_process_id() == pid:
                return candidate
        except GLib.Error:
            continue
    return None


def page_answers(root):
    """Whether the page below this application still says what is in it."""
    root.clear_cache()
    node = root
    try:
        while node is not None and node.get_role_name() != "document web":
            node = node.get_child_at_index(0) if node.get_child_count() > 0 else None
        return node is not None and node.get_child_count() > 0
    except GLib.Error:
        return False


def closed(stream):
    """Whether the other end of our standard input is closed."""
    ready, _, _ = select.select([stream], [], [], 0)
    return bool(ready) and not stream.read(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pid", type=int, required=True)
    parser.add_argument("--until-eof", action="store_true")
    arguments = parser.parse_args()
    Atspi.init()
    Atspi.set_timeout(5000, 15000)
    while True:
        root = application(arguments.pid)
        if root is None:
            sys.exit(f"process {arguments.pid} is not on the accessibility bus")
        root.clear_cache()
        walk = Walk()
        walk.visit(root)
        walk.settle(root)
        print(walk.report(), flush=True)
        if not arguments.until_eof or closed(sys.stdin):
            return


main()
