"""Tables and lists of records: each row a document, by a mapping from columns to what they mean."""
