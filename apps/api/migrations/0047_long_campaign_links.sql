-- An index over addresses themselves refuses what is longer than a third of its page.
alter table campaign_links drop constraint campaign_links_once;
create unique index campaign_links_once on campaign_links (campaign_id, md5(url));
