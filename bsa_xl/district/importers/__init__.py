"""Published files, as states put them on the web, to a district."""
