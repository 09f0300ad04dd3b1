import ipaddr from 'ipaddr.js'

/**
 * What counts as one caller: whoever has one IPv6 address has at least a whole /64, however its zeros are written. An
 * IPv4 address counts as itself, also where a socket for both shows it as a mapped one.
 */
export function networkOf(ip: string): string {
  if (!ipaddr.IPv6.isValid(ip)) return ip
  const address = ipaddr.IPv6.parse(ip)
  if (address.isIPv4MappedAddress()) return address.toIPv4Address().toString()
  return address.parts
    .slice(0, 4)
    .map(part => part.toString(16))
    .join(':')
}
