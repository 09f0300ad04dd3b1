import { BLOCKED, WALKS } from './blocked-passwords.ts'

/** It is the only factor, so NIST 800-63B asks for fifteen characters. Beyond a thousand nobody types it. */
export const MIN_LENGTH = 15
export const MAX_LENGTH = 1_000

export type PasswordFault = 'too_short' | 'too_long' | 'too_common' | 'from_context'

/** Words that an attacker knows about this account: our name, the person's, the parts of the address. */
export type PasswordContext = { email: string; name: string }

const SITE = ['tessera']
/** What must be left when everything guessable is taken away. */
const MIN_REST = 8

/** Length, and not being guessable: no rule about kinds of characters, any Unicode, spaces too. */
export function passwordFault(password: string, context: PasswordContext): PasswordFault | null {
  const normal = password.normalize('NFKC')
  const length = Array.from(normal).length
  if (length < MIN_LENGTH) return 'too_short'
  if (length > MAX_LENGTH) return 'too_long'
  const plain = normal.toLowerCase()
  if (isCommon(plain)) return 'too_common'
  if (restWithout(plain, contextWords(context)) < MIN_REST) return 'from_context'
  return null
}

function isCommon(plain: string): boolean {
  const letters = plain.replace(/[^\p{L}\p{N}]/gu, '')
  if (BLOCKED.has(letters) || isRepetition(plain) || isRepetition(letters) || isWalk(letters)) return true
  return isDressedUp(plain)
}

/** Only common words, joined by or dressed with signs, years and runs of digits: `Password!2024Welcome`. */
function isDressedUp(plain: string): boolean {
  const words = unleet(plain).match(/\p{L}+/gu) ?? []
  const numbers = (plain.match(/\p{N}+/gu) ?? []).filter(run => !isRepetition(run) && !isWalk(run))
  const digits = numbers.join('').length
  if (words.length === 0) return digits < MIN_REST && /\p{N}/u.test(plain)
  return words.every(word => splitsIntoCommon(word, 2)) && digits < MIN_REST
}

/** `pa55w0rd` is read as attackers read it; digits at the end stay digits. */
function unleet(plain: string): string {
  return plain.replace(
    /(?<=\p{L})[013457@$](?=\p{L})/gu,
    sign => ({ '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' })[sign] ?? sign,
  )
}

/** Whether a word is one common word, or up to `parts` of them written together. Passphrases of more words are fine. */
function splitsIntoCommon(word: string, parts: number): boolean {
  if (BLOCKED.has(word) || isRepetition(word)) return true
  if (parts < 2) return false
  for (let at = 3; at <= word.length - 3; at++) {
    if (BLOCKED.has(word.slice(0, at)) && splitsIntoCommon(word.slice(at), parts - 1)) return true
  }
  return false
}

/** One short unit over and over: `aaaa…`, `abcabc…`, `passwordpassword`. */
function isRepetition(text: string): boolean {
  const at = `${text}${text}`.indexOf(text, 1)
  return text.length > 1 && at < text.length && (at <= 6 || BLOCKED.has(text.slice(0, at)))
}

/** At least three quarters of the neighbours are neighbours on a row, up or down. */
function isWalk(text: string): boolean {
  if (text.length < 8) return false
  return WALKS.some(row => {
    const both = [row, Array.from(row).reverse().join('')]
    let steps = 0
    for (let at = 1; at < text.length; at++) if (both.some(path => path.includes(text.slice(at - 1, at + 1)))) steps++
    return steps >= (text.length - 1) * 0.75
  })
}

function contextWords({ email, name }: PasswordContext): string[] {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  const parts = [
    local,
    ...local.split(/[^\p{L}\p{N}]+/u),
    domain,
    ...domain.split('.').slice(0, -1),
    ...name.toLowerCase().split(/\s+/),
  ]
  return [...SITE, ...parts].map(word => word.normalize('NFKC')).filter(word => word.length >= 3)
}

/** How many different characters remain when the words and the digits around them are taken away. */
function restWithout(plain: string, words: string[]): number {
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length)
  const rest = longestFirst.reduce((text, word) => text.replaceAll(word, ' '), plain)
  const found = rest !== plain
  return found ? rest.replace(/[^\p{L}]/gu, '').length : MIN_REST
}
