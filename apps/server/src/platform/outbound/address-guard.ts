import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

export type GuardOptions = {
  /** Ranges (CIDR) that are reached although they are not public: an operator's own network, this machine in tests. */
  allowRanges?: readonly string[]
  /** Ranges that are public and must not be reached all the same. */
  denyRanges?: readonly string[]
  ports?: readonly number[]
  /** For tests: answers names instead of the system's resolver. */
  resolve?: typeof systemLookup
}

/** The address is none that a tenant may make us call. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress'
}

const WEB_PORTS = [80, 443]
/** Public by number, but answering only to machines of that cloud, with their credentials. */
const CLOUD_SERVICES = ['168.63.129.16/32']

export type AddressGuard = {
  /** Why that URL must not be called, judged by the URL alone; null when it may be tried. */
  urlProblem(url: URL): string | null
  allows(address: string): boolean
  lookup: LookupFunction
}

export function createAddressGuard(options: GuardOptions = {}): AddressGuard {
  const allowed = (options.allowRanges ?? []).map(range => ipaddr.parseCIDR(range))
  const denied = [...CLOUD_SERVICES, ...(options.denyRanges ?? [])].map(range => ipaddr.parseCIDR(range))
  const ports = options.ports ?? WEB_PORTS
  const resolve = options.resolve ?? systemLookup
  const allows = (text: string): boolean => {
    const address = parse(text)
    if (!address) return false
    if (denied.some(range => isIn(address, range))) return false
    return isPublic(address) || allowed.some(range => isIn(address, range))
  }
  return {
    allows,
    urlProblem(url) {
      if (url.protocol !== 'https:' && url.protocol !== 'http:') return `${url.protocol} is not the web`
      if (url.username !== '' || url.password !== '') return 'credentials in the address'
      const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
      if (!ports.includes(port)) return `port ${port}`
      // A number as host is connected to without asking any resolver, so it is judged here.
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (ipaddr.isValid(host) && !allows(host)) return 'not a public address'
      // These names mean this machine by definition (RFC 6761), whatever a resolver says of them.
      if (/(^|\.)localhost\.?$/.test(host) && !allows('127.0.0.1')) return 'this machine'
      return null
    },
    /** Runs when the connection is made: what is judged here is what is connected to, not an earlier answer. */
    lookup(hostname, lookupOptions, callback) {
      resolve(hostname, { ...lookupOptions, all: true }, (error, addresses) => {
        if (error) return callback(error, '', 0)
        const [first] = addresses
        // One forbidden address among good ones is no accident: nothing of that name is called.
        if (!first || !addresses.every(({ address }) => allows(address))) {
          return callback(new ForbiddenAddress(`${hostname} leads to an address that is not public`), '', 0)
        }
        if (lookupOptions.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      })
    },
  }
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

function parse(text: string): Address | null {
  try {
    // An IPv4 address in the dress of IPv6 (::ffff:127.0.0.1) is judged as what it is.
    return ipaddr.process(text)
  } catch {
    return null
  }
}

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  // Everything routed today begins with 001; the old ::127.0.0.1 and blocks not yet given out do not.
  return address.kind() === 'ipv4' || (address.toByteArray()[0] ?? 0) >> 5 === 1
}

function isIn(address: Address, range: [Address, number]): boolean {
  return address.kind() === range[0].kind() && address.match(range)
}
