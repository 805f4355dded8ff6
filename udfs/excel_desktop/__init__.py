"""Excel on Windows, through the free part of xlwings: registration, VBA, ribbon, and the build.

What Excel itself loads (VBA, ribbon, workbooks) is made from the text in this folder, on any
system, without Excel.
"""
