import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { issuesByCode } from './imported-event.ts'
import { parseSchemaOrg } from './schema-org.ts'

const projectRoot = fileURLToPath(new URL('../../../../../..', import.meta.url))
const shared = process.env['TESSERA_SHARED'] ?? path.join(projectRoot, '../shared')
const file = path.join(shared, 'data/events-toronto/events.jsonld')

/** Contains information licensed under the Open Government Licence – Toronto; the file is not part of the project. */
describe.skipIf(!existsSync(file))('the real feed of a city', () => {
  const feed = () => parseSchemaOrg(readFileSync(file, 'utf8'), { zone: 'America/Toronto' })

  it('comes in whole: 1,727 events, no error, each loss with its code', () => {
    const { rows, events, issues } = feed()
    expect([rows, events.length]).toEqual([1727, 1727])
    expect(new Set(events.map(event => event.externalId)).size).toBe(1727)
    expect(Object.fromEntries(issuesByCode(issues).map(({ code, count }) => [code, count]))).toEqual({
      'imports.end_equals_start': 416,
      'imports.price_missing': 132,
      'imports.duplicate_key': 55,
      'imports.url_repaired': 50,
      'imports.end_missing': 47,
      'imports.price_conflict': 8,
      'imports.end_before_start': 4,
    })
    expect(issues.every(issue => issue.severity === 'loss')).toBe(true)
  })

  it('loses nothing without saying so', () => {
    const { events } = feed()
    const source = JSON.parse(readFileSync(file, 'utf8')) as {
      endDate: string | null
      offers?: { price?: unknown }
      location: { address: { addressLocality?: string } | null; geo: object | null }
      image: string | null
      keywords: string[]
    }[]
    for (const event of events) {
      const element = source[event.row - 1]!
      const codes = event.warnings.map(warning => warning.code)
      const endLost = codes.some(code => code.startsWith('imports.end_'))
      expect(event.endsAt !== undefined || endLost).toBe(true)
      expect(event.venue?.city).toBe(element.location.address?.addressLocality)
      expect(event.venue?.latitude !== undefined).toBe(element.location.geo !== null)
      expect(event.imageUrl !== undefined).toBe((element.image ?? '') !== '')
      expect(event.categories).toEqual(element.keywords)
      if (event.price.kind === 'unknown') expect(codes.some(code => code.startsWith('imports.price_'))).toBe(true)
    }
    const count = (kind: string) => events.filter(event => event.price.kind === kind).length
    expect([count('fixed'), count('free'), count('unknown')]).toEqual([730, 857, 140])
  })

  it('has the same keys when it is read again in another order', () => {
    const text = readFileSync(file, 'utf8')
    const reversed = JSON.stringify((JSON.parse(text) as unknown[]).toReversed())
    const keys = (source: string) =>
      new Set(parseSchemaOrg(source, { zone: 'America/Toronto' }).events.map(event => event.externalId))
    expect(keys(reversed)).toEqual(keys(text))
  })
})
