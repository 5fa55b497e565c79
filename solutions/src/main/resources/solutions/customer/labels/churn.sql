-- 1 when no order follows within the horizon.
SELECT
  e.customer_id,
  CASE WHEN count(o.order_id) = 0 THEN 1 ELSE 0 END AS churned
FROM entities e LEFT JOIN orders o USING (customer_id)
GROUP BY e.customer_id
