-- A session lives until ARGV[2]. KEYS: sessions of the person, the person's settings, expiries of all people.
-- ARGV: session, expires at, now, person. Answers 1 when the session was not known to live.
local new = redis.call('ZADD', KEYS[1], 'GT', ARGV[2], ARGV[1])
redis.call('HSET', KEYS[2], 'lastSeen', ARGV[3])
redis.call('ZADD', KEYS[3], ARGV[2], ARGV[4])
return new
