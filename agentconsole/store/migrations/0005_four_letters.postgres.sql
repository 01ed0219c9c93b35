-- How a word begins is found by any number of letters: there is nothing to do.

SELECT 1;
