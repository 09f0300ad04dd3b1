import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMasterKeyRing, joinParts, type MasterKey, parseMasterKeys } from './master-keys.ts'
import { constantTimeEqual, createSecrets, randomSecret } from './secrets.ts'

const master = (id: string): MasterKey => ({ id, key: randomBytes(32) })

describe('secrets', () => {
  test('a derived secret is stable, has 256 bits and differs by purpose and id', () => {
    const secrets = createSecrets({ masterKeys: [master('m1')] })
    const secret = secrets.deriveSecret('order-link', 'ord_1')
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(secrets.deriveSecret('order-link', 'ord_1')).toBe(secret)
    expect(secrets.deriveSecret('order-link', 'ord_2')).not.toBe(secret)
    expect(secrets.deriveSecret('order-linkord', '_1')).not.toBe(secret)
    expect(secrets.sign('order-link', 'ord_1')).not.toBe(secret)
  })

  test('a link sent before a rotation of the master key keeps working, a foreign one never does', () => {
    const [old, fresh] = [master('2025'), master('2026')]
    const sent = createSecrets({ masterKeys: [old] }).deriveSecret('order-link', 'ord_1')
    const secrets = createSecrets({ masterKeys: [fresh, old] })
    expect(secrets.acceptsSecret('order-link', 'ord_1', sent)).toBe(true)
    expect(secrets.acceptsSecret('order-link', 'ord_1', secrets.deriveSecret('order-link', 'ord_1'))).toBe(true)
    expect(secrets.acceptsSecret('order-link', 'ord_2', sent)).toBe(false)
    expect(createSecrets({ masterKeys: [fresh] }).acceptsSecret('order-link', 'ord_1', sent)).toBe(false)
    expect(secrets.acceptsSecret('order-link', 'ord_1', '')).toBe(false)
  })

  test('a signature holds for its message and purpose only', () => {
    const secrets = createSecrets({ masterKeys: [master('m1')] })
    const signature = secrets.sign('cursor', 'page-2')
    expect(secrets.acceptsSignature('cursor', 'page-2', signature)).toBe(true)
    expect(secrets.acceptsSignature('cursor', 'page-3', signature)).toBe(false)
    expect(secrets.acceptsSignature('cookie', 'page-2', signature)).toBe(false)
  })

  test('random secrets are never short and never repeat', () => {
    expect(() => randomSecret(15)).toThrow()
    expect(new Set(Array.from({ length: 1_000 }, () => randomSecret(16))).size).toBe(1_000)
  })

  test('comparison agrees with equality, also for different lengths', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => constantTimeEqual(a, b) === (a === b) && constantTimeEqual(a, a)),
    )
  })

  test('joined parts are injective', () => {
    const parts = fc.array(fc.string(), { maxLength: 4 })
    fc.assert(
      fc.property(
        parts,
        parts,
        (a, b) => joinParts(...a).equals(joinParts(...b)) === (JSON.stringify(a) === JSON.stringify(b)),
      ),
      // Were lengths only marks between the parts, a part with such a mark in it would pass for two.
      { examples: [[['a', 'b'], ['a\0\0\0\0b']]] },
    )
  })

  test('a weak, doubled or misspelt ring of master keys refuses to start', () => {
    expect(() => createMasterKeyRing([])).toThrow('At least one')
    expect(() => createMasterKeyRing([{ id: 'a', key: randomBytes(16) }])).toThrow('32 bytes')
    expect(() => createMasterKeyRing([master('a'), master('a')])).toThrow('twice')
    expect(() => createMasterKeyRing([master('A b')])).toThrow('form')
    expect(() => parseMasterKeys(['just-base64'])).toThrow('id:base64')
    const entries = ['k2', 'k1'].map(id => `${id}:${randomBytes(32).toString('base64')}`)
    expect(createMasterKeyRing(parseMasterKeys(entries)).current.id).toBe('k2')
  })
})
