import type { DemoVenue } from '../shapes.ts'

export const workshopHall: DemoVenue = {
  name: 'Lakeshift Workshop',
  street: '88 Tannery Row',
  postalCode: 'M4M 1G9',
  city: 'Toronto',
  region: 'ON',
  country: 'CA',
  latitude: 43.6593,
  longitude: -79.3401,
}
