"""The files of the sample that a person writes: profile, policy, rate sheet, items, accounts.

They are read as they stand; a CSV named ``accounts_fund.csv`` becomes ``accounts/fund.csv``.
"""
