/** Spreadsheets run what begins like a formula; a quote in front makes it the text that it is. */
const FORMULA = /^(\s*[=+\-@＝＋－＠]|[\t\r\n])/u

export function csvCell(value: string | number | boolean | null): string {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

export function csvRow(values: ReadonlyArray<string | number | boolean | null>): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

/** By this mark spreadsheets know that the file is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'
