"""The rule packs, one folder an edition of the form; read through `reportlint.resources`."""
