"""The article archive: every kept article, to be searched by words and by likeness.

One port (`port.Archive`), two keepers of the index: tantivy in a folder where one machine works alone, PostgreSQL's
full-text index where several share a database. Wagtail's own search is for published pages.
"""
