#!/usr/bin/python3
"""Saves what the screen shows, from its top left corner: grab.py WIDTH HEIGHT FILE.png

WebDriver's own screenshot paints the page once more, off screen, and waits for ever on some pages (WebKitGTK 2.50); this is
what a person sees.
"""
import sys

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

width, height, path = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), 0, 0, width, height).savev(path, "png", ["compression"], ["9"])
