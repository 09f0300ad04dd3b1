/** What whoever stands at a door may see, and in whose name the scan is written. */
export type DoorScope = {
  organizerId: string
  /** Null: all of the organizer's. */
  eventIds: readonly string[] | null
  listIds: readonly string[] | null
  /** Where a device stands; its scans are made there. */
  gateId: string | null
  deviceId: string | null
  accountId: string | null
  apiKeyId: string | null
}

/** What lies outside looks as if it did not exist. */
export function mayUse(scope: DoorScope, list: { id: string; eventId: string }): boolean {
  return (
    (scope.eventIds === null || scope.eventIds.includes(list.eventId)) &&
    (scope.listIds === null || scope.listIds.includes(list.id))
  )
}
