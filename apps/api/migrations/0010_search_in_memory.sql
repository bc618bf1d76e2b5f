-- Search is answered from memory, as browsing is: what PostgreSQL kept for it only made writing dearer.

drop index content_title_trigram_idx;
alter table content drop column search_document;
