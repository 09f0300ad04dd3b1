import { expect, test } from 'vitest'
import { guessFormat } from './guess-format.ts'

test('a feed is known by its file name, or by how it begins', () => {
  expect(guessFormat('anything', 'events.jsonld')).toBe('schema_org')
  expect(guessFormat(' [{"@type":"Event"}]', null)).toBe('schema_org')
  expect(guessFormat('BEGIN:VCALENDAR\r\nVERSION:2.0', null)).toBe('icalendar')
  expect(guessFormat('title;starts_at\nA;2026-01-01', null)).toBe('csv')
  expect(guessFormat('a few words', null)).toBeNull()
})
