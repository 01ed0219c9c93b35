"""The program, which keeps twenty things in one transaction and not five hundred.

So a kill of it falls between one that is kept and one that is not, also where there are few mails for each.
"""

import sys
from functools import partial

from agentconsole.channels import files
from agentconsole.main import main

LITTLE = 20

if __name__ == "__main__":
    files.BATCH = LITTLE
    files.batches = partial(files.batches, first=LITTLE)
    sys.exit(main(sys.argv[1:]))
