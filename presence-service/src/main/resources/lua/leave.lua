-- A session ended at ARGV[2]. KEYS: sessions of the person, the person's settings. ARGV: session, now.
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[2], 'lastSeen', ARGV[2])
return 1
