import { formatId } from '@tessera/kernel/ids'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { httpForTest, once } from '../../../people/testing/http.ts'
import { createPeople, makeApiKey, makeMember, signedIn } from '../../../people/testing/people.ts'
import { devicesRoutes } from '../devices.routes.ts'
import { doorRoutes } from '../door.routes.ts'
import { checkInListsRoutes, gatesRoutes } from '../lists.routes.ts'
import { scansRoutes } from '../scans.routes.ts'
import type { CheckInAtWork } from './check-in-at-work.ts'

export type DoorHttp = {
  app: FastifyInstance
  people: ReturnType<typeof createPeople>
  /** Sends JSON, with an idempotency key of its own. */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, headers: Headers, body?: object): Promise<Answer>
  key(
    organizerId: string,
    permissions: Parameters<typeof makeApiKey>[2]['permissions'],
    eventIds?: string[] | null,
  ): Promise<Headers>
  /** A manager: keys cannot add devices. */
  boss(organizerId: string, eventIds?: string[] | null): Promise<Headers>
  /** A device that has signed in with the code it was given. */
  device(organizerId: string, limits?: object): Promise<{ id: string; headers: Headers }>
}
type Headers = Record<string, string>
type Answer = Awaited<ReturnType<FastifyInstance['inject']>>

/** Check-in's operations on the real server, with the real gatekeeper in front. */
export async function doorHttp({ db, checkIn }: CheckInAtWork): Promise<DoorHttp> {
  const people = createPeople(db, { devices: checkIn.deviceTokens })
  const app = await httpForTest(db, people.gatekeeper)
  checkInListsRoutes(app, checkIn)
  gatesRoutes(app, checkIn)
  devicesRoutes(app, checkIn, async () => 'Grüne Bühne')
  doorRoutes(app, checkIn)
  scansRoutes(app, checkIn)
  await app.ready()
  const send: DoorHttp['send'] = (method, url, headers, body) => {
    const request: InjectOptions = { method, url, headers: { ...once(), ...headers } }
    return app.inject(body ? { ...request, payload: body } : request)
  }
  const key: DoorHttp['key'] = async (organizerId, permissions, eventIds = null) =>
    (await makeApiKey(db, organizerId, { permissions, eventIds })).headers
  const boss = async (organizerId: string, eventIds: string[] | null = null) =>
    signedIn(people, (await makeMember(db, people, organizerId, { role: 'manager', eventIds })).accountId)
  return {
    app,
    people,
    send,
    key,
    boss,
    device: async (organizerId, limits = {}) => {
      const headers = await boss(organizerId)
      const devices = `/v1/organizers/${formatId('org', organizerId)}/devices`
      const made = (await send('POST', devices, headers, { name: 'Tor 1', ...limits })).json()
      const signedIn = await send('POST', '/v1/check-in/devices/sign-in', {}, { code: made.code, platform: 'test' })
      return { id: made.id, headers: { authorization: `Bearer ${signedIn.json().token}` } }
    },
  }
}
