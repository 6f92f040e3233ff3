"""The embedded Postgres and Valkey: two servers of this instance's own, in its data folder.

They listen on a socket in that folder and on no port, and they are daemons, so a Ctrl-C
meant for the supervisor does not reach them. Whoever starts them holds the folder's lock;
everybody else reads their addresses from `learnpath.home`.
"""

from functools import cached_property

from learnpath.embedded.owner import SERVICE_USER, Owner
from learnpath.embedded.postgres import Postgres
from learnpath.embedded.processes import EmbeddedError
from learnpath.embedded.valkey import Valkey
from learnpath.home import Home

__all__ = ["EmbeddedError", "Servers"]


class Servers:
    """Both servers of one home, or those of them that are wanted."""

    def __init__(self, home: Home, *, postgres: bool = True, valkey: bool = True) -> None:
        self.home = home
        self._postgres = postgres
        self._valkey = valkey

    @cached_property
    def all(self) -> list[Postgres | Valkey]:
        """In the order they are started; stopped in the other."""
        if not (self._postgres or self._valkey):
            return []
        owner = Owner.find()
        self._make_run_folder(owner)
        wanted = ((Postgres, self._postgres), (Valkey, self._valkey))
        return [server(self.home, owner) for server, is_wanted in wanted if is_wanted]

    def start(self) -> None:
        """Start what does not run yet; what was left running is kept."""
        for server in self.all:
            server.start()

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()

    def _make_run_folder(self, owner: Owner) -> None:
        if owner.is_switched:
            self.home.path.chmod(0o711)  # passed through, not looked into
        if not owner.can_reach(self.home.postgres):
            raise EmbeddedError(
                f"The user {SERVICE_USER}, as whom Postgres runs when root starts it, cannot"
                f" reach {self.home.path}: choose another folder with LEARNPATH_HOME, such as"
                " /var/lib/learnpath, or start Learnpath as an ordinary user."
            )
        owner.make_folder(self.home.run)
