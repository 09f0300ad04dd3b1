import type { ImportFormat } from '../api/imports.ts'

/** By the name of the file first, else by how the text begins. */
export function guessFormat(text: string, fileName: string | null): ImportFormat | null {
  if (fileName && /\.(json|jsonld)$/i.test(fileName)) return 'schema_org'
  if (fileName && /\.csv$/i.test(fileName)) return 'csv'
  if (fileName && /\.ics$/i.test(fileName)) return 'icalendar'
  const start = text.trimStart().slice(0, 200)
  if (/^[[{]/.test(start)) return 'schema_org'
  if (/^BEGIN:VCALENDAR/i.test(start)) return 'icalendar'
  return /^[^\n]*[,;\t][^\n]*\n/.test(start) ? 'csv' : null
}
