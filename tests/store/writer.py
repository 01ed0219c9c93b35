"""Another program that writes to a store: ADDRESS CONVERSATION NAME COUNT."""

import sys
from contextlib import closing

from tests.store.address import opened
from tests.store.keep import keeping


def main(address, number, name, count):
    with closing(opened(address)) as store:
        for n in range(int(count)):
            keeping(store, lambda keep, n=n: keep.say(int(number), f"{name}-{n}"))


if __name__ == "__main__":
    main(*sys.argv[1:])
