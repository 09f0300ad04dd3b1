import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { type Cache, type CacheOptions, type CacheStatus, createCache } from './cache.ts'
import { hasRedisServer, startRedis } from './testing/redis-server.ts'

const opened: AsyncDisposable[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const one of opened.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

function open(options: CacheOptions = {}): Cache {
  const cache = createCache(options)
  opened.push(cache)
  return cache
}

const minute = { ttlMs: 60_000 }

/** From here on the clock stands still and moves when it is told to. */
function stoppedClock() {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] })
  return { pass: (ms: number) => vi.advanceTimersByTime(ms) }
}

/** A factory that answers 1, 2, 3 …: what it says tells how often it was asked. */
function counting() {
  let calls = 0
  return async () => ++calls
}

describe('in memory', () => {
  test('a value is made once and kept until it is forgotten or old', async () => {
    const clock = stoppedClock()
    const space = open().tenant('org_1')
    const factory = counting()
    expect(await space.getOrSet('a', minute, factory)).toBe(1)
    expect(await space.getOrSet('a', minute, factory)).toBe(1)
    await space.forget('a')
    expect(await space.getOrSet('a', minute, factory)).toBe(2)
    clock.pass(59_000)
    expect(await space.getOrSet('a', minute, factory)).toBe(2)
    clock.pass(2_000)
    expect(await space.getOrSet('a', minute, factory)).toBe(3)
  })

  test('a hundred that miss at once ask once', async () => {
    const space = open().tenant('org_1')
    let calls = 0
    const slow = async () => {
      calls++
      await sleep(20)
      return calls
    }
    expect(new Set(await Promise.all(Array.from({ length: 100 }, () => space.getOrSet('a', minute, slow))))).toEqual(
      new Set([1]),
    )
  })

  test("one tenant never sees, nor forgets, what is another one's", async () => {
    const cache = open()
    const spaces = [cache.tenant('org_1'), cache.tenant('org_2'), cache.platform, cache.tenant('platform')]
    const tagged = { ttlMs: 60_000, tags: ['event:1'] }
    for (const [index, space] of spaces.entries()) await space.getOrSet('a', tagged, async () => index)
    await spaces[0]?.forget('a')
    await spaces[1]?.forgetTag('event:1')
    const seen = await Promise.all(spaces.map(space => space.getOrSet('a', tagged, async () => 'new')))
    expect(seen).toEqual(['new', 'new', 2, 3])
    for (const tenant of ['', '~', 'a|b', 'a b', '../x']) expect(() => cache.tenant(tenant), tenant).toThrow(TypeError)
    await expect(cache.platform.getOrSet('a|b c', minute, async () => 1)).rejects.toThrow(TypeError)
  })

  test('a tag drops its entries and no others', async () => {
    const clock = stoppedClock()
    const space = open().tenant('org_1')
    const factory = counting()
    await space.getOrSet('a', { ttlMs: 60_000, tags: ['event:1', 'list'] }, factory)
    await space.getOrSet('b', { ttlMs: 60_000, tags: ['event:2', 'list'] }, factory)
    clock.pass(1)
    await space.forgetTag('event:1')
    expect(await space.getOrSet('a', minute, factory)).toBe(3)
    expect(await space.getOrSet('b', minute, factory)).toBe(2)
  })

  test("who changes what he got changes nobody else's", async () => {
    const space = open().tenant('org_1')
    const first = await space.getOrSet('a', minute, async () => ({ names: ['x'] }))
    first.names.push('y')
    expect(await space.getOrSet('a', minute, async () => ({ names: ['z'] }))).toEqual({ names: ['x'] })
  })

  test('a factory that fails is an error, unless an old answer may stand in', async () => {
    const clock = stoppedClock()
    const space = open().tenant('org_1')
    const failing = () => Promise.reject(new Error('the database is away'))
    await expect(space.getOrSet('a', minute, failing)).rejects.toThrow()
    const stale = { ttlMs: 1_000, staleIfErrorMs: 60_000 }
    await space.getOrSet('b', stale, async () => 'old')
    clock.pass(2_000)
    expect(await space.getOrSet<string>('b', stale, failing)).toBe('old')
  })

  test('the memory is bounded', async () => {
    const space = open({ maxEntries: 10 }).tenant('org_1')
    const factory = counting()
    for (let index = 0; index < 50; index++) await space.getOrSet(`k${index}`, minute, factory)
    expect(await space.getOrSet('k0', minute, factory)).toBe(51)
  })

  test('says that it is alone', () => {
    expect(open().status()).toBe('memory_only')
  })
})

