-- Ends a claim, if it is still this one. KEYS: claim, the person's settings. ARGV: token, what was announced or ''.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[2] ~= '' then
  redis.call('HSET', KEYS[2], 'announced', ARGV[2])
end
redis.call('DEL', KEYS[1])
return 1
