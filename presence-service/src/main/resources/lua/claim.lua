-- One instance at a time announces a person. KEYS: claim, expiries. ARGV: token, lease in ms, person, when a sweep is to
-- look again in case the claim's owner dies, when it is to look again if somebody else has the claim.
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then
  redis.call('ZADD', KEYS[2], 'LT', ARGV[4], ARGV[3])
  return 1
end
redis.call('ZADD', KEYS[2], 'LT', ARGV[5], ARGV[3])
return 0
