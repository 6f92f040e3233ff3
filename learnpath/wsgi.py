"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "learnpath.settings")
os.environ["LEARNPATH_PROCESS"] = "web"  # settings: lasting connections and short timeouts

application = get_wsgi_application()
