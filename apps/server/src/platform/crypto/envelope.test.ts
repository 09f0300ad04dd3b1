import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createEnvelope, type EnvelopeOptions, type WrappedDataKey } from './envelope.ts'
import type { MasterKey } from './master-keys.ts'

const master = (id: string): MasterKey => ({ id, key: randomBytes(32) })

function memoryStore() {
  const rows = new Map<string, WrappedDataKey[]>()
  const port: Pick<EnvelopeOptions, 'loadDataKey' | 'storeDataKey'> = {
    async loadDataKey(tenantId, version) {
      const keys = rows.get(tenantId) ?? []
      return (version === 'newest' ? keys.at(-1) : keys.find(key => key.version === version)) ?? null
    },
    async storeDataKey(tenantId, key, replaces) {
      const keys = rows.get(tenantId) ?? []
      const index = keys.findIndex(row => row.version === key.version)
      const standing = keys[index]
      if (!standing) keys.push(key)
      else if (standing.masterKeyId === replaces) keys[index] = key
      rows.set(tenantId, keys)
      return keys.find(row => row.version === key.version) ?? key
    },
  }
  return { rows, port }
}

describe('envelope', () => {
  test('what is sealed opens again for the same tenant and context, whatever the bytes', async () => {
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...memoryStore().port })
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.string(), fc.string(), async (value, tenant, context) => {
        expect(
          new Uint8Array(await envelope.open(tenant, await envelope.seal(tenant, value, context), context)),
        ).toEqual(value)
      }),
      { numRuns: 60 },
    )
  })

  test('a blob with any one byte changed does not open', async () => {
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...memoryStore().port })
    const blob = await envelope.seal('t1', 'sk_live_secret', 'gateway')
    for (let index = 0; index < blob.length; index++) {
      const changed = Buffer.from(blob)
      changed.writeUInt8(changed.readUInt8(index) ^ 0x01, index)
      await expect(envelope.open('t1', changed, 'gateway'), `byte ${index}`).rejects.toMatchObject({
        code: expect.stringMatching(/^crypto\.(tampered|malformed|unknown_data_key)$/),
      })
    }
    await expect(envelope.open('t1', blob.subarray(0, 20), 'gateway')).rejects.toMatchObject({
      code: 'crypto.malformed',
    })
    await expect(envelope.open('t1', Buffer.from('words that nobody sealed'), 'gateway')).rejects.toMatchObject({
      code: 'crypto.malformed',
    })
  })

  test('a blob opens only where it belongs: not in another context, not for another tenant', async () => {
    const store = memoryStore()
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...store.port })
    const blob = await envelope.seal('t1', 'secret', 'table.column:1')
    await expect(envelope.open('t1', blob, 'table.column:2')).rejects.toMatchObject({ code: 'crypto.tampered' })
    await expect(envelope.open('t2', blob, 'table.column:1')).rejects.toMatchObject({ code: 'crypto.unknown_data_key' })
    // Even with the first tenant's key row copied over: the wrapping is bound to its tenant.
    store.rows.set('t3', store.rows.get('t1') ?? [])
    await expect(envelope.open('t3', blob, 'table.column:1')).rejects.toMatchObject({ code: 'crypto.tampered' })
  })

  test('tenant and context cannot be shifted into each other', async () => {
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...memoryStore().port })
    const blob = await envelope.seal('ab', 'x', 'c')
    await expect(envelope.open('ab', blob, '')).rejects.toMatchObject({ code: 'crypto.tampered' })
    await expect(envelope.open('a', blob, 'bc')).rejects.toMatchObject({ code: 'crypto.unknown_data_key' })
  })

  test('an old master key still opens; rewrap moves to the new one, and the old one can go', async () => {
    const store = memoryStore()
    const [old, fresh] = [master('2025'), master('2026')]
    const before = createEnvelope({ masterKeys: [old], ...store.port })
    const blob = await before.seal('t1', 'secret', 'c')
    await before.rotateDataKey('t1')
    const index = await before.blindIndex('t1', 'email', 'a@example.org')

    const during = createEnvelope({ masterKeys: [fresh, old], ...store.port })
    expect(await during.openText('t1', blob, 'c')).toBe('secret')
    expect(await during.rewrap('t1')).toBe(2)
    expect(await during.rewrap('t1')).toBe(0)

    const after = createEnvelope({ masterKeys: [fresh], ...store.port })
    expect(await after.openText('t1', blob, 'c')).toBe('secret')
    expect(await after.blindIndex('t1', 'email', 'a@example.org')).toBe(index)
    const without = createEnvelope({ masterKeys: [old], ...store.port })
    await expect(without.open('t1', blob, 'c')).rejects.toMatchObject({ code: 'crypto.unknown_master_key' })
  })

  test('two processes that make the first key at once end with one key', async () => {
    const store = memoryStore()
    const keys = [master('m1')]
    const [a, b] = [
      createEnvelope({ masterKeys: keys, ...store.port }),
      createEnvelope({ masterKeys: keys, ...store.port }),
    ]
    const [fromA, fromB] = await Promise.all([a.seal('t1', 'A', 'c'), b.seal('t1', 'B', 'c')])
    expect(store.rows.get('t1')).toHaveLength(1)
    expect(await b.openText('t1', fromA, 'c')).toBe('A')
    expect(await a.openText('t1', fromB, 'c')).toBe('B')
  })

  test('a rotated data key seals new values while old ones stay readable', async () => {
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...memoryStore().port })
    const first = await envelope.seal('t1', 'one', 'c')
    expect(await envelope.rotateDataKey('t1')).toBe(2)
    const second = await envelope.seal('t1', 'two', 'c')
    expect([first.readUInt32BE(2), second.readUInt32BE(2)]).toEqual([1, 2])
    expect(await envelope.openText('t1', first, 'c')).toBe('one')
    expect(await envelope.openText('t1', second, 'c')).toBe('two')
  })

  test('after its keys are destroyed a tenant is unreadable once the cached key has aged', async () => {
    const store = memoryStore()
    let now = 0
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...store.port, now: () => now, keyLifetimeMs: 1_000 })
    const blob = await envelope.seal('t1', 'x', 'c')
    store.rows.clear()
    now = 1_001
    await expect(envelope.open('t1', blob, 'c')).rejects.toMatchObject({ code: 'crypto.unknown_data_key' })
    expect(store.rows.size, 'opening makes no key').toBe(0)
  })

  test('a key is asked for once while it is kept, a failed question is not kept, and the memory is bounded', async () => {
    const { port } = memoryStore()
    let asked = 0
    let away = false
    const loadDataKey: typeof port.loadDataKey = async (...which) => {
      asked++
      if (away) throw new Error('the database is away')
      return port.loadDataKey(...which)
    }
    const keys = [master('m1')]
    const seal = async (tenant: string) => {
      const before = asked
      await envelope.seal(tenant, 'x', 'c')
      return asked - before
    }
    const envelope = createEnvelope({ masterKeys: keys, ...port, loadDataKey, mostKeys: 2 })
    expect([await seal('t1'), await seal('t1')]).toEqual([1, 0])
    away = true
    await expect(seal('t2')).rejects.toThrow('away')
    away = false
    expect(await seal('t2')).toBe(1)
    expect([await seal('t1'), await seal('t3'), await seal('t2'), await seal('t1')]).toEqual([0, 1, 0, 1])
  })

  test('a blind index tells nothing across tenants or fields', async () => {
    const envelope = createEnvelope({ masterKeys: [master('m1')], ...memoryStore().port })
    const indexes = await Promise.all([
      envelope.blindIndex('t1', 'email', 'a'),
      envelope.blindIndex('t2', 'email', 'a'),
      envelope.blindIndex('t1', 'phone', 'a'),
      envelope.blindIndex('t1', 'email', 'b'),
    ])
    expect(new Set(indexes).size).toBe(4)
    expect(await envelope.blindIndex('t1', 'email', 'a')).toBe(indexes[0])
  })
})
