"""What a plain script would do: calamine in, XlsxWriter out.

It writes a report of the same generated sheets (not the input sheets, which a refresh also carries over),
and knows only the books that books.py makes: it checks nothing, and has no methodology text, no areas, no
earlier targets, no breaks in a series and one rule of rounding.
"""
