/** Crockford's alphabet, as in ids: no I, L, O, U. All of it is in QR alphanumeric mode and needs no shift key on a hardware scanner. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const VALUE_OF = new Map(Array.from(ALPHABET, (character, value) => [character, value]))

export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let pending = 0
  let pendingBits = 0
  for (const byte of bytes) {
    pending = (pending << 8) | byte
    pendingBits += 8
    while (pendingBits >= 5) {
      pendingBits -= 5
      text += ALPHABET.charAt((pending >>> pendingBits) & 31)
    }
  }
  return pendingBits === 0 ? text : text + ALPHABET.charAt((pending << (5 - pendingBits)) & 31)
}

/**
 * The inverse, or null. Reads only what `encodeBase32` writes: no lower case, no look-alikes, no spare characters and
 * no set padding bits, so that two different texts never mean the same bytes.
 */
export function decodeBase32(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8))
  if (Math.ceil((bytes.length * 8) / 5) !== text.length) return null
  let pending = 0
  let pendingBits = 0
  let at = 0
  for (const character of text) {
    const value = VALUE_OF.get(character)
    if (value === undefined) return null
    pending = (pending << 5) | value
    pendingBits += 5
    if (pendingBits >= 8) {
      pendingBits -= 8
      bytes[at++] = pending >>> pendingBits
      pending &= (1 << pendingBits) - 1
    }
  }
  return pending === 0 ? bytes : null
}
