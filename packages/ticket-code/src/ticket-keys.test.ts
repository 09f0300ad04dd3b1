import { describe, expect, it } from 'vitest'
import { generateTicketKey, importKeyRing, importSigningKey, keyIdOf, publicTicketJwk } from './ticket-keys.ts'

describe('ticket keys', () => {
  it('a new key names itself by the digest of its public half', async () => {
    const jwk = await generateTicketKey('0a0b0c0d')
    const { x } = jwk
    const publicKey = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', true, [
      'verify',
    ])
    expect(jwk.kid).toBe(await keyIdOf(publicKey))
    expect(jwk).toMatchObject({ kid: expect.stringMatching(/^[0-9a-f]{8}$/), organizer_tail: '0a0b0c0d' })
  })

  it('the private half does not leave through the public form', async () => {
    const jwk = await generateTicketKey()
    expect(Object.keys(publicTicketJwk(jwk)).sort()).toEqual(['crv', 'kid', 'kty', 'x'])
  })

  it('an imported signing key cannot be exported again', async () => {
    const { privateKey } = await importSigningKey(await generateTicketKey())
    await expect(crypto.subtle.exportKey('jwk', privateKey)).rejects.toThrow()
  })

  it('keys survive being stored as JSON', async () => {
    const jwk = await generateTicketKey()
    const stored = JSON.parse(JSON.stringify({ jwk, ring: { keys: [publicTicketJwk(jwk)] } }))
    expect((await importSigningKey(stored.jwk)).keyId).toBe(jwk.kid)
    expect([...(await importKeyRing(stored.ring)).keys()]).toEqual([jwk.kid])
  })

  it('halves that do not belong together are refused before they sign anything', async () => {
    const [one, two] = [await generateTicketKey(), await generateTicketKey()]
    await expect(importSigningKey({ ...one, d: two.d })).rejects.toThrow()
    await expect(importSigningKey({ ...one, kid: two.kid })).rejects.toThrow(/the id is not that of the key/)
  })

  it('a ring is refused when anything in it is not a public Ed25519 key under its own id', async () => {
    const jwk = await generateTicketKey()
    const right = publicTicketJwk(jwk)
    const wrong: unknown[] = [
      null,
      [],
      { keys: 'none' },
      { keys: '' },
      { keys: [jwk] },
      { keys: [null] },
      { keys: [right, right] },
      { keys: [{ ...right, crv: 'X25519' }] },
      { keys: [{ ...right, kty: 'oct' }] },
      { keys: [{ ...right, x: `${right.x}=` }] },
      { keys: [{ ...right, kid: '00000000' }] },
      { keys: [{ ...right, organizer_tail: '0A0B0C0D' }] },
    ]
    for (const json of wrong) await expect(importKeyRing(json)).rejects.toThrow(TypeError)
    expect((await importKeyRing({ keys: [] })).size).toBe(0)
  })
})
