import type { CheckIn } from './modules/attendance/checkin/public.ts'
import { mailsOfOrder } from './modules/reach/notifications/mails.sql.ts'
import type { OrderPorts } from './modules/sales/orders/deps.ts'
import type { Resources } from './resources.ts'

export type FirstEntries = CheckIn['firstEntries']

/** What an address that waits for its orders to be looked up is sealed for. */
const LOOKUP = 'orders.lookup'

/** What orders ask that lies above them or is kept secret. */
export function orderPorts({ secrets, envelope }: Resources, firstEntries: FirstEntries): OrderPorts {
  return {
    secretOf: (orderId, version) => secrets.deriveSecret('order', `${orderId}/${version}`),
    acceptsSecret: (orderId, version, given) => secrets.acceptsSecret('order', `${orderId}/${version}`, given),
    mailsOfOrder,
    sealAddress: async (organizerId, address) => (await envelope.seal(organizerId, address, LOOKUP)).toString('base64'),
    openAddress: (organizerId, sealed) => envelope.openText(organizerId, Buffer.from(sealed, 'base64'), LOOKUP),
    enteredAt: (tx, eventId, ticketIds) => firstEntries(tx, ticketIds ? { ticketIds } : { eventId }),
  }
}
