import type { Db } from '../../../platform/db/db.ts'
import { parseDeviceToken, secretMatches } from './device-credentials.ts'
import { tokenHolder } from './devices.sql.ts'

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

export function createDeviceTokens(db: Db, tenantOf: (uuid: string) => Promise<string | null>): DeviceTokens {
  return {
    verify: async token => {
      const parsed = parseDeviceToken(token)
      const organizerId = parsed && (await tenantOf(parsed.deviceId))
      if (!parsed || !organizerId) return null
      const holder = await tokenHolder(db, organizerId, parsed.deviceId)
      if (!holder || !secretMatches(parsed.secret, holder.tokenHash)) return null
      const { eventIds, listIds, gateId } = holder
      return { deviceId: parsed.deviceId, organizerId, eventIds, listIds, gateId }
    },
  }
}
