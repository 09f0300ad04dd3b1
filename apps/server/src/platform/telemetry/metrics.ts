import { monitorEventLoopDelay } from 'node:perf_hooks'
import { type Attributes, type Meter, ValueType } from '@opentelemetry/api'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'

/**
 * The values a label may take, or `any` for a set that is small but not known beforehand (routes, queues). A label is
 * never an id, a name or an address: each value is a row kept for ever by whoever collects them.
 */
export type LabelValues = readonly string[] | 'any'
export type LabelSet = Readonly<Record<string, LabelValues>>
type LabelsOf<L extends LabelSet> = { readonly [Name in keyof L]: L[Name] extends readonly (infer V)[] ? V : string }

export type Counter<L extends LabelSet> = { add(labels: LabelsOf<L>, amount?: number): void }
export type Histogram<L extends LabelSet> = { record(labels: LabelsOf<L>, value: number): void }
export type Observation<L extends LabelSet> = { labels: LabelsOf<L>; value: number }

export type Metrics = {
  /** What only grows: `tessera_holds_total`. */
  counter<const L extends LabelSet>(name: string, help: string, labels: L): Counter<L>
  /** How long, how large; `bounds` ascending, in the unit that ends the name (`_seconds`). */
  histogram<const L extends LabelSet>(name: string, help: string, labels: L, bounds?: readonly number[]): Histogram<L>
  /** What stands now, asked for at each collection: queue length, lag. */
  gauge<const L extends LabelSet>(
    name: string,
    help: string,
    labels: L,
    observe: () => readonly Observation<L>[] | Promise<readonly Observation<L>[]>,
  ): void
  /** In the format of Prometheus. */
  metricsText(): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const NAME = /^[a-z][a-z0-9_]{2,80}$/
const MAX_VALUES = 100
const OTHER = 'other'

export function createMetrics(options: { service: string; version?: string }): Metrics {
  const exporter = new PrometheusExporter({ preventServerStart: true })
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version ?? '0' }),
    readers: [exporter],
  })
  const serializer = new PrometheusSerializer('', false, undefined, false, true)
  const meter = provider.getMeter('tessera')
  const loop = observeProcess(meter)
  return {
    counter(name, help, labels) {
      // The exporter adds `_total` by itself.
      const instrument = meter.createCounter(checkName(name).replace(/_total$/, ''), { description: help })
      const keep = labelKeeper(labels)
      return { add: (values, amount = 1) => instrument.add(amount, keep(values)) }
    },
    histogram(name, help, labels, bounds = SECONDS) {
      const advice = { explicitBucketBoundaries: [...bounds] }
      const instrument = meter.createHistogram(checkName(name), { description: help, advice })
      const keep = labelKeeper(labels)
      return { record: (values, value) => instrument.record(value, keep(values)) }
    },
    gauge(name, help, labels, observe) {
      const keep = labelKeeper(labels)
      meter.createObservableGauge(checkName(name), { description: help }).addCallback(async result => {
        for (const { labels: values, value } of await observe()) result.observe(value, keep(values))
      })
    },
    async metricsText() {
      // A gauge whose callback fails is absent; all the others are still told.
      const { resourceMetrics } = await exporter.collect()
      return serializer.serialize(resourceMetrics)
    },
    [Symbol.asyncDispose]: async () => {
      loop.disable()
      await provider.shutdown()
    },
  }
}

function checkName(name: string): string {
  if (!NAME.test(name)) throw new Error(`Not a name of a metric: ${JSON.stringify(name)}`)
  return name
}

/** What is not among a label's values, or comes after a hundred others, counts as `other`. */
function labelKeeper<L extends LabelSet>(labels: L): (values: LabelsOf<L>) => Attributes {
  const seen = new Map<string, Set<string>>()
  return values => {
    const kept: Attributes = {}
    for (const [name, allowed] of Object.entries(labels)) {
      const value = String(values[name])
      const known = seen.get(name) ?? new Set(allowed === 'any' ? [] : allowed)
      seen.set(name, known)
      if (allowed === 'any' && known.size < MAX_VALUES) known.add(value)
      kept[name] = known.has(value) ? value : OTHER
    }
    return kept
  }
}

function observeProcess(meter: Meter) {
  const loop = monitorEventLoopDelay({ resolution: 20 })
  loop.enable()
  const seconds = { valueType: ValueType.DOUBLE }
  meter
    .createObservableGauge('process_event_loop_lag_p99_seconds', {
      ...seconds,
      description: 'Since the last collection',
    })
    .addCallback(result => {
      const lag = loop.percentile(99) / 1e9
      result.observe(Number.isFinite(lag) ? lag : 0)
      loop.reset()
    })
  meter
    .createObservableGauge('process_resident_memory_bytes', { description: 'Memory that the process holds' })
    .addCallback(result => result.observe(process.memoryUsage.rss()))
  meter
    .createObservableCounter('process_cpu_seconds', { ...seconds, description: 'Processor time used' })
    .addCallback(result => {
      const { user, system } = process.cpuUsage()
      result.observe((user + system) / 1e6)
    })
  meter
    .createObservableGauge('process_uptime_seconds', { ...seconds, description: 'Since the process started' })
    .addCallback(result => result.observe(process.uptime()))
  return loop
}
