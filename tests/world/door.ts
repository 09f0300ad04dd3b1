import { randomUUID } from 'node:crypto'
import type { HttpClient } from './http-client.ts'
import type { Organiser } from './organizer.ts'
import type { World } from './world.ts'

export type ScanAnswer = {
  id: string
  result: 'accepted' | 'refused'
  reason: string
  ticket: { attendee_name: string | null } | null
  first_entry: { at: string; gate: unknown } | null
  at: string
}

export type ListAnswer = { id: string; name: string; version: number; counts?: { expected: number; entered: number } }

/** A phone at the door, signed in with the code that the console showed. */
export class Door {
  readonly client: HttpClient
  readonly deviceId: string
  readonly listId: string

  constructor(client: HttpClient, deviceId: string, listId: string) {
    this.client = client
    this.deviceId = deviceId
    this.listId = listId
  }

  scan(code: string, more: { nonce?: string; direction?: 'entry' | 'exit' } = {}): Promise<ScanAnswer> {
    return this.client.post<ScanAnswer>('/v1/check-in/scans', this.scanBody(code, more))
  }

  scanBody(code: string, { nonce = randomUUID(), direction = 'entry' }: { nonce?: string; direction?: string } = {}) {
    return { list_id: this.listId, code, direction, nonce, method: 'code' }
  }
}

export async function openDoor(world: World, boss: Organiser, eventPath: string): Promise<Door> {
  const listId = await listOf(boss, eventPath)
  const made = await boss.client.post<{ id: string; code: string }>(`${boss.path}/devices`, {
    name: 'Phone at the door',
  })
  const { token } = await world
    .client()
    .post<{ token: string }>('/v1/check-in/devices/sign-in', { code: made.code, platform: 'test' })
  return new Door(world.client({ authorization: `Bearer ${token}` }), made.id, listId)
}

/** The list that the event was given when it was published, or one made now that admits everybody. */
async function listOf(boss: Organiser, eventPath: string): Promise<string> {
  const { data } = await boss.client.get<{ data: ListAnswer[] }>(`${eventPath}/check-in-lists`)
  if (data[0]) return data[0].id
  const made = await boss.client.post<ListAnswer>(`${eventPath}/check-in-lists`, {
    name: 'Everybody',
    window: { kind: 'fixed', opens_at: null, closes_at: null },
  })
  return made.id
}
