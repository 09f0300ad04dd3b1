import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Delivery, Dispute, Payment, Refund, Tables } from './records.ts'

type TableName = keyof Tables

/**
 * The bank's memory: maps, and, when a file is given, one JSON line per change. Reading the lines back in order, the
 * last one of an id wins, gives the same maps.
 */
export type Vault = {
  get<T extends TableName>(table: T, id: string): Tables[T] | undefined
  put<T extends TableName>(table: T, record: Tables[T]): Tables[T]
  all<T extends TableName>(table: T): Tables[T][]
  /** Payments that time alone may change, messages still to be sent: all that a tick has to look at. */
  live<T extends 'payments' | 'deliveries'>(table: T): Tables[T][]
  ofPayment<T extends 'refunds' | 'disputes'>(table: T, paymentId: string): Tables[T][]
  drawnBefore: number
  /** Told what `Chance` has drawn, at every write. */
  countDraws(drawn: () => number): void
  clear(): void
  close(): void
}

type Line = { table: TableName; drawn: number; record: { id: string } }

const emptyTables = (): Record<TableName, Map<string, { id: string }>> => ({
  accounts: new Map(),
  payments: new Map(),
  refunds: new Map(),
  disputes: new Map(),
  deliveries: new Map(),
  keys: new Map(),
  entries: new Map(),
})

export function openVault(file: string | null): Vault {
  let tables = emptyTables()
  let index = createIndex()
  let drawn = () => 0
  const lines = file === null ? [] : readLines(file)
  for (const line of lines) {
    tables[line.table].set(line.record.id, line.record)
    index.note(line.table, line.record)
  }
  let descriptor = file === null ? null : openSync(file, 'a', 0o600)

  return {
    get: <T extends TableName>(table: T, id: string) => tables[table].get(id) as Tables[T] | undefined,
    put: (table, record) => {
      tables[table].set(record.id, record)
      index.note(table, record)
      if (descriptor !== null) writeSync(descriptor, `${toJson({ table, drawn: drawn(), record })}\n`)
      return record
    },
    all: <T extends TableName>(table: T) => [...tables[table].values()] as Tables[T][],
    live: <T extends 'payments' | 'deliveries'>(table: T) =>
      [...index.live[table]].map(id => tables[table].get(id)) as Tables[T][],
    ofPayment: <T extends 'refunds' | 'disputes'>(table: T, paymentId: string) =>
      [...(index.children[table].get(paymentId) ?? [])].map(id => tables[table].get(id)) as Tables[T][],
    drawnBefore: Math.max(0, ...lines.slice(-1).map(line => line.drawn)),
    countDraws: source => {
      drawn = source
    },
    clear: () => {
      tables = emptyTables()
      index = createIndex()
      if (descriptor === null || file === null) return
      closeSync(descriptor)
      descriptor = openSync(file, 'w', 0o600)
    },
    close: () => {
      if (descriptor !== null) closeSync(descriptor)
      descriptor = null
    },
  }
}

/** Keeps a tick and an answer cheap when the bank has seen a hundred thousand payments. */
function createIndex() {
  const live = { payments: new Set<string>(), deliveries: new Set<string>() }
  const children = { refunds: new Map<string, Set<string>>(), disputes: new Map<string, Set<string>>() }
  return {
    live,
    children,
    note: (table: TableName, record: { id: string }): void => {
      if (table === 'payments') mark(live.payments, record.id, isRestless(record as Payment))
      if (table === 'deliveries') mark(live.deliveries, record.id, (record as Delivery).state === 'waiting')
      if (table !== 'refunds' && table !== 'disputes') return
      const { paymentId } = record as Refund | Dispute
      const ids = children[table].get(paymentId) ?? new Set()
      children[table].set(paymentId, ids.add(record.id))
    },
  }
}

function isRestless(payment: Payment): boolean {
  return payment.state === 'open' || payment.arrivesAt !== null
}

function mark(ids: Set<string>, id: string, live: boolean): void {
  if (live) ids.add(id)
  else ids.delete(id)
}

function readLines(file: string): Line[] {
  mkdirSync(dirname(file), { recursive: true })
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  // A killed bank may leave half a line at the end; the change it belongs to was never answered, so it is dropped.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole !== text) truncateSync(file, Buffer.byteLength(whole))
  return whole.split('\n').flatMap(line => (line === '' ? [] : [fromJson(line)]))
}

/** JSON has no bigint: amounts travel as `{"$minor":"1250"}`. */
function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    typeof field === 'bigint' ? { $minor: field.toString() } : field,
  )
}

function fromJson(line: string): Line {
  return JSON.parse(line, (_key, field: unknown) =>
    typeof field === 'object' && field !== null && '$minor' in field ? BigInt(String(field.$minor)) : field,
  ) as Line
}
