#!/usr/bin/python3
"""Starts a window and waits until its text field accepts a key: until_usable.py SPOT PROGRAM [ARGUMENT...]

A person's way: the program is started, the window appears, a key is pressed again and again, and a letter is on the
screen. There is no window manager, so the window is given the keyboard by hand. SPOT is a file: the first run presses a
key in a window at rest and notes which pixels the letter changes (where it stands and what it looks like); later runs wait
for those. Prints {"shown", "usable"}: seconds from the start of the program.
"""
import ctypes
import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Gdk", "3.0")
from gi.repository import Gdk  # noqa: E402

KEY = 0x6D  # m
PATIENCE = 60
REST = 4.0

x11 = ctypes.CDLL("libX11.so.6")
xtest = ctypes.CDLL("libXtst.so.6")
Window = ctypes.c_ulong
x11.XOpenDisplay.restype = ctypes.c_void_p
x11.XDefaultRootWindow.restype = Window
x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
x11.XQueryTree.argtypes = [ctypes.c_void_p, Window] + [ctypes.c_void_p] * 4
x11.XFree.argtypes = [ctypes.c_void_p]
x11.XGetGeometry.argtypes = [ctypes.c_void_p, Window] + [ctypes.c_void_p] * 7
x11.XSetInputFocus.argtypes = [ctypes.c_void_p, Window, ctypes.c_int, ctypes.c_ulong]
x11.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
xtest.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
# A window may vanish while it is looked at.
ignore = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda *_: 0)
x11.XSetErrorHandler(ignore)


class Attributes(ctypes.Structure):
    """The beginning of XWindowAttributes; the rest is room."""

    _fields_ = [("x", ctypes.c_int), ("y", ctypes.c_int), ("width", ctypes.c_int), ("height", ctypes.c_int), ("border", ctypes.c_int),
                ("depth", ctypes.c_int), ("visual", ctypes.c_void_p), ("root", Window), ("kind", ctypes.c_int), ("bit", ctypes.c_int),
                ("win", ctypes.c_int), ("backing", ctypes.c_int), ("planes", ctypes.c_ulong), ("pixel", ctypes.c_ulong), ("under", ctypes.c_int),
                ("colormap", ctypes.c_ulong), ("installed", ctypes.c_int), ("state", ctypes.c_int), ("room", ctypes.c_char * 128)]


x11.XGetWindowAttributes.argtypes = [ctypes.c_void_p, Window, ctypes.POINTER(Attributes)]
display = x11.XOpenDisplay(None)
root = x11.XDefaultRootWindow(display)
keycode = x11.XKeysymToKeycode(display, KEY)


def shown_window():
    """The first large window that is mapped."""
    parent, top, children, count = Window(), Window(), ctypes.POINTER(Window)(), ctypes.c_uint()
    x11.XQueryTree(display, root, ctypes.byref(top), ctypes.byref(parent), ctypes.byref(children), ctypes.byref(count))
    found = None
    for at in range(count.value):
        about = Attributes()
        if x11.XGetWindowAttributes(display, children[at], ctypes.byref(about)) and about.state == 2 and about.width >= 400:
            found = children[at]
    if count.value:
        x11.XFree(children)
    return found


def press():
    xtest.XTestFakeKeyEvent(display, keycode, 1, 0)
    xtest.XTestFakeKeyEvent(display, keycode, 0, 0)
    x11.XSync(display, 0)


def pixels(box=(0, 0, 1280, 800)):
    """Rows of red, green and blue bytes."""
    left, top, width, height = box
    shot = Gdk.pixbuf_get_from_window(Gdk.get_default_root_window(), left, top, width, height)
    data, stride, channels = shot.get_pixels(), shot.get_rowstride(), shot.get_n_channels()
    return [data[row * stride:row * stride + width * channels] for row in range(height)]


def learn(spot):
    """Presses one key in the window at rest: where the letter is, and how it looks."""
    time.sleep(REST)
    before = pixels()
    press()
    time.sleep(0.4)
    first = pixels()
    press()
    time.sleep(0.4)
    second = pixels()
    # The letter stays where it is when another is typed; the cursor does not.
    changed = [(row, column) for row in range(800) for column in range(1280)
               if differs(before, first, row, column) and not differs(first, second, row, column)]
    if len(changed) < 8:
        raise SystemExit("no letter appeared: the text field does not have the keyboard")
    rows, columns = [row for row, _ in changed], [column for _, column in changed]
    top, left = min(rows), min(columns)
    # No more than a letter: what else changed once may not do so again.
    box = (left, top, min(max(columns) - left + 1, 12), min(max(rows) - top + 1, 16))
    looks = [line.hex() for line in pixels(box)]
    with open(spot, "w") as file:
        json.dump({"box": box, "looks": looks}, file)


def differs(one, other, row, column):
    at = column * 3
    return one[row][at:at + 3] != other[row][at:at + 3]


def wait_for_letter(spot):
    with open(spot) as file:
        known = json.load(file)
    box = tuple(known["box"])
    while [line.hex() for line in pixels(box)] != known["looks"]:
        if time.monotonic() - started > PATIENCE:
            raise SystemExit("the letter never appeared")
        press()
        time.sleep(0.004)


spot = sys.argv[1]
started = time.monotonic()
child = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
try:
    while not (window := shown_window()):
        if time.monotonic() - started > PATIENCE or child.poll() is not None:
            raise SystemExit("no window appeared")
        time.sleep(0.002)
    shown = time.monotonic() - started
    x11.XSetInputFocus(display, window, 1, 0)
    x11.XSync(display, 0)
    if os.path.exists(spot):
        wait_for_letter(spot)
    else:
        learn(spot)
    usable = time.monotonic() - started
    print(json.dumps({"shown": shown, "usable": usable}))
finally:
    os.killpg(child.pid, 15)
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, 9)
