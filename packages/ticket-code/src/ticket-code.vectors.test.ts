import { describe, expect, it } from 'vitest'
import { readUnverified, signTicketCode, verifyTicketCode } from './ticket-code.ts'
import { importKeyRing, importSigningKey, type PrivateTicketJwk } from './ticket-keys.ts'
import vectors from './vectors/ticket-codes.json' with { type: 'json' }

const dateOrNull = (text: string | null) => (text === null ? null : new Date(text))

async function signingKey(keyId: string) {
  const jwk = vectors.private_keys.find(key => key.kid === keyId)
  return await importSigningKey(jwk as PrivateTicketJwk)
}

describe('the vectors that other implementations check themselves against', () => {
  it.each(vectors.signed)('signs to exactly the published text: $name', async vector => {
    const text = await signTicketCode(await signingKey(vector.key_id), {
      ticketId: vector.ticket_id,
      codeVersion: vector.code_version,
      eventId: vector.event_id,
      test: vector.test,
      notBefore: dateOrNull(vector.not_before),
      notAfter: dateOrNull(vector.not_after),
    })
    expect(text).toBe(vector.text)
  })

  it.each(vectors.signed)('reads back what was signed: $name', ({ text, name: _name, event_id: _eventId, ...said }) => {
    expect(readUnverified(text)).toEqual({
      keyId: said.key_id,
      ticketId: said.ticket_id,
      codeVersion: said.code_version,
      eventHint: said.event_hint,
      test: said.test,
      notBefore: dateOrNull(said.not_before),
      notAfter: dateOrNull(said.not_after),
    })
  })

  it.each(vectors.verified)('$result: $name', async ({ text, now, mode, result }) => {
    const ring = await importKeyRing(vectors.ring)
    const verdict = await verifyTicketCode(text, ring, { now: new Date(now), mode: mode === 'test' ? 'test' : 'live' })
    expect(verdict.ok ? 'ok' : verdict.reason).toBe(result)
  })

  it('has a vector for every result', () => {
    expect(new Set(vectors.verified.map(vector => vector.result))).toEqual(
      new Set([
        'ok',
        'malformed',
        'unknown_key',
        'bad_signature',
        'test_code',
        'live_code',
        'not_yet_valid',
        'expired',
      ]),
    )
  })
})