test('closing does not wait for a Redis that is not there', async () => {
  const cache = createCache({ redisUrl: 'redis://127.0.0.1:1' })
  expect(await cache.platform.getOrSet('a', minute, async () => 1)).toBe(1)
  // One that waited would run into the test's own deadline.
  await cache[Symbol.asyncDispose]()
})

const bothShare = (a: Cache, b: Cache) => expect.poll(() => [a.status(), b.status()]).toEqual(['shared', 'shared'])

/** The one finds what the other made, and forgets what it forgot; a moment after Redis is back, when it is asked again. */
async function untilShared(a: Cache, b: Cache) {
  const [one, other] = [a.tenant('org_1'), b.tenant('org_1')]
  let round = 0
  await vi.waitFor(async () => {
    round++
    await one.getOrSet(`shared${round}`, minute, async () => 'a')
    expect(await other.getOrSet(`shared${round}`, minute, async () => 'b')).toBe('a')
  }, 8_000)
  await one.forget(`shared${round}`)
  await expect.poll(() => other.getOrSet(`shared${round}`, minute, async () => 'new')).toBe('new')
}

describe.skipIf(!hasRedisServer)('with Redis', { timeout: 30_000 }, () => {
  test('what one process made, another finds; what one forgets, all forget', async () => {
    const redis = await startRedis()
    opened.push(redis)
    const [a, b] = [open({ redisUrl: redis.url }), open({ redisUrl: redis.url })]
    await bothShare(a, b)
    const factory = counting()
    const tagged = { ttlMs: 60_000, tags: ['t'] }
    expect(await a.tenant('org_1').getOrSet('k', tagged, factory)).toBe(1)
    expect(await b.tenant('org_1').getOrSet('k', tagged, factory)).toBe(1)
    expect(await b.tenant('org_2').getOrSet('k', tagged, factory)).toBe(2)

    await b.tenant('org_1').forget('k')
    await expect.poll(() => a.tenant('org_1').getOrSet('k', tagged, factory)).toBe(3)
    await b.tenant('org_1').forgetTag('t')
    await expect.poll(() => a.tenant('org_1').getOrSet('k', tagged, factory)).toBe(4)
  })

  test('a cache listens before it is first used; closed, it leaves no connection, and that is no outage', async () => {
    const redis = await startRedis()
    opened.push(redis)
    const told: CacheStatus[] = []
    const cache = createCache({ redisUrl: redis.url, onStatus: status => told.push(status) })
    const onlooker = new Redis(redis.url)
    opened.push({ [Symbol.asyncDispose]: async () => onlooker.disconnect() })
    const clients = async () => (await onlooker.info('clients')).match(/connected_clients:(\d+)/)?.[1]
    await vi.waitFor(async () => expect(await onlooker.pubsub('CHANNELS')).toHaveLength(1))
    await vi.waitFor(() => expect(told).toEqual(['shared']))
    expect(await clients()).toBe('4')
    await cache[Symbol.asyncDispose]()
    await vi.waitFor(async () => expect(await clients()).toBe('1'))
    expect(told).toEqual(['shared'])
  })

  test('when Redis dies the cache goes on alone and says so; when it returns, so does the sharing', async () => {
    const redis = await startRedis()
    opened.push(redis)
    const told: CacheStatus[] = []
    const a = open({ redisUrl: redis.url, onStatus: status => told.push(status) })
    const b = open({ redisUrl: redis.url })
    await bothShare(a, b)
    await redis.kill()
    await expect.poll(() => a.status()).toBe('degraded')

    const factory = counting()
    // One that waited for the dead would run into the test's own deadline.
    for (let index = 0; index < 200; index++) {
      expect(await a.tenant('org_1').getOrSet(`k${index % 2}`, minute, factory)).toBe((index % 2) + 1)
    }
    await a.tenant('org_1').forget('k0')
    expect(await a.tenant('org_1').getOrSet('k0', minute, factory)).toBe(3)

    await redis.start()
    await bothShare(a, b)
    expect(told).toEqual(['shared', 'degraded', 'shared'])
    await untilShared(a, b)
  })

  test('a Redis that is not there at the start is found when it comes', async () => {
    const redis = await startRedis()
    opened.push(redis)
    await redis.kill()
    const [a, b] = [open({ redisUrl: redis.url }), open({ redisUrl: redis.url })]
    expect(await a.tenant('org_1').getOrSet('k', minute, async () => 'alone')).toBe('alone')
    expect(a.status()).toBe('degraded')
    await redis.start()
    await bothShare(a, b)
    await untilShared(a, b)
  })
})
