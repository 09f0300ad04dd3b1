import { parseArgs } from 'node:util'

/** What `main.ts` understands on its command line; `README.md` explains each. */
export type SandboxOptions = {
  readonly port: number
  readonly host: string
  /** Where browsers reach the payment page when a proxy stands in front; default `http://host:port`. */
  readonly publicUrl: string | null
  /** Append-only file that lets the bank survive a restart; without it everything is in memory. */
  readonly file: string | null
  /** Makes ids, challenge codes and fault dice repeatable. */
  readonly seed: string | null
  /** After how long a payment made "later" succeeds by itself. */
  readonly laterMs: number
  /** How long after expiry the bank lets late money through. */
  readonly lateMs: number
  readonly control: boolean
}

export const defaultOptions: SandboxOptions = {
  port: 4242,
  host: '127.0.0.1',
  publicUrl: null,
  file: null,
  seed: null,
  laterMs: 20_000,
  lateMs: 3_000,
  control: true,
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost'])

export function parseOptions(argv: readonly string[]): SandboxOptions {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: { type: 'string' },
      host: { type: 'string' },
      'public-url': { type: 'string' },
      file: { type: 'string' },
      seed: { type: 'string' },
      'later-ms': { type: 'string' },
      'late-ms': { type: 'string' },
      control: { type: 'boolean' },
    },
  })
  const host = values.host ?? defaultOptions.host
  return {
    port: wholeNumber('port', values.port, defaultOptions.port),
    host,
    publicUrl: values['public-url'] ?? null,
    file: values.file ?? null,
    seed: values.seed ?? null,
    laterMs: wholeNumber('later-ms', values['later-ms'], defaultOptions.laterMs),
    lateMs: wholeNumber('late-ms', values['late-ms'], defaultOptions.lateMs),
    // Whoever reaches the control API moves money as they like, so beyond loopback it must be asked for.
    control: values.control ?? LOOPBACK.has(host),
  }
}

function wholeNumber(name: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback
  if (!/^\d{1,9}$/.test(given)) throw new Error(`--${name} must be a whole number, not "${given}"`)
  return Number(given)
}
