"""`python -m tests.keeper [COMMAND]`: a Postgres and a Valkey for as long as somebody needs them.

With a command, for as long as it runs, with their addresses in its environment. Without,
it prints the addresses and waits for its standard input to close; that happens also when
whoever started it is killed. What DATABASE_URL and REDIS_URL name already is not started.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from learnpath.embedded import Servers
from learnpath.home import Home


def main() -> int:
    home = Home(Path(tempfile.mkdtemp(prefix="learnpath-tests-")))
    addresses = {"DATABASE_URL": home.database_url, "REDIS_URL": home.redis_url}
    missing = {name: address for name, address in addresses.items() if not os.environ.get(name)}
    servers = Servers(home, postgres="DATABASE_URL" in missing, valkey="REDIS_URL" in missing)
    try:
        servers.start()
        if command := sys.argv[1:]:
            return subprocess.call(command, env=os.environ | missing)
        sys.stdout.write(json.dumps(missing) + "\n")
        sys.stdout.flush()
        sys.stdin.read()
        return 0
    finally:
        servers.stop()
        shutil.rmtree(home.path)
        shutil.rmtree(home.run, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
