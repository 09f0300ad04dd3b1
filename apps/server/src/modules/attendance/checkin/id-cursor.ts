import { isUuid } from '@tessera/kernel/ids'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/wire.ts'

/** Pages in order of id: ids ascend with time, so one key says where a page ends. */
export function afterOf(cursor: string | undefined): string | null {
  const [after] = decodeCursor(cursor, 1) ?? [null]
  if (after === null || (typeof after === 'string' && isUuid(after))) return after
  throw requestErrors.invalid({
    fields: [{ path: 'cursor', code: 'malformed', message: 'This cursor was not given by us' }],
  })
}

/** `found` holds one more than the page, if there is more. */
export function pageOf<T extends { id: string }>(
  found: readonly T[],
  limit: number,
): { data: T[]; next: string | null } {
  const data = found.slice(0, limit)
  const last = found.length > limit ? data.at(-1) : undefined
  return { data, next: last ? encodeCursor([last.id]) : null }
}
