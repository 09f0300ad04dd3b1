import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCsv } from './csv.ts'
import { readCsv } from './csv-reader.ts'

const options = { zone: 'Europe/Berlin', currency: 'EUR' }
const read = (...lines: string[]) => {
  const feed = parseCsv(lines.join('\n'), options)
  return { ...feed, event: feed.events[0], codes: feed.issues.map(issue => issue.code) }
}

describe('the table', () => {
  it.each([
    [',', 'a,b\n1,2'],
    [';', '\ufeffa;b\r\n1;2\r\n'],
    ['\t', 'a\tb\n1\t2'],
    ['|', 'sep=|\na|b\n1|2'],
    [';', '"x,y,z";b\n1;2'],
  ])('finds its delimiter: %j', (delimiter, text) => {
    const table = readCsv(text, 10)
    expect(table.delimiter).toBe(delimiter)
    expect(table.records).toHaveLength(2)
    expect(table.records[1]?.fields).toEqual(['1', '2'])
  })

  it('keeps delimiters, quotes and line breaks inside quotes, and counts lines through them', () => {
    const { records } = readCsv('a,b\n"x, ""y""\nz",2\n\n3,4', 10)
    expect(records.map(({ line, fields }) => [line, fields])).toEqual([
      [1, ['a', 'b']],
      [2, ['x, "y"\nz', '2']],
      [5, ['3', '4']],
    ])
  })

  it('comes back as it was written, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r\n', ' ', 'ä', '='), maxLength: 8 })
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }), rows => {
        const quoted = rows.map(row => row.map(text => `"${text.replaceAll('"', '""')}"`).join(',')).join('\r\n')
        expect(readCsv(quoted, 10).records.map(record => record.fields)).toEqual(rows)
      }),
    )
  })
})

describe('a spreadsheet of events', () => {
  it('is read with English headings', () => {
    const { event, codes } = read(
      'ID,Event Name,Start Date,Start Time,End_Time,Venue,City,Price,Tags,Website',
      '7,Jazz at Noon,2026-07-01,12:00,1:30 pm,The Shed,North York,12.50,"jazz, lunch",https://x.example/7',
    )
    expect(codes).toEqual([])
    expect(event).toMatchObject({
      externalId: '7',
      title: 'Jazz at Noon',
      venue: { name: 'The Shed', city: 'North York' },
      price: { kind: 'fixed', amountMinor: 1250n, currency: 'EUR' },
      categories: ['jazz', 'lunch'],
      sourceUrl: 'https://x.example/7',
    })
    expect(event?.startsAt.toISOString()).toBe('2026-07-01T10:00:00.000Z')
    expect(event?.endsAt?.toISOString()).toBe('2026-07-01T11:30:00.000Z')
  })

  it('is read with German headings, dates and amounts', () => {
    const { event, codes } = read(
      'Titel;Datum;Uhrzeit;Enduhrzeit;Spielstätte;Straße;PLZ;Stadt;Eintritt;Veranstalter',
      'Flötenabend;14.3.2026;19.30 Uhr;22 Uhr;Kulturhaus;Mühlenweg 4;20457;Hamburg;12,50 €;Haus am Fleet',
    )
    expect(codes).toEqual([])
    expect(event?.startsAt.toISOString()).toBe('2026-03-14T18:30:00.000Z')
    expect(event?.endsAt?.toISOString()).toBe('2026-03-14T21:00:00.000Z')
    expect(event).toMatchObject({
      organizerName: 'Haus am Fleet',
      venue: { name: 'Kulturhaus', address: 'Mühlenweg 4', postalCode: '20457', city: 'Hamburg' },
    })
  })

  it('names the line of each row that became no event, and goes on with the others', () => {
    const feed = read('title,start', ',2026-07-01', 'A,03/04/2026', 'B,whenever', 'C', 'D,2026-07-01')
    expect(feed.events.map(event => event.title)).toEqual(['D'])
    expect(feed.issues.filter(issue => issue.severity === 'error').map(({ row, code }) => [row, code])).toEqual([
      [2, 'imports.title_missing'],
      [3, 'imports.date_ambiguous'],
      [4, 'imports.start_unreadable'],
      [5, 'imports.start_missing'],
    ])
  })

  it('keeps a formula as the text that it is', () => {
    const { event } = read('title,start,description', '=1+1,2026-07-01,"=HYPERLINK(""https://evil.example"",""Win"")"')
    expect(event).toMatchObject({ title: '=1+1', description: '=HYPERLINK("https://evil.example","Win")' })
  })

  it('reports a column that it does not know, and refuses a table without title or start', () => {
    expect(read('title,start,mood', 'A,2026-07-01,good').issues[0]).toMatchObject({
      row: 1,
      code: 'imports.column_ignored',
      field: 'mood',
    })
    expect(read('mood,start', 'good,2026-07-01').codes).toEqual(['imports.column_missing'])
    expect(read('').codes).toEqual(['imports.file_unreadable'])
  })

  it('reports a quote that nothing closes instead of swallowing rows silently', () => {
    const feed = read('title,start,end', 'A,2026-07-01,2026-07-01', '"B,2026-07-02', 'C,2026-07-03,')
    expect(feed.events.map(event => event.title)).toEqual(['A'])
    expect(feed.issues).toContainEqual(
      expect.objectContaining({ row: 3, severity: 'error', code: 'imports.row_unreadable' }),
    )
  })

  it('has a limit of rows', () => {
    const text = ['title,start', ...Array.from({ length: 4 }, () => 'A,2026-07-01')].join('\n')
    expect(parseCsv(text, { ...options, limits: { rows: 3 } }).issues[0]?.code).toBe('imports.too_many_rows')
    expect(parseCsv(text, { ...options, limits: { rows: 4 } }).events).toHaveLength(4)
  })

  it('takes a zone per row and reports one that does not exist', () => {
    const feed = read('title,start,timezone', 'A,2026-07-01 12:00,America/Toronto', 'B,2026-07-01 12:00,Mars/Base')
    expect(feed.events.map(event => [event.zone, event.startsAt.toISOString()])).toEqual([
      ['America/Toronto', '2026-07-01T16:00:00.000Z'],
      ['Europe/Berlin', '2026-07-01T10:00:00.000Z'],
    ])
    expect(feed.codes).toContain('imports.zone_unknown')
  })
})
