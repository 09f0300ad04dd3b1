import { shiftLocalDays } from '@tessera/kernel/local-dates'
import type { Tx } from '../../../platform/db/db.ts'
import type { EventCloneMapping, EventCloneParticipant } from '../../catalog/events/public.ts'
import { insertGate, selectGates } from './gates.sql.ts'
import { insertList, selectLists } from './lists.sql.ts'
import type { ListWindow } from './public.ts'

/** A clone has the same doors. What a list names is renamed to the clone's own; what was not copied is left out. */
export function listsCloner(tenantOf: (uuid: string) => Promise<string | null>): EventCloneParticipant {
  return {
    copy: async (tx, fromEventId, toEventId, mapping) => {
      const organizerId = await tenantOf(toEventId)
      if (organizerId && mapping.parts.has('check_in_lists'))
        await copy(tx, organizerId, fromEventId, toEventId, mapping)
    },
  }
}

async function copy(tx: Tx, organizerId: string, fromEventId: string, toEventId: string, mapping: EventCloneMapping) {
  const gates = new Map<string, string>()
  for (const gate of await selectGates(tx, fromEventId)) {
    gates.set(gate.id, (await insertGate(tx, organizerId, toEventId, gate.name)).id)
  }
  for (const list of await selectLists(tx, [fromEventId])) {
    const names = {
      productIds: renamed(list.productIds, mapping.products),
      variantIds: renamed(list.variantIds, mapping.variants),
      dateIds: renamed(list.dateIds, mapping.dates),
      gateIds: renamed(list.gateIds, gates),
    }
    // A list that named only what was not copied would admit everything: it is closed until somebody looks at it.
    const lost = Object.values(names).some(ids => ids !== null && ids.length === 0)
    const window = shifted(list.window, mapping)
    await insertList(tx, organizerId, toEventId, { ...list, ...names, window, closed: list.closed || lost })
  }
}

function renamed(ids: string[] | null, names: ReadonlyMap<string, string>): string[] | null {
  return ids && ids.flatMap(id => names.get(id) ?? [])
}

function shifted(window: ListWindow, { timezone, shiftDays }: EventCloneMapping): ListWindow {
  if (window.kind === 'relative') return window
  const move = (at: Date | null) => at && shiftLocalDays(at, timezone, shiftDays)
  return { kind: 'fixed', opensAt: move(window.opensAt), closesAt: move(window.closesAt) }
}
