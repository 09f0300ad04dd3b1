import { randomUUID } from 'node:crypto'
import { plainPicture } from '../world/picture.ts'
import { isOfEvent, type Target, type Verdict, verdictOn } from './expectation.ts'
import type { ApiDocument, Operation } from './operations.ts'
import type { Principal } from './principals.ts'
import { bodyOf, sampleOf } from './sample-body.ts'
import { nothingLike, type Tenancy, type Things } from './tenancies.ts'

export type Cell = { operation: Operation; principal: Principal; target: Target; verdict: Verdict }

/** Parts of a path that name no thing of anybody. */
const CONSTANTS: Things = { size: '640', picture: '640.svg', index: '0' }

/** What a path of this operation can name. */
export function targetsOf(
  { id, params, body, access, answersEach }: Operation,
  first: Tenancy,
  second: Tenancy,
): Target[] {
  const own = first.events[0]!.things
  const neighbour = first.events[1]!.things
  const foreign = second.events[0]!.things
  const nothing = nothingLike(own, first.boss.organizer.id)
  for (const { name } of params) {
    if (!(name in own) && !(name in CONSTANTS)) throw new Error(`the matrix cannot place {${name}} of ${id}`)
  }
  const named = params.map(({ name }) => name).filter(name => !(name in CONSTANTS) && name !== 'gateway')
  const atHome = named.includes('organizer')
  const ofEvents = named.filter(isOfEvent)
  const inner = named.filter(name => name !== 'organizer')
  const targets: Target[] = [{ name: 'own', things: own, exists: true }]
  if (named.length === 0 && !(access === 'device' && body && !answersEach)) return targets
  targets.push({ name: 'of another organizer', things: foreign, exists: true })
  if (ofEvents.length > 0) targets.push({ name: 'of another event', things: neighbour, exists: true })
  if (ofEvents.length > 1) {
    const [outer = ''] = ofEvents
    targets.push({ name: 'crossed events', things: { ...neighbour, [outer]: own[outer]! }, exists: false })
  }
  if (atHome && inner.length > 0) {
    targets.push({ name: 'smuggled', things: { ...foreign, organizer: own.organizer! }, exists: false })
  }
  const home = inner.length > 0 || !atHome ? own.organizer! : nothing.organizer!
  targets.push({ name: 'missing', things: { ...nothing, organizer: home }, exists: false })
  return targets
}

/**
 * Who asks for what. Whoever holds nothing gets the same answer wherever they knock, and keys differ in one permission
 * each, so of those a few cells tell all that there is to tell; members and devices knock at every door.
 */
export function cellsOf(operation: Operation, principals: Principal[], targets: Target[]): Cell[] {
  const everybodyAlike = operation.access === 'public' && operation.method !== 'GET'
  return principals.flatMap(principal => {
    if (everybodyAlike && principal.name !== 'anonymous') return []
    return targets
      .filter(target => tells(operation, principal, target))
      .map(target => ({ operation, principal, target, verdict: verdictOn(operation, principal, target) }))
  })
}

function tells({ access, permission }: Operation, { kind, holding, secrets }: Principal, target: Target): boolean {
  if (target.name === 'own') return true
  if (access === 'secret' || access === 'public') return kind !== 'api_key' && (holding === null || access === 'public')
  if (Object.keys(secrets).length > 0) return false
  if (kind !== 'api_key') return holding !== null || target.name === 'missing'
  return holding?.permissions.has(permission ?? '') === true
}

export type Request = { method: string; url: string; headers: Record<string, string>; payload?: string | Buffer }

/** A request that would do what the operation is for. */
export function whole(document: ApiDocument, cell: Cell, origin: string): Request {
  const { operation, target } = cell
  const body = operation.takesFile ? A_FILE : bodyOf(document, operation, target.things)
  const type = operation.takesFile ? 'multipart/form-data; boundary=edge' : 'application/json'
  const request = bare(document, cell, origin)
  return {
    ...request,
    headers: {
      ...request.headers,
      'idempotency-key': randomUUID(),
      'if-match': '"v1"',
      ...(body ? { 'content-type': type } : {}),
    },
    ...(body ? { payload: body } : {}),
  }
}

/** The same with something missing that is looked at only once the asker has been let in: it does nothing. */
export function broken(document: ApiDocument, cell: Cell, origin: string): Request {
  const request = bare(document, cell, origin)
  const body = cell.operation.body ? JSON.stringify({ there_is_no_such_field: true }) : undefined
  return {
    ...request,
    headers: { ...request.headers, 'if-match': '"v999999"', ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { payload: body } : {}),
  }
}

const PART = '--edge\r\ncontent-disposition: form-data; name='
const A_FILE = Buffer.concat([
  Buffer.from(`${PART}"alt"\r\n\r\n{"en":"A text"}\r\n`),
  Buffer.from(`${PART}"file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`),
  plainPicture(),
  Buffer.from('\r\n--edge--\r\n'),
])

function bare(document: ApiDocument, { operation, principal, target }: Cell, origin: string): Request {
  const { method, path, secretHeader, query } = operation
  const things = { ...CONSTANTS, ...target.things }
  const search = new URLSearchParams()
  for (const { name, schema } of query) search.set(name, String(sampleOf(document, schema, target.things)))
  const held = secretHeader ? principal.secrets[secretHeader]?.secret : undefined
  return {
    method,
    url:
      path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => things[name] ?? '') +
      (search.size > 0 ? `?${search.toString()}` : ''),
    headers: { ...principal.headers, origin, ...(secretHeader && held ? { [secretHeader]: held } : {}) },
  }
}
