"""The JSON of the nouns: field names and forms that scripts rely on."""
