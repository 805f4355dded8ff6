"""What tests in more than one room need: LibreOffice as the judge of formulas and pages."""
