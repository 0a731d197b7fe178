"""The formats of report files, each read into the same text form: headings with #, paragraphs as lines, table rows with bars."""
