/** The little markdown that descriptions need. There is no way to write HTML in it. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'strong' | 'emphasis'; parts: Inline[] }
  | { kind: 'link'; href: string; parts: Inline[] }
  | { kind: 'break' }

export type Block =
  | { kind: 'paragraph' | 'heading' | 'quote'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }

const bullet = /^\s{0,3}[-*+]\s+/
const number = /^\s{0,3}\d{1,4}[.)]\s+/
const heading = /^#{1,6}\s+/
const quote = /^>\s?/

export function readMarkdown(source: string): Block[] {
  return source
    .replaceAll('\r\n', '\n')
    .split(/\n\s*\n/)
    .flatMap(chunk => blocksOf(chunk.split('\n').filter(line => line.trim() !== '')))
}

/** Lines that follow each other without a gap: runs of the same kind make one block. */
function blocksOf(lines: string[]): Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!
    const marker = [bullet, number].find(pattern => pattern.test(line))
    if (marker) {
      const items = take(lines, at, next => marker.test(next))
      blocks.push({
        kind: 'list',
        ordered: marker === number,
        items: items.map(item => readInline(item.replace(marker, ''))),
      })
      at += items.length
    } else if (heading.test(line)) {
      blocks.push({ kind: 'heading', parts: readInline(line.replace(heading, '')) })
      at += 1
    } else {
      const quoted = quote.test(line)
      const own = take(lines, at, next => quote.test(next) === quoted && !isMarked(next))
      const text = own.map(each => (quoted ? each.replace(quote, '') : each)).join('\n')
      blocks.push({ kind: quoted ? 'quote' : 'paragraph', parts: readInline(text) })
      at += own.length
    }
  }
  return blocks
}

const isMarked = (line: string) => bullet.test(line) || number.test(line) || heading.test(line)

function take(lines: string[], from: number, fits: (line: string) => boolean): string[] {
  let end = from + 1
  while (end < lines.length && fits(lines[end]!)) end++
  return lines.slice(from, end)
}

/** Each part has a longest length, so that no text takes more than linear time to read. */
const inline =
  /\*\*(?=\S)(.{1,1000}?)\*\*|(?<![\w*])[*_](?=\S)([^*_\n]{1,500}?)[*_](?![\w*])|\[([^\]\n]{1,300})\]\(([^\s)]{1,2000})\)|(https?:\/\/[^\s<>()]{1,2000}[^\s<>().,;:!?])|\n/gs

export function readInline(text: string): Inline[] {
  const pieces: Inline[] = []
  let end = 0
  for (const found of text.matchAll(inline)) {
    const [whole, strong, emphasis, label, address, bare] = found
    if (found.index > end) pieces.push({ kind: 'text', text: text.slice(end, found.index) })
    pieces.push(pieceOf({ whole, strong, emphasis, label, address, bare }))
    end = found.index + whole.length
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) })
  return pieces
}

type Found = Record<'strong' | 'emphasis' | 'label' | 'address' | 'bare', string | undefined> & { whole: string }

function pieceOf({ whole, strong, emphasis, label, address, bare }: Found): Inline {
  if (strong) return { kind: 'strong', parts: readInline(strong) }
  if (emphasis) return { kind: 'emphasis', parts: readInline(emphasis) }
  if (bare) return { kind: 'link', href: bare, parts: [{ kind: 'text', text: bare.replace(/^https?:\/\//, '') }] }
  if (label && address) {
    const href = safeAddress(address)
    return href ? { kind: 'link', href, parts: readInline(label) } : { kind: 'text', text: label }
  }
  return whole === '\n' ? { kind: 'break' } : { kind: 'text', text: whole }
}

/** Only addresses that open a page or a mail: never a script. */
export function safeAddress(address: string): string | null {
  if (/^\/(?!\/)/.test(address)) return address
  try {
    const url = new URL(address)
    return ['https:', 'http:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : null
  } catch {
    return null
  }
}
