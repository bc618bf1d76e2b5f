-- Deliveries that wait are counted each second while a campaign is sent: few among all that there ever were.
create index campaign_deliveries_queued_idx on campaign_deliveries (campaign_id) where state = 'queued';
