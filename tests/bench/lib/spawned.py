#!/usr/bin/python3
"""Runs a program to its end and prints what it took: spawned.py PROGRAM [ARGUMENT...]

Its stdout and stderr are dropped. Prints {"wall", "cpu", "peak_mb", "code", "bytes"}: seconds on the clock, seconds of all its threads and
children, the most memory it held, its exit code, and how much it printed. The kernel counts these at its end (wait4).
"""
import json
import os
import subprocess
import sys
import time

started = time.monotonic()
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
printed = 0
while chunk := os.read(child.stdout.fileno(), 1 << 20):
    printed += len(chunk)
_, status, used = os.wait4(child.pid, 0)
wall = time.monotonic() - started
print(json.dumps({
    "wall": wall,
    "cpu": used.ru_utime + used.ru_stime,
    "peak_mb": used.ru_maxrss / 1024,
    "code": os.waitstatus_to_exitcode(status),
    "bytes": printed,
}))
