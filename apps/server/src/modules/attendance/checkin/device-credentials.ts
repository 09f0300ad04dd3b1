import { createHash, randomBytes, randomInt } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { constantTimeEqual } from '../../../platform/crypto/secrets.ts'

const TOKEN = /^tsd_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/
/** No 0, 1, I, L, O, U: the code is read from one screen and typed on another, in the dark. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const CODE_LENGTH = 8

/** `tsd_`, the device's id, its secret. The id tells whose it is before anything is looked up. */
export function newDeviceToken(deviceId: string): { text: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { text: `tsd_${formatId('dev', deviceId).slice(4)}_${secret}`, hash: hashOf(secret) }
}

export function parseDeviceToken(text: string): { deviceId: string; secret: string } | null {
  const match = TOKEN.exec(text)
  const deviceId = match && parseId('dev', `dev_${match[1]}`)
  return match && deviceId ? { deviceId, secret: match[2]! } : null
}

/** 256 random bits need no slow hash. */
export function secretMatches(secret: string, hash: Uint8Array): boolean {
  return constantTimeEqual(hashOf(secret), hash)
}

export function newDeviceCode(): { text: string; hash: Buffer } {
  const text = Array.from({ length: CODE_LENGTH }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')
  return { text, hash: hashOf(text) }
}

/** As people type it: in any case, with spaces or a dash; null for what cannot be a code. */
export function hashOfTypedCode(typed: string): Buffer | null {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '')
  return text.length === CODE_LENGTH && Array.from(text).every(letter => LETTERS.includes(letter)) ? hashOf(text) : null
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
