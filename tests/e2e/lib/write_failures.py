#!/usr/bin/python3
"""Gives the failed answers of a data folder other reasons to have failed, for pictures of them: write_failures.py FOLDER < failures.json

The failures are a list; the answers get them in the order of their tabs.
"""
import json
import sqlite3
import sys
from pathlib import Path

[database] = Path(sys.argv[1]).glob("*.sqlite3")
store = sqlite3.connect(database)
failures = json.load(sys.stdin)
answers = [answer for (answer,) in store.execute("SELECT id FROM answers WHERE state = 'failed' ORDER BY seq").fetchall()]
for answer, failure in zip(answers, failures):
    store.execute("UPDATE answers SET failure = ? WHERE id = ?", (json.dumps(failure), answer))
store.commit()
store.close()
