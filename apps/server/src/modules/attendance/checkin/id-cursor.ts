import { decodeCursor, encodeCursor } from '../../../platform/http/wire.ts'

/** Pages in order of id: ids ascend with time, so one key says where a page ends. */
export const afterOf = (cursor: string | undefined): string | null => decodeCursor(cursor, ['uuid'])?.[0] ?? null

/** `found` holds one more than the page, if there is more. */
export function pageOf<T extends { id: string }>(
  found: readonly T[],
  limit: number,
): { data: T[]; next: string | null } {
  const data = found.slice(0, limit)
  const last = found.length > limit ? data.at(-1) : undefined
  return { data, next: last ? encodeCursor([last.id]) : null }
}
