import type { Db } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { createLane } from '../../../platform/lanes/lane.ts'
import { parseDeviceToken, secretMatches } from './device-credentials.ts'
import { type TokenHolder, tokenHolders } from './devices.sql.ts'

/** Who a device token belongs to; the gatekeeper asks on each request. */
export type DeviceTokens = {
  verify(token: string): Promise<{
    deviceId: string
    organizerId: string
    eventIds: string[] | null
    listIds: string[] | null
    gateId: string | null
  } | null>
}

const LANE = { maxBatch: 500, maxWaiting: 8_000, maxInFlight: 4 }

export function createDeviceTokens(db: Db, tenantOf: (uuid: string) => Promise<string | null>): DeviceTokens {
  const lane = createLane<{ organizerId: string; deviceId: string }, TokenHolder | null>({
    ...LANE,
    keyOf: ({ organizerId }) => organizerId,
    run: async (organizerId, batch) => {
      const holders = await tokenHolders(
        db,
        organizerId,
        batch.map(({ deviceId }) => deviceId),
      )
      return batch.map(({ deviceId }) => holders.get(deviceId) ?? null)
    },
    isPoison: () => false,
    refuse: () => requestErrors.overloaded({ retryAfterSeconds: 1 }),
  })
  return {
    verify: async token => {
      const parsed = parseDeviceToken(token)
      const organizerId = parsed && (await tenantOf(parsed.deviceId))
      if (!parsed || !organizerId) return null
      const holder = await lane.submit({ organizerId, deviceId: parsed.deviceId })
      if (!holder || !secretMatches(parsed.secret, holder.tokenHash)) return null
      const { eventIds, listIds, gateId } = holder
      return { deviceId: parsed.deviceId, organizerId, eventIds, listIds, gateId }
    },
  }
}
