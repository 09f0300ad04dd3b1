import { afterEach, expect, test } from 'vitest'
import { createMetrics, type Metrics } from './metrics.ts'

let metrics: Metrics
afterEach(() => metrics[Symbol.asyncDispose]())
const started = () => {
  metrics = createMetrics({ service: 'tessera-test' })
  return metrics
}

test('what was counted, measured and asked for is told in the format of Prometheus', async () => {
  const { counter, histogram, gauge, metricsText } = started()
  const holds = counter('tessera_holds_total', 'Holds asked for', { outcome: ['accepted', 'sold_out'] })
  holds.add({ outcome: 'accepted' })
  holds.add({ outcome: 'accepted' }, 2)
  holds.add({ outcome: 'sold_out' })
  histogram('tessera_request_seconds', 'Requests', { route: 'any' }, [0.1, 1]).record({ route: '/v1/holds' }, 0.5)
  gauge('tessera_jobs_waiting', 'Jobs', { queue: ['mail'] }, async () => [{ labels: { queue: 'mail' }, value: 7 }])

  const text = await metricsText()
  expect(text).toContain('# HELP tessera_holds_total Holds asked for\n# TYPE tessera_holds_total counter')
  expect(text).toContain('tessera_holds_total{outcome="accepted"} 3')
  expect(text).toContain('tessera_holds_total{outcome="sold_out"} 1')
  expect(text).toContain('tessera_request_seconds_bucket{route="/v1/holds",le="0.1"} 0')
  expect(text).toContain('tessera_request_seconds_bucket{route="/v1/holds",le="1"} 1')
  expect(text).toContain('tessera_jobs_waiting{queue="mail"} 7')
  expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m)
  expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m)
})

test('a label cannot grow without end: undeclared and late values are counted as other', async () => {
  const { counter, metricsText } = started()
  const declared = counter('declared_total', 'x', { outcome: ['ok'] })
  declared.add({ outcome: 'zoe@example.org' as 'ok' })
  const open = counter('open_total', 'x', { route: 'any' })
  for (let index = 0; index < 5_000; index++) open.add({ route: `/r/${index}` })

  const text = await metricsText()
  expect(text).not.toContain('zoe')
  expect(text).toContain('declared_total{outcome="other"} 1')
  expect(text.match(/^open_total\{/gm)).toHaveLength(101)
  expect(text).toContain('open_total{route="other"} 4900')
})

test('a gauge that fails is missing, the others are told', async () => {
  const { gauge, metricsText } = started()
  gauge('broken_rows', 'x', {}, () => Promise.reject(new Error('the database is away')))
  gauge('sound_rows', 'x', {}, () => [{ labels: {}, value: 1 }])
  const text = await metricsText()
  expect(text).toContain('sound_rows 1')
  expect(text).not.toMatch(/^broken_rows /m)
})

test('collecting twice adds nothing', async () => {
  const { counter, metricsText } = started()
  counter('once_total', 'x', {}).add({})
  await metricsText()
  expect(await metricsText()).toContain('once_total 1')
})

test('a name that Prometheus would not take is refused', () => {
  expect(() => started().counter('Bad-Name', 'x', {})).toThrow('name')
})
