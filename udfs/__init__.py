"""Python inside the spreadsheet: what a cell or a button may ask, and the hosts that ask it.

In order: cells (what a cell holds), functions (worksheet functions as plain Python), catalog (what
a host needs to know of them), macros (button actions over an xlwings Book). Functions and macros
know no host; excel_desktop and libreoffice are thin shells around them. Of this product the folder
uses `bsa_xl.api` alone. It is installed as `bsa_xl.udfs`, never as a module of its own.
"""
