-- Customers with an order or a visit in the 60 days before the as-of time.
SELECT o.customer_id
FROM orders o JOIN customers c USING (customer_id), moment m
WHERE o.order_date > m.as_of - INTERVAL 60 DAY
UNION
SELECT s.customer_id
FROM sessions s JOIN customers c USING (customer_id), moment m
WHERE s.session_date > m.as_of - INTERVAL 60 DAY
