import type { PublicEvent } from '../api/listings.ts'

type Somewhere = Pick<PublicEvent, 'attendance_mode'> & {
  venue: Pick<NonNullable<PublicEvent['venue']>, 'name' | 'street' | 'postal_code' | 'city'> | null
}

/** "Speicher XI, Am Fleet 3, 20459 Hamburg" */
export function placeOf({ venue }: Somewhere): string {
  if (!venue) return ''
  const town = [venue.postal_code, venue.city].filter(Boolean).join(' ')
  return [venue.name, venue.street, town].filter(Boolean).join(', ')
}

/** The name that one looks for, and below it the address that one types. */
export function placeParts({ venue }: Somewhere): { place: string; address: string } {
  if (!venue) return { place: '', address: '' }
  const { name, street, postal_code, city } = venue
  const [place = '', ...address] = [name, street, [postal_code, city].filter(Boolean).join(' ')].flatMap(
    line => line || [],
  )
  return { place, address: address.join(', ') }
}

/** A link to a map, not a map: nothing is asked of others until somebody wants to go there. */
export function mapLink({ venue, attendance_mode }: Pick<PublicEvent, 'venue' | 'attendance_mode'>): string | null {
  if (!venue || attendance_mode === 'online') return null
  if (venue.latitude !== null && venue.longitude !== null) {
    const at = `${venue.latitude}/${venue.longitude}`
    return `https://www.openstreetmap.org/?mlat=${venue.latitude}&mlon=${venue.longitude}#map=17/${at}`
  }
  const words = placeOf({ venue, attendance_mode })
  return words ? `https://www.openstreetmap.org/search?query=${encodeURIComponent(words)}` : null
}
