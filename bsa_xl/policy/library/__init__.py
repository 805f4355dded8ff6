"""Published formulas as policy files, to start from and to test against; read by `published`."""
