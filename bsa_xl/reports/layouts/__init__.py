"""Layouts of ledger files as data, one TOML file each; copy one and change it for your ledger."""
