/** One record of a CSV file; `line` is where it starts, counted from 1. */
export interface CsvRecord {
  line: number
  fields: string[]
}

export interface CsvTable {
  delimiter: string
  records: CsvRecord[]
  /** The line where a quote opens that nothing closes. */
  unclosedQuoteAt?: number
}

const delimiters = [',', ';', '\t', '|'] as const

/**
 * RFC 4180 as spreadsheets really write it: a byte order mark, semicolons or tabs, `sep=;` in the first line, any line
 * ending, quoted fields with delimiters, doubled quotes and line breaks. Stops after `limit` records.
 */
export function readCsv(text: string, limit: number): CsvTable {
  const source = text.replace(/^\ufeff/, '')
  const [hint, hinted] = /^sep=(.)\r?\n/i.exec(source) ?? []
  const delimiter = hinted ?? detectDelimiter(source)
  const reader = new Reader(source, hint?.length ?? 0, hint === undefined ? 1 : 2)
  const records: CsvRecord[] = []
  while (!reader.atEnd && records.length <= limit) {
    const record = reader.record(delimiter)
    // A blank line is no record of one empty field.
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record)
  }
  return { delimiter, records, unclosedQuoteAt: reader.unclosedQuoteAt }
}

/** The one that the first record holds most of, outside quotes. */
function detectDelimiter(source: string): string {
  const counts = new Map<string, number>(delimiters.map(delimiter => [delimiter, 0]))
  let quoted = false
  for (const character of source.slice(0, 10_000)) {
    if (character === '"') quoted = !quoted
    else if (quoted) continue
    else if (character === '\n' || character === '\r') break
    else if (counts.has(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  }
  return delimiters.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best))
}

class Reader {
  readonly #source: string
  #at: number
  #line: number
  unclosedQuoteAt: number | undefined

  constructor(source: string, start: number, line: number) {
    this.#source = source
    this.#at = start
    this.#line = line
  }

  get atEnd(): boolean {
    return this.#at >= this.#source.length
  }

  record(delimiter: string): CsvRecord {
    const line = this.#line
    const fields: string[] = []
    for (;;) {
      fields.push(this.#source[this.#at] === '"' ? this.#quoted(delimiter) : this.#bare(delimiter))
      if (this.#source[this.#at] !== delimiter) break
      this.#at += 1
    }
    if (this.#source[this.#at] === '\r') this.#at += 1
    if (this.#source[this.#at] === '\n') this.#at += 1
    this.#line += 1
    return { line, fields }
  }

  #bare(delimiter: string): string {
    const start = this.#at
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at]
      if (character === delimiter || character === '\n' || character === '\r') break
      this.#at += 1
    }
    return this.#source.slice(start, this.#at)
  }

  #quoted(delimiter: string): string {
    const openedAt = this.#line
    let value = ''
    this.#at += 1
    for (;;) {
      const close = this.#source.indexOf('"', this.#at)
      const part = this.#source.slice(this.#at, close < 0 ? undefined : close)
      value += part
      this.#line += part.split('\n').length - 1
      if (close < 0) {
        this.unclosedQuoteAt ??= openedAt
        this.#at = this.#source.length
        return value
      }
      this.#at = close + 1
      if (this.#source[this.#at] !== '"') break
      value += '"'
      this.#at += 1
    }
    // Text after the closing quote belongs to the field: spreadsheets are more forgiving than the RFC.
    return value + this.#bare(delimiter)
  }
}
