import type { Db } from '../../../platform/db/db.ts'
import { selectDays, selectEventSales, selectPoolUse, selectPulse, selectTotals } from './dashboard.sql.ts'
import { selectNeeds } from './needs.sql.ts'
import type { Analytics } from './public.ts'

export function createAnalytics({ db }: { db: Db }): Analytics {
  return {
    dashboard: (organizerId, query) =>
      db.tenant(organizerId, async tx => ({
        totals: await selectTotals(tx, query),
        days: await selectDays(tx, query),
        pools: await selectPoolUse(tx, query),
        events: await selectEventSales(tx, query),
      })),
    needs: (organizerId, eventIds) => db.tenant(organizerId, tx => selectNeeds(tx, eventIds)),
    pulse: organizerId => db.tenant(organizerId, selectPulse),
  }
}
