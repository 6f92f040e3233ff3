"""The environment, complete with what is in .env, and what several settings follow from."""

from pathlib import Path

from environs import Env

from learnpath.home import Home

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
env.read_env(BASE_DIR / ".env")

HOME = Home(Path(env.str("LEARNPATH_HOME", default=str(BASE_DIR / ".learnpath"))).resolve())
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
