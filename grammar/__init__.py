"""The grammars (Lark, LALR) of the language of annual reports; read through `reportlint.resources`."""
