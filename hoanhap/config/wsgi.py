import os

from django.core.wsgi import get_wsgi_application

from hoanhap.config.serving import end_with_parent, settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoanhap.config.settings")
end_with_parent()
application = get_wsgi_application()
settle()
