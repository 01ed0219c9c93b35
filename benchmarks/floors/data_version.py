"""Says on stdout that another program has changed a SQLite file, as soon as a look every 50 ms shows it.

python data_version.py FILE
"""

import sqlite3
import sys
import time

connection = sqlite3.connect(sys.argv[1])
seen = None
print("ready", flush=True)
while True:
    (version,) = connection.execute("PRAGMA data_version").fetchone()
    if version != seen:
        print("changed", flush=True)
        seen = version
    time.sleep(0.05)
