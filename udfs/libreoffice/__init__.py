"""LibreOffice Calc: the worksheet functions as `=BSA.…` cells, through an extension (.oxt).

The extension runs inside LibreOffice's own Python, which may be any version; it asks a worker
process of the Python in which this product is installed.
"""
