import {
  codeText,
  encodePayload,
  parseCodeText,
  signedBytesOf,
  type TicketCodeContent,
  type TicketCodePayload,
} from './code-format.ts'
import type { TicketKeyRing, TicketSigningKey } from './ticket-keys.ts'

/** Why a code is refused. The first three say nothing about the ticket, because nothing in the text is proven. */
export type TicketCodeRefusal =
  | 'malformed'
  | 'unknown_key'
  | 'bad_signature'
  | 'test_code'
  | 'live_code'
  | 'not_yet_valid'
  | 'expired'

export type TicketCodeResult =
  | { ok: true; content: TicketCodeContent }
  | { ok: false; reason: 'malformed' | 'unknown_key' | 'bad_signature' }
  | { ok: false; reason: 'test_code' | 'live_code' | 'not_yet_valid' | 'expired'; content: TicketCodeContent }

export interface VerifyOptions {
  now: Date
  /** `live` unless told: a test ticket is refused in live mode and a live ticket in test mode. */
  mode?: 'live' | 'test'
}

/** The text to put into a QR code: 148 characters, 154 or 161 with one or two times; the same input gives the same text. */
export async function signTicketCode(key: TicketSigningKey, payload: TicketCodePayload): Promise<string> {
  const bytes = encodePayload(key.keyId, payload)
  const signature = await crypto.subtle.sign('Ed25519', key.privateKey, signedBytesOf(bytes))
  return codeText(bytes, new Uint8Array(signature))
}

/**
 * What the text claims, unproven; null if it is no ticket code. Only to find the right key ring or an earlier log line:
 * never admit, and never show a person's data, on its word.
 */
export function readUnverified(text: string): TicketCodeContent | null {
  return parseCodeText(text)?.content ?? null
}

/** Verifies a scanned text, with no network. Never throws, whatever the text. Whether the ticket may enter is `checkin-rules`. */
export async function verifyTicketCode(
  text: string,
  ring: TicketKeyRing,
  options: VerifyOptions,
): Promise<TicketCodeResult> {
  const parsed = parseCodeText(text)
  if (parsed === null) return { ok: false, reason: 'malformed' }
  const { content, signature, signedBytes } = parsed
  const entry = ring.get(content.keyId)
  if (entry === undefined) return { ok: false, reason: 'unknown_key' }
  // The key of one organizer must not vouch for the tickets of another on a ring that holds both.
  if (entry.organizerTail !== null && !content.ticketId.endsWith(entry.organizerTail)) {
    return { ok: false, reason: 'unknown_key' }
  }
  const genuine = await crypto.subtle.verify('Ed25519', entry.publicKey, signature, signedBytes)
  if (!genuine) return { ok: false, reason: 'bad_signature' }
  if (content.test !== (options.mode === 'test')) {
    return { ok: false, reason: content.test ? 'test_code' : 'live_code', content }
  }
  if (content.notBefore !== null && options.now < content.notBefore) {
    return { ok: false, reason: 'not_yet_valid', content }
  }
  if (content.notAfter !== null && options.now > content.notAfter) return { ok: false, reason: 'expired', content }
  return { ok: true, content }
}
