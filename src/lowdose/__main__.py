"""`python -m lowdose`: the same as the command `lowdose`."""

from lowdose.cli.app import main

if __name__ == "__main__":
    main()
