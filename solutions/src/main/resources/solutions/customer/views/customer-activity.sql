-- What a customer did up to the as-of time. Windows are (as_of - w, as_of].
-- Counts and sums of nothing are 0; means, ratios and "days since" of nothing are missing, and
-- has_orders, has_returns say so: zero is not missing.
WITH bought AS (
  SELECT
    e.customer_id,
    count(*) AS order_count,
    sum(o.order_value) AS total_spend,
    date_diff('day', max(o.order_date), any_value(e.as_of)) AS recency_days,
    date_diff('day', min(o.order_date), any_value(e.as_of)) AS days_buying,
    count(*) FILTER (o.order_date > e.as_of - INTERVAL 7 DAY) AS orders_7d,
    count(*) FILTER (o.order_date > e.as_of - INTERVAL 30 DAY) AS orders_30d,
    count(*) FILTER (o.order_date > e.as_of - INTERVAL 60 DAY) AS orders_60d,
    count(*) FILTER (o.order_date > e.as_of - INTERVAL 90 DAY) AS orders_90d,
    count(*) FILTER (o.order_date > e.as_of - INTERVAL 180 DAY) AS orders_180d,
    sum(o.order_value) FILTER (o.order_date > e.as_of - INTERVAL 30 DAY) AS spend_30d,
    sum(o.order_value) FILTER (o.order_date > e.as_of - INTERVAL 90 DAY) AS spend_90d,
    sum(o.order_value) FILTER (o.order_date > e.as_of - INTERVAL 180 DAY) AS spend_180d,
    count(*) FILTER (o.discount_used) AS discounted,
    count(*) FILTER (o.discount_used AND o.order_date > e.as_of - INTERVAL 90 DAY) AS discounted_90d
  FROM entities e JOIN orders o USING (customer_id)
  GROUP BY e.customer_id
),
visited AS (
  SELECT
    e.customer_id,
    count(*) AS session_count,
    date_diff('day', max(s.session_date), any_value(e.as_of)) AS days_since_last_session,
    count(*) FILTER (s.session_date > e.as_of - INTERVAL 7 DAY) AS sessions_7d,
    count(*) FILTER (s.session_date > e.as_of - INTERVAL 30 DAY) AS sessions_30d,
    count(*) FILTER (s.session_date > e.as_of - INTERVAL 60 DAY) AS sessions_60d,
    count(*) FILTER (s.session_date > e.as_of - INTERVAL 90 DAY) AS sessions_90d,
    count(DISTINCT CAST(s.session_date AS DATE))
      FILTER (s.session_date > e.as_of - INTERVAL 90 DAY) AS active_days_90d,
    avg(s.pages_viewed) FILTER (s.session_date > e.as_of - INTERVAL 30 DAY) AS avg_pages_30d,
    avg(s.pages_viewed) FILTER (s.session_date > e.as_of - INTERVAL 90 DAY) AS avg_pages_90d,
    avg(s.session_duration) FILTER (s.session_date > e.as_of - INTERVAL 30 DAY)
      AS avg_session_seconds_30d
  FROM entities e JOIN sessions s USING (customer_id)
  GROUP BY e.customer_id
),
sent_back AS (
  SELECT
    e.customer_id,
    count(*) AS return_count,
    date_diff('day', max(r.return_date), any_value(e.as_of)) AS days_since_last_return,
    count(*) FILTER (r.return_date > e.as_of - INTERVAL 90 DAY) AS returns_90d,
    sum(r.refund_amount) FILTER (r.return_date > e.as_of - INTERVAL 180 DAY) AS refund_180d
  FROM entities e JOIN returns r USING (customer_id)
  GROUP BY e.customer_id
)
SELECT
  e.customer_id,
  -- Capped: half a year tells a loyal customer, and an age without a cap drifts with the data's own.
  least(180, greatest(0, date_diff('day', c.signup_date, e.as_of))) AS tenure_days,
  c.country,
  c.acquisition_channel,
  c.device_type,
  b.customer_id IS NOT NULL AS has_orders,
  b.recency_days,
  least(180, b.days_buying) AS days_since_first_order,
  coalesce(b.order_count, 0) AS order_count,
  coalesce(b.orders_7d, 0) AS orders_7d,
  coalesce(b.orders_30d, 0) AS orders_30d,
  coalesce(b.orders_90d, 0) AS orders_90d,
  coalesce(b.orders_180d, 0) AS orders_180d,
  coalesce(b.orders_30d, 0) - (coalesce(b.orders_60d, 0) - coalesce(b.orders_30d, 0))
    AS order_trend_30d,
  coalesce(b.total_spend, 0) AS total_spend,
  coalesce(b.spend_30d, 0) AS spend_30d,
  coalesce(b.spend_90d, 0) AS spend_90d,
  coalesce(b.spend_180d, 0) AS spend_180d,
  b.total_spend / b.order_count AS avg_order_value,
  b.spend_30d / nullif(b.orders_30d, 0) AS avg_order_value_30d,
  coalesce(b.order_count, 0) / greatest(1, date_diff('day', c.signup_date, e.as_of))
    AS order_frequency,
  -- How long the customer has been silent, measured in the own rhythm: above 1 it is unusual.
  b.recency_days * b.order_count / greatest(1, b.days_buying) AS silence_ratio,
  b.discounted / b.order_count AS discount_rate,
  b.discounted_90d / nullif(b.orders_90d, 0) AS discount_rate_90d,
  v.days_since_last_session,
  coalesce(v.session_count, 0) / greatest(1, date_diff('day', c.signup_date, e.as_of))
    AS session_frequency,
  coalesce(v.sessions_7d, 0) AS sessions_7d,
  coalesce(v.sessions_30d, 0) AS sessions_30d,
  coalesce(v.sessions_90d, 0) AS sessions_90d,
  v.sessions_30d / nullif(v.sessions_60d - v.sessions_30d, 0) AS session_trend_30d,
  coalesce(v.active_days_90d, 0) / 90 AS active_days_ratio_90d,
  v.avg_pages_30d,
  v.avg_pages_90d,
  v.avg_session_seconds_30d,
  r.customer_id IS NOT NULL AS has_returns,
  coalesce(r.return_count, 0) AS return_count,
  coalesce(r.returns_90d, 0) AS returns_90d,
  r.days_since_last_return,
  coalesce(r.return_count, 0) / b.order_count AS return_rate,
  coalesce(r.refund_180d, 0) / nullif(b.spend_180d, 0) AS refund_ratio_180d
FROM entities e
JOIN customers c USING (customer_id)
LEFT JOIN bought b USING (customer_id)
LEFT JOIN visited v USING (customer_id)
LEFT JOIN sent_back r USING (customer_id)
