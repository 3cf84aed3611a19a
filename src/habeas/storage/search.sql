-- The index of search (storage/search.py). Everything in it is derived from covered words and can be thrown away.

create table search_documents (
  item text primary key,
  digest blob not null,
  body blob not null,
  published text,
  language text
);

-- A text that stands in many documents is kept once.
create table search_texts (
  number integer primary key,
  digest blob not null unique,
  language text,
  body text not null
);

create table search_places (
  item text not null,
  place integer not null,
  text integer not null,
  start integer not null,
  stop integer not null,
  primary key (item, place)
) without rowid;
create index search_places_text on search_places (text);

create table search_claims (
  item text not null,
  place integer not null,
  id text not null,
  type text not null,
  site text,
  origin text not null,
  first text,
  last text,
  states text not null,
  primary key (item, place, id)
) without rowid;

-- The words of all texts and in how many texts each stands: for parts of words.
create table search_vocabulary (word text primary key, texts integer not null) without rowid;

create table search_names (
  number integer primary key,
  id text not null unique,
  kind text not null,
  part_of text,
  body blob not null
);
create index search_names_part_of on search_names (part_of);

-- Tokens are made by searching/words.py; here they are only parted at blanks.
create virtual table search_words using fts5 (surface, stems, content='', tokenize='ascii');
create virtual table search_name_words using fts5 (surface, stems, sounds, content='', tokenize='ascii');
