-- Drops silent sessions and answers how the person stands. KEYS: sessions, settings, expiries, claim. ARGV: now, person.
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1])
local latest = redis.call('ZREVRANGE', KEYS[1], 0, 0, 'WITHSCORES')
local connected = '0'
if latest[1] then
  connected = '1'
  redis.call('ZADD', KEYS[3], latest[2], ARGV[2])
elseif redis.call('EXISTS', KEYS[4]) == 0 then
  -- While somebody announces the person, a sweep must look again in case they die over it.
  redis.call('ZREM', KEYS[3], ARGV[2])
end
local kept = redis.call('HMGET', KEYS[2], 'away', 'visibility', 'lastSeen', 'announced')
return {connected, kept[1] or '0', kept[2] or 'everyone', kept[3] or '', kept[4] or ''}
