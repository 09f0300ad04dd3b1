import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TicketCodePayload } from './code-format.ts'
import { eventHintOf } from './code-format.ts'
import { readUnverified, signTicketCode, verifyTicketCode } from './ticket-code.ts'
import type { TicketKeyRing, TicketSigningKey } from './ticket-keys.ts'
import { generateTicketKey, importKeyRing, importSigningKey, publicTicketJwk } from './ticket-keys.ts'

const now = new Date('2027-03-14T19:00:00Z')
const second = fc.integer({ min: 0, max: 0xffff_ffff }).map(value => new Date(value * 1000))
const payloads: fc.Arbitrary<TicketCodePayload> = fc
  .record({
    ticketId: fc.uuid(),
    codeVersion: fc.integer({ min: 1, max: 0xffff }),
    eventId: fc.uuid(),
    test: fc.boolean(),
    notBefore: fc.option(second),
    notAfter: fc.option(second),
  })
  .filter(({ notBefore, notAfter }) => notBefore === null || notAfter === null || notBefore <= notAfter)

let key: TicketSigningKey
let ring: TicketKeyRing

beforeAll(async () => {
  const jwk = await generateTicketKey()
  key = await importSigningKey(jwk)
  ring = await importKeyRing({ keys: [publicTicketJwk(jwk)] })
})

describe('signTicketCode and verifyTicketCode', () => {
  it('what is signed is read back unchanged and accepted within its times and in its mode only', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, second, async (payload, at) => {
        const text = await signTicketCode(key, payload)
        const mode = payload.test ? 'test' : 'live'
        const verdict = await verifyTicketCode(text, ring, { now: at, mode })
        const early = payload.notBefore && at < payload.notBefore
        const late = payload.notAfter && at > payload.notAfter
        const { eventId, ...said } = payload
        const content = { ...said, eventHint: eventHintOf(eventId), keyId: key.keyId }
        expect(verdict).toEqual(
          early || late ? { ok: false, reason: early ? 'not_yet_valid' : 'expired', content } : { ok: true, content },
        )
        const otherMode = await verifyTicketCode(text, ring, { now: at, mode: payload.test ? 'live' : 'test' })
        expect(otherMode.ok ? 'ok' : otherMode.reason).toBe(payload.test ? 'test_code' : 'live_code')
      }),
      { numRuns: 300 },
    )
  })

  it('a test ticket is refused where nobody chose a mode', async () => {
    const [payload] = fc.sample(payloads, { numRuns: 1, seed: 1 })
    const text = await signTicketCode(key, { ...payload!, test: true, notBefore: null, notAfter: null })
    expect(await verifyTicketCode(text, ring, { now })).toMatchObject({ ok: false, reason: 'test_code' })
  })

  it('a code fits a small QR code in alphanumeric mode: version 6, or 7 with two times, at error correction M', async () => {
    await fc.assert(
      fc.asyncProperty(payloads, async payload => {
        const text = await signTicketCode(key, payload)
        const times = [payload.notBefore, payload.notAfter].filter(Boolean).length
        expect(text).toMatch(/^[0-9A-Z]+$/)
        expect(text.length).toBe([148, 154, 161][times])
      }),
      { numRuns: 50 },
    )
  })

  it('the same ticket always has the same code, so that a resent mail and a reprinted page agree', async () => {
    const [payload] = fc.sample(payloads, { numRuns: 1, seed: 2 })
    expect(await signTicketCode(key, payload!)).toBe(await signTicketCode(key, payload!))
  })

  it('says nothing about the ticket when the signature is not proven', async () => {
    const [payload] = fc.sample(payloads, { numRuns: 1, seed: 3 })
    const text = await signTicketCode(key, payload!)
    expect(await verifyTicketCode(text, new Map(), { now })).toEqual({ ok: false, reason: 'unknown_key' })
  })

  it.each([
    ['a code version of zero', { codeVersion: 0 }],
    ['a code version beyond two bytes', { codeVersion: 0x1_0000 }],
    ['a code version between two', { codeVersion: 1.5 }],
    ['a ticket id that is not a uuid', { ticketId: 'tkt_06anpx' }],
    ['an upper-case ticket id', { ticketId: '01937B5E-4C00-7123-8ABC-9D5F0A0B0C0D' }],
    ['an event id that is not a uuid', { eventId: '' }],
    ['a time that is not a whole second', { notBefore: new Date(1500) }],
    ['a time that does not fit', { notAfter: new Date('2107-01-01T00:00:00Z') }],
    ['an invalid time', { notAfter: new Date(Number.NaN) }],
    ['an end before its beginning', { notBefore: new Date(2000), notAfter: new Date(1000) }],
  ])('refuses to sign %s', async (_name, wrong) => {
    const [payload] = fc.sample(payloads, { numRuns: 1, seed: 4 })
    const right = { ...payload!, notBefore: null, notAfter: null }
    await expect(signTicketCode(key, { ...right, ...wrong })).rejects.toThrow(RangeError)
  })

  it('refuses to sign under a key id that is none', async () => {
    const [payload] = fc.sample(payloads, { numRuns: 1, seed: 5 })
    for (const keyId of ['', '0123456', '0123456G']) {
      await expect(signTicketCode({ ...key, keyId }, payload!)).rejects.toThrow(RangeError)
    }
  })

  it('never throws and never accepts, whatever a scanner hands in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ maxLength: 5000 })),
        async text => {
          expect(readUnverified(text)).toBeNull()
          expect(await verifyTicketCode(text, ring, { now })).toEqual({ ok: false, reason: 'malformed' })
        },
      ),
      { numRuns: 500 },
    )
  })
})
