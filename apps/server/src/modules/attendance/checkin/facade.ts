import type { Subscriber } from '../../../platform/outbox/outbox.ts'
import type { EventCloneParticipant } from '../../catalog/events/public.ts'
import type { DeviceTokens } from './device-tokens.ts'
import type { Device } from './devices.sql.ts'
import type { DeviceScope, DeviceWish, DeviceWithCode, SignedIn } from './devices.ts'
import type { FoundTicket, SnapshotTicket } from './door-reads.sql.ts'
import type { DoorSession } from './door-reads.ts'
import type { DoorScope } from './door-scope.ts'
import type { Gate } from './gates.sql.ts'
import type { ListScope } from './lists.ts'
import type { CheckIn, CheckInList, CheckInListInput, Counts, Scan } from './public.ts'
import type { OfflineScan, Reported } from './report-scans.ts'
import type { ScanWish } from './scan-ticket.ts'
import type { UndoWish } from './undo-scan.ts'

export type CountedList = { list: CheckInList; counts: Counts }

/** The facade for other modules, and what this module's own routes and compose use besides. */
export type CheckInModule = CheckIn & {
  /** For the gatekeeper. */
  readonly deviceTokens: DeviceTokens
  readonly lists: {
    list(organizerId: string, eventId: string): Promise<CountedList[]>
    get(organizerId: string, eventId: string, listId: string): Promise<CountedList>
    add(scope: ListScope, input: CheckInListInput): Promise<CheckInList>
    change(scope: ListScope, listId: string, version: number, change: Partial<CheckInListInput>): Promise<CheckInList>
    remove(scope: ListScope, listId: string, version: number): Promise<void>
  }
  readonly gates: {
    list(organizerId: string, eventId: string): Promise<Gate[]>
    add(scope: ListScope, name: string): Promise<Gate>
    remove(scope: ListScope, gateId: string): Promise<void>
  }
  readonly devices: {
    list(
      organizerId: string,
      query: { eventIds: readonly string[] | null; limit: number; after: string | null },
    ): Promise<Device[]>
    add(scope: DeviceScope, wish: DeviceWish): Promise<DeviceWithCode>
    renewCode(scope: DeviceScope, deviceId: string): Promise<DeviceWithCode>
    revoke(scope: DeviceScope, deviceId: string): Promise<void>
    signIn(code: string, platform: string | null): Promise<SignedIn>
  }
  readonly door: {
    session(scope: DoorScope): Promise<DoorSession>
    snapshot(
      scope: DoorScope,
      query: { listId: string; after: string | null; since: Date | null; limit: number },
    ): Promise<{ tickets: SnapshotTicket[]; asOf: Date }>
    search(scope: DoorScope, listId: string, q: string): Promise<FoundTicket[]>
    counts(scope: DoorScope, listId: string): Promise<Counts>
    scan(scope: DoorScope, wish: ScanWish): Promise<Scan>
    report(scope: DoorScope, wishes: readonly OfflineScan[], sentAt: Date | null): Promise<Reported[]>
    undo(scope: DoorScope, wish: UndoWish): Promise<Scan>
    scans(
      scope: DoorScope,
      query: { listId: string; conflictsOnly: boolean; limit: number; after: string | null },
    ): Promise<Scan[]>
  }
  readonly subscribers: Subscriber[]
  readonly cloning: EventCloneParticipant
}
