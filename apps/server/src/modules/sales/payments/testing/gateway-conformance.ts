import { afterAll, beforeAll, describe } from 'vitest'
import { creating } from './conformance/creating.ts'
import { outages } from './conformance/outages.ts'
import { paying } from './conformance/paying.ts'
import { refunding } from './conformance/refunding.ts'
import { webhooks } from './conformance/webhooks.ts'
import type { GatewayHarness } from './gateway-harness.ts'

/** Registers the tests that every payment gateway adapter passes. */
export function gatewayConformance(name: string, start: () => Promise<GatewayHarness>): void {
  describe(name, () => {
    let harness: GatewayHarness | undefined
    const use = () => {
      if (harness === undefined) throw new Error(`${name} has not started`)
      return harness
    }
    beforeAll(async () => {
      harness = await start()
    })
    afterAll(async () => harness?.close())

    describe('creating', () => creating(use))
    describe('paying', () => paying(use))
    describe('refunding', () => refunding(use))
    describe('outages', () => outages(use))
    describe('webhooks', () => webhooks(use))
  })
}
