/** One line of an iCalendar file, unfolded: `DTSTART;TZID=Europe/Berlin:20260314T193000`. */
export interface ContentLine {
  name: string
  parameters: ReadonlyMap<string, string>
  value: string
}

/** One component's text, its lines, and where it begins, counted in physical lines from 1. */
export interface Component {
  line: number
  text: string
  lines: ContentLine[]
}

/** Components of one kind, those inside others (an alarm in an event) left out of `lines` but kept in `text`. */
export function componentsOf(source: string, kind: string): Component[] {
  const found: Component[] = []
  let open: { line: number; raw: string[]; lines: ContentLine[] } | undefined
  let depth = 0
  for (const { line, text } of unfold(source)) {
    const upper = text.trimEnd().toUpperCase()
    if (!open) {
      if (upper === `BEGIN:${kind}`) {
        open = { line, raw: [text], lines: [] }
        depth = 0
      }
      continue
    }
    open.raw.push(text)
    if (upper === `END:${kind}` && depth === 0) {
      found.push({ line: open.line, text: open.raw.join('\r\n'), lines: open.lines })
      open = undefined
    } else if (upper.startsWith('BEGIN:')) depth += 1
    else if (upper.startsWith('END:')) depth -= 1
    else if (depth === 0) open.lines.push(...readLine(text))
  }
  return found
}

function* unfold(source: string): Generator<{ line: number; text: string }> {
  let pending: { line: number; text: string } | undefined
  let line = 0
  for (const physical of source.replace(/^\ufeff/, '').split(/\r\n|\n|\r/)) {
    line += 1
    if (pending && /^[ \t]/.test(physical)) {
      pending.text += physical.slice(1)
      continue
    }
    if (pending) yield pending
    pending = { line, text: physical }
  }
  if (pending) yield pending
}

function readLine(text: string): ContentLine[] {
  // A colon or semicolon inside quotes belongs to a parameter's value.
  const head = /^([\w-]+)((?:;[\w-]+=(?:"[^"]*"|[^";:]*)(?:,(?:"[^"]*"|[^";:]*))*)*):/.exec(text)
  if (!head) return []
  const parameters = new Map<string, string>()
  for (const [, name, value] of (head[2] ?? '').matchAll(/;([\w-]+)=("[^"]*"|[^;]*)/g)) {
    parameters.set((name ?? '').toUpperCase(), (value ?? '').replace(/^"|"$/g, ''))
  }
  return [{ name: (head[1] ?? '').toUpperCase(), parameters, value: text.slice(head[0].length) }]
}

/** `\n`, `\,`, `\;` and `\\` of iCalendar texts. */
export function unescapeText(value: string): string {
  return value.replace(/\\([\\;,nN])/g, (_, character: string) => (character.toLowerCase() === 'n' ? '\n' : character))
}

/** A list of texts: commas split it unless escaped. */
export function splitList(value: string): string[] {
  return (value.match(/(?:\\.|[^,\\])+/g) ?? []).map(unescapeText)
}
