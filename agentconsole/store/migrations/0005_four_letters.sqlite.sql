-- How a word begins is found by four letters as quickly as by three: an index keeps how long the beginnings
-- are that it knows from the day it is made, so it is made anew, of all entries.

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
    text, tags, content = '', tokenize = "unicode61 remove_diacritics 2", prefix = '2 3 4'
);
INSERT INTO search (rowid, text, tags)
    SELECT e.id,
        search_text(
            e.id, e.at, e.kind, e.channel, e.author_type, e.author_id, e.author_name, e.conversation,
            e.customer, e.party, e.version, e.external_id, e.text, e.details
        ),
        search_tags(
            h.customers, e.id, e.at, e.kind, e.channel, e.author_type, e.author_id, e.author_name,
            e.conversation, e.customer, e.party, e.version, e.external_id, e.text, e.details
        )
    FROM entry AS e
    LEFT JOIN (SELECT entry, json_group_array(customer) AS customers FROM history GROUP BY entry) AS h
        ON h.entry = e.id
    ORDER BY e.id;
