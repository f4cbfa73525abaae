"""How much the program costs beside what its parts cost alone; run by `./dev bench`."""
