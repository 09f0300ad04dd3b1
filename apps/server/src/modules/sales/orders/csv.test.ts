import { expect, test } from 'vitest'
import { csvCell, csvRow } from './csv.ts'

test.each(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\t=1', ' =1', '\r\n=1', '＝1', '\rx'])(
  '%j is a text for a spreadsheet, no formula',
  text => {
    expect(csvCell(text)).toBe(`"'${text}"`)
  },
)

test('quotes are doubled, numbers stay numbers, nothing is an empty cell', () => {
  expect(csvRow(['He said "yes", twice', -3, true, null])).toBe('"He said ""yes"", twice","-3","true",""\r\n')
})
