import { randomBytes } from 'node:crypto'

const MOST = 72

/** Letters that do not come apart into a base letter and its marks. */
const LATIN: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'o',
  å: 'a',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'ng',
}
const CYRILLIC = Object.fromEntries(
  'а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya є:ye і:i ї:yi ґ:g'
    .split(' ')
    .map(pair => pair.split(':') as [string, string]),
)
const GREEK = Object.fromEntries(
  'α:a β:v γ:g δ:d ε:e ζ:z η:i θ:th ι:i κ:k λ:l μ:m ν:n ξ:x ο:o π:p ρ:r σ:s ς:s τ:t υ:y φ:f χ:ch ψ:ps ω:o'
    .split(' ')
    .map(pair => pair.split(':') as [string, string]),
)
const LETTERS = new Map(Object.entries({ ...LATIN, ...CYRILLIC, ...GREEK }))

/** An address made of a title: lower-case ASCII words joined by hyphens. Empty when nothing of it can be spelt so. */
export function slugOf(title: string): string {
  const spelt = Array.from(title.normalize('NFC').toLowerCase())
    .map(letter => LETTERS.get(letter) ?? letter)
    .join('')
  const plain = spelt.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/['’]/g, '')
  // A second pass: a Greek or Cyrillic letter with an accent shows its base only now.
  const words = Array.from(plain)
    .map(letter => LETTERS.get(letter) ?? letter)
    .join('')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  if (words.length <= MOST) return words
  return words
    .slice(0, MOST + 1)
    .replace(/-[^-]*$/, '')
    .slice(0, MOST)
}

/** Addresses to try in turn: the title, with its day, then with something nobody else has. */
export function* slugCandidates(title: string, day: string | null): Generator<string> {
  const base = slugOf(title) || 'event'
  yield base
  if (day) yield `${base}-${day}`
  for (;;) yield `${base}-${randomBytes(3).toString('hex')}`
}
