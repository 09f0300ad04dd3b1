import type { Chance } from '../bank/chance.ts'

/** Where a fault can strike: a call of the API, a step inside the bank, or a message to the merchant. */
export const faultPoints = [
  'payment.create',
  'payment.get',
  'payment.list',
  'payment.capture',
  'payment.void',
  'refund.create',
  'refund.get',
  'payment.record',
  'payment.pay',
  'refund.settle',
  'webhook',
] as const

export type FaultPoint = (typeof faultPoints)[number]

export const faultKinds = [
  // calls of the API
  'delay',
  'timeout_before',
  'timeout_after',
  'error_before',
  'error_after',
  'rate_limited',
  'reset_before',
  'reset_after',
  'malformed',
  // inside the bank
  'amount_mismatch',
  'stay_pending',
  // messages
  'drop',
  'duplicate',
  'late',
  'hold',
  'wrong_signature',
  'stale',
] as const

export type FaultKind = (typeof faultKinds)[number]

export type Fault = {
  readonly id: string
  readonly on: FaultPoint
  readonly kind: FaultKind
  /** Only for this merchant, or for all. */
  readonly account: string | null
  /** How often it still strikes. */
  readonly times: number
  readonly probability: number
  /** For delay, late and stale. */
  readonly ms: number
  /** For duplicate: how many more than one. */
  readonly copies: number
  /** For amount_mismatch. */
  readonly addMinor: bigint
  /** How often it struck, so that a test can demand that it did. */
  readonly fired: number
}

export type FaultPlan = {
  add(fault: Omit<Fault, 'id' | 'fired'>): Fault
  all(): readonly Fault[]
  clear(): void
  /** The fault that strikes here now, if any; it is used up by asking. */
  take(on: FaultPoint, account: string): Fault | null
}

export function createFaultPlan(chance: Chance): FaultPlan {
  let faults: Fault[] = []
  return {
    add: fault => {
      const added = { ...fault, id: chance.id('sbf'), fired: 0 }
      faults.push(added)
      return added
    },
    all: () => faults,
    clear: () => {
      faults = []
    },
    take: (on, account) => {
      const struck = faults.find(
        fault =>
          fault.on === on &&
          fault.times > 0 &&
          (fault.account === null || fault.account === account) &&
          (fault.probability >= 1 || chance.dice() < fault.probability),
      )
      if (struck === undefined) return null
      const used = { ...struck, times: struck.times - 1, fired: struck.fired + 1 }
      faults = faults.map(fault => (fault.id === used.id ? used : fault))
      return used
    },
  }
}
