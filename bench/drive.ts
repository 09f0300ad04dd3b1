import { type Figures, load, type Shot } from './load.ts'
import { hasWrk, wrk } from './wrk.ts'

/** The same requests for either client: as a Lua scenario for wrk, as shots for Node. */
export type Traffic = { lua: string; shot(): Shot }

export type Pressure = { connections: number; seconds: number }

/** wrk where it is installed: a Node client takes half of the processor that the server is measured on. */
export const CLIENT = hasWrk() ? 'wrk' : 'node'

export const drive = (url: string, pressure: Pressure, traffic: Traffic): Promise<Figures> =>
  CLIENT === 'wrk' ? wrk(url, pressure, traffic.lua) : load(url, pressure, () => traffic.shot())

/** One request again and again; `{key}` in a header is another one each time. */
export function repeated(shot: Shot): Traffic {
  const headers = { ...(shot.body ? { 'content-type': 'application/json' } : {}), ...shot.headers }
  const table = Object.entries(headers).map(
    ([name, value]) => `["${name}"] = ${value === '{key}' ? 'token()' : quoted(value)}`,
  )
  const body = shot.body === undefined ? 'nil' : quoted(JSON.stringify(shot.body))
  return {
    lua: `function request() return wrk.format("${shot.method}", ${quoted(shot.path)}, { ${table.join(', ')} }, ${body}) end`,
    shot: () => ({
      ...shot,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value === '{key}' ? crypto.randomUUID() : value]),
      ),
    }),
  }
}

export const quoted = (text: string): string => `[==[${text}]==]`
