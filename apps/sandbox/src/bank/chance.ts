import { createHash, randomBytes } from 'node:crypto'

/** Where the bank's ids, codes and dice come from: the system's randomness, or a seed that repeats. */
export type Chance = {
  /** `prefix_` and 26 characters that nobody can guess (unless the bank runs with a seed). */
  id(prefix: string): string
  /** Six digits, as a bank texts them. */
  code(): string
  /** In [0, 1). */
  dice(): number
  /** How much was drawn so far; stored, so that a restarted bank does not repeat itself. */
  drawn(): number
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

export function createChance(seed: string | null, alreadyDrawn: number): Chance {
  let counter = alreadyDrawn
  const draw = (): Buffer => {
    counter += 1
    return seed === null ? randomBytes(32) : createHash('sha256').update(`${seed}:${counter}`).digest()
  }
  return {
    id: prefix => `${prefix}_${Array.from(draw().subarray(0, 26), byte => ALPHABET[byte % 32]).join('')}`,
    code: () => String(draw().readUInt32BE(0) % 1_000_000).padStart(6, '0'),
    dice: () => draw().readUInt32BE(0) / 2 ** 32,
    drawn: () => counter,
  }
}
