import { describe, expect, test } from 'vitest'
import { clockAfterContact, clockAfterLook, clockAtStart, isClockWrong, serverNow } from './server-clock.ts'

const SERVER = Date.UTC(2026, 10, 22, 19, 0, 0)
const at = (wallMs: number, steadyMs: number) => ({ wallMs, steadyMs })
const contact = (before: number, after: number, wallMs: number, serverMs: number) => ({
  before: at(wallMs - (after - before), before),
  after: at(wallMs, after),
  serverMs,
  wholeSeconds: false,
})

describe('the server clock on a device', () => {
  test('a device that is an hour slow still decides by the time of the server', () => {
    const wall = SERVER - 3_600_000
    const clock = clockAfterContact(clockAtStart(null, at(wall, 0)), contact(0, 100, wall, SERVER - 50))
    expect(serverNow(clock, at(wall + 5_000, 5_100)).getTime()).toBe(SERVER + 5_000)
    expect(isClockWrong(clock)).toBe(true)
  })

  test('a slow answer does not replace a quick measurement that it agrees with', () => {
    const quick = clockAfterContact(clockAtStart(null, at(SERVER, 0)), contact(0, 20, SERVER, SERVER - 10))
    const later = clockAfterContact(quick, contact(1_000, 5_000, SERVER + 4_980, SERVER + 1_500))
    expect(later.offsetMs).toBe(quick.offsetMs)
  })

  test('a clock that is set back while the app runs changes no decision and no order of scans', () => {
    const clock = clockAtStart({ offsetMs: 0, uncertaintyMs: 10 }, at(SERVER, 0))
    const back = at(SERVER + 10_000 - 7_200_000, 10_000)
    expect(serverNow(clock, back).getTime()).toBe(SERVER + 10_000)
    expect(serverNow(clockAfterLook(clock, back), at(back.wallMs + 1000, 11_000)).getTime()).toBe(SERVER + 11_000)
  })

  test('after sleep the wall clock is believed until the server has answered', () => {
    const clock = clockAtStart({ offsetMs: 500, uncertaintyMs: 10 }, at(SERVER, 0))
    const awake = at(SERVER + 3_600_000, 100)
    expect(serverNow(clock, awake).getTime()).toBe(SERVER + 3_600_500)
    expect(clockAfterLook(clock, awake).uncertaintyMs).toBeGreaterThan(3_000_000)
  })

  test('a clock of whole seconds is off by at most the half', () => {
    const start = clockAtStart(null, at(SERVER + 400, 0))
    const clock = clockAfterContact(start, { ...contact(0, 0, SERVER + 400, SERVER), wholeSeconds: true })
    expect(clock.offsetMs).toBe(100)
    expect(clock.uncertaintyMs).toBe(500)
    expect(isClockWrong(clock)).toBe(false)
  })
})
