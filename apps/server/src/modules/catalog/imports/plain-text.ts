/**
 * Text of a stranger's feed as plain text. What comes out holds no tag and no control character; it may still hold
 * `<` before a space or digit ("children < 6"), so whoever renders it escapes as always.
 */
export function plainText(source: string): string {
  let text = source.toWellFormed().replace(/\r\n?/g, '\n')
  // Entities can hide markup (&lt;script&gt;), and what is left of one tag can complete another.
  for (let round = 0; round < 4; round++) {
    const before = text
    text = withoutMarkup(decodeEntities(text))
    if (text === before) break
  }
  return (
    text
      .replace(/[^\P{Cc}\n\t]|[\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      // Begun only at the first of several: tried from each, a long row of them would take its square in time.
      .replace(/(?<!<)<+(?=[a-z/!?])/gi, '')
      .trim()
  )
}

/** The same on one line: titles, names, categories. */
export function plainLine(source: string): string {
  return plainText(source).replace(/\s+/g, ' ')
}

/** At most so many characters, cut between words where one ends near, never inside a surrogate pair. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text
  const cut = text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')
  const space = cut.lastIndexOf(' ')
  return `${(space > limit * 0.8 ? cut.slice(0, space) : cut).trimEnd()}…`
}

function withoutMarkup(text: string): string {
  if (!text.includes('<')) return text
  return text
    .replace(/<!--[^]*?(?:-->|$)/g, '')
    .replace(/<(script|style|template|iframe|object)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<br\b[^<>]*>/gi, '\n')
    .replace(/<li\b[^<>]*>/gi, '\n- ')
    .replace(/<\/(?:p|div|h[1-6]|ul|ol|tr|table|blockquote)\s*>/gi, '\n\n')
    .replace(/<[a-z/!?][^<>]*>/gi, '')
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  bull: '•',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  deg: '°',
  times: '×',
  middot: '·',
  shy: '',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  ntilde: 'ñ',
  oacute: 'ó',
  iacute: 'í',
  aacute: 'á',
  uacute: 'ú',
}

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? named[name.toLowerCase()] ?? whole
      const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10)
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : ''
    },
  )
}
