"""Language: the grammars at work. The only importer of lark."""
