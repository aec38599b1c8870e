"""These run where requirements-scale.txt is installed; elsewhere there is nothing to collect."""

from importlib.util import find_spec

collect_ignore_glob = [] if find_spec("ibis") else ["test_*.py"]
