-- Who listens without the picture chooses among the languages, too: each is kept with the name of its playlist.

comment on column content.audio_languages is '[{language, label, name}], the default first, by the name of its playlist (`audio`, `audio-fr`); items from before it was kept lack that; empty where the only one is unknown';
