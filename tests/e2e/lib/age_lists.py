#!/usr/bin/python3
"""Makes the model lists a data folder keeps older: age_lists.py FOLDER HOURS. The app must not be running."""
import sqlite3
import sys
from pathlib import Path

[database] = Path(sys.argv[1]).glob("*.sqlite3")
store = sqlite3.connect(database)
store.execute("UPDATE models SET fetched_ms = fetched_ms - ?", (int(float(sys.argv[2]) * 3_600_000),))
store.commit()
store.close()
