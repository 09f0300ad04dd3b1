import type { Tx } from '../../../platform/db/db.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import { insertList, lockDefaultList } from './lists.sql.ts'
import type { ListWindow } from './public.ts'

const ALWAYS: ListWindow = { kind: 'fixed', opensAt: null, closesAt: null }
/** A ticket for Friday stays out on Saturday, and a pass enters once a day. */
const AROUND_EACH_DATE: ListWindow = {
  kind: 'relative',
  opensMinutesBefore: 240,
  closesMinutesAfter: 240,
  closesRelativeTo: 'end',
}

/** One door for all admissions: what most events need, and every event has something to scan with. */
export async function ensureDefaultList(
  tx: Tx,
  { catalog, i18n }: { catalog: Pick<Catalog, 'whole'>; i18n: I18n },
  eventId: string,
): Promise<void> {
  const whole = await catalog.whole(tx, eventId)
  if (!whole || (await lockDefaultList(tx, eventId)).hasLists) return
  const { organizerId, defaultLocale, dates } = whole.event
  await insertList(tx, organizerId, eventId, {
    name: i18n.t(defaultLocale, 'checkin.default_list'),
    productIds: null,
    variantIds: null,
    dateIds: null,
    gateIds: null,
    window: dates.length > 1 ? AROUND_EACH_DATE : ALWAYS,
    reentry: 'none',
    closed: false,
  })
}
