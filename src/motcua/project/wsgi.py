"""The WSGI application that the HTTP server runs."""

from django.core.wsgi import get_wsgi_application

from motcua.project.parenthood import stop_with_parent

application = get_wsgi_application()
stop_with_parent()
