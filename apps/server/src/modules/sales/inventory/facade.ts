import type { Quote } from '@tessera/pricing/quote'
import type { Db } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Catalog, EventCloneParticipant } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { Remaining } from './availability.ts'
import type { PoolRow } from './holds.sql.ts'
import type { PlaceHold } from './place-hold.ts'
import type { PoolInput } from './pools.sql.ts'
import type { HeldLine, Hold, Inventory, Placed, WantedLine } from './public.ts'

export type InventoryDeps = {
  db: Db
  catalog: Catalog
  organizers: Pick<Organizers, 'tenantOf' | 'ids'>
  holdMinutes: number
  /** The operator's switch; off pauses the sale without touching what is held already. */
  saleOpen(scope: { organizerId: string; eventId: string }): Promise<boolean>
  secretOf(holdId: string): string
  /** Also one that was given before the master key was changed: a buyer in the middle of it loses nothing. */
  acceptsSecret(holdId: string, given: string): boolean
}

type Scope = { organizerId: string; eventId: string; actor: Actor }

/** The facade for other modules, and what this module's own routes, jobs and tests use besides. */
export type InventoryModule = Inventory & {
  quote(eventId: string, lines: WantedLine[]): Promise<{ quote: Quote; lines: HeldLine[] }>
  place(command: Omit<PlaceHold, 'organizerId'>): Promise<Placed>
  extend(hold: Hold): Promise<Hold>
  release(hold: Hold): Promise<void>
  availability(eventId: string): Promise<Remaining[]>
  databaseTime(): Promise<Date>
  pools: {
    list(organizerId: string, eventId: string): Promise<PoolRow[]>
    add(scope: Scope, input: PoolInput): Promise<PoolRow>
    change(scope: Scope, poolId: string, version: number, change: Partial<PoolInput>): Promise<PoolRow>
    remove(scope: Scope, poolId: string, version: number): Promise<void>
  }
  jobs: Job[]
  cloning: EventCloneParticipant
}
