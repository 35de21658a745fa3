"""Speed of the project, and of other methods, measured in one run: `make bench`."""
