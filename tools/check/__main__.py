import sys

from tools.check.main import main

sys.exit(main())
