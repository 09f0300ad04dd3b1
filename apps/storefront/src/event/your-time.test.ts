import { expect, test } from 'vitest'
import { otherZone } from './your-time.ts'

test('the reader’s own time is told only where it is another one than at the place', () => {
  const noon = '2026-12-17T17:00:00Z'
  expect(otherZone(noon, 'America/Toronto', 'Europe/Berlin')).toBe('Europe/Berlin')
  expect(otherZone(noon, 'Europe/Paris', 'Europe/Berlin')).toBeNull()
  expect(otherZone(noon, 'Europe/Berlin', 'Europe/Berlin')).toBeNull()
})
