"""Changes to the data of sites that had an earlier version; named in patches.txt."""
