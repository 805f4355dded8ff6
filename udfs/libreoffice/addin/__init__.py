"""What runs inside LibreOffice, in whatever Python it brings: standard library and uno alone.

In order: protocol (what goes over the pipe; the worker uses it too), finding_python (where this
product is installed), worker_process (one worker and its pipes), session (asks a worker, starts
another when it died, keeps the faults), component (what Calc sees). These files are copied into the
extension as they are, so they hold to Python 3.8 and import nothing of the product.
"""
