/** How names are compared: without case and accents, so that "muller" and "MÜLLER" find Müller. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .trim()
}

const BETWEEN_WORDS = /[^\p{Letter}\p{Number}]+/u

export function wordsOf(text: string): string[] {
  return folded(text).split(BETWEEN_WORDS).filter(Boolean)
}

/** The keys under which a ticket is found: each word of the name, and the order's code. */
export function searchWords(
  listId: string,
  ticket: { attendeeName: string | null; orderCode: string | null },
): string[] {
  const code = ticket.orderCode ?? ''
  const words = [...wordsOf(ticket.attendeeName ?? ''), ...wordsOf(code), folded(code)]
  return [...new Set(words)].filter(Boolean).map(word => `${listId} ${word}`)
}

/** Whether every word that was typed begins a word of the ticket. */
export function matches(words: readonly string[], listId: string, typed: readonly string[]): boolean {
  return typed.every(part => words.some(word => word.startsWith(`${listId} ${part}`)))
}
