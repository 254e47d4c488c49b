"""A Publication or finished bytes come in, findings go out. Knows formats, never builders."""
