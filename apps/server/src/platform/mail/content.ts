import { type Prose, safeUrl } from './markup.ts'

/** A row of a bill: what, how many, how much. Amounts come formatted. */
export type AmountRow = { label: string; detail?: string; amount: string; strong?: boolean }

export type MailBlock =
  | { kind: 'text'; text: Prose }
  /** Small and quiet: an explanation, a legal line. */
  | { kind: 'note'; text: Prose }
  /** What is good to find at a glance: when, where, order code. */
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  | { kind: 'amounts'; rows: readonly AmountRow[] }
  | { kind: 'button'; label: string; url: string }
  | { kind: 'picture'; url: string; alt: string; linkTo?: string }
  | { kind: 'line' }

export type MailContent = {
  locale: string
  /** What the list of mails shows after the subject. */
  preheader: string
  heading: string
  blocks: readonly MailBlock[]
  /** Who speaks: the name beside the tile, and the colour of tile and button (`#rrggbb`). */
  sender: { name: string; accent?: string }
  /** Why this mail came, and from whom; below the card. */
  footer: readonly Prose[]
}

const WIDTH = 72

/** The same mail for those who read text: in its own form, not a picture of the other one. */
export function renderText(content: MailContent): string {
  const parts = [
    content.sender.name.toUpperCase(),
    `${content.heading}\n${'='.repeat(Math.min(WIDTH, content.heading.length))}`,
  ]
  for (const block of content.blocks) parts.push(blockText(block))
  if (content.footer.length > 0) parts.push(['-- ', ...content.footer.map(line => line.text)].join('\n'))
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function blockText(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text.text
    case 'facts':
      return block.rows.map(row => `${row.label}: ${row.value}`).join('\n')
    case 'amounts':
      return block.rows.map(amountLine).join('\n')
    case 'button':
      return `${block.label}:\n${safeUrl(block.url)}`
    case 'picture':
      return ''
    case 'line':
      return '-'.repeat(WIDTH)
  }
  return block satisfies never
}

function amountLine(row: AmountRow): string {
  const label = row.detail ? `${row.label} (${row.detail})` : row.label
  const gap = Math.max(1, WIDTH - label.length - row.amount.length)
  return `${label} ${gap > 1 ? '.'.repeat(gap - 2) : ''}${gap > 1 ? ' ' : ''}${row.amount}`
}
