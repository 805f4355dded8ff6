"""The workbooks themselves, built from code and committed; README.md says what each is for."""
