"""`python -m agentconsole`."""

import sys

from agentconsole.main import main

sys.exit(main())
