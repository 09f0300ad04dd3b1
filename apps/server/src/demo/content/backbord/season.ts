import type { DemoDate, DemoEvent, DemoProduct, DemoVenue, RelativeTime } from '../shapes.ts'
import { vatReduced } from '../taxes.ts'

/** The house on the canal: the main stage and the small one upstairs. */
export const mainStage: DemoVenue = {
  name: 'Haus Backbord, Große Bühne',
  street: 'Fleetmauer 9',
  postalCode: '20459',
  city: 'Hamburg',
  region: 'HH',
  country: 'DE',
  latitude: 53.5468,
  longitude: 9.9831,
}

export const smallStage: DemoVenue = { ...mainStage, name: 'Haus Backbord, Kajüte' }

/** An evening of the season: doors 45 minutes before, the end as long after as the play takes. */
export function evening(key: string, starts: RelativeTime, ends: string, label?: DemoDate['label']): DemoDate {
  const [hours = 0, minutes = 0] = starts.time.split(':').map(Number)
  const doors = hours * 60 + minutes - 45
  const time = `${padded(Math.floor(doors / 60))}:${padded(doors % 60)}`
  return { key, doors: { ...starts, time }, starts, ends: { ...starts, time: ends }, ...(label ? { label } : {}) }
}

function padded(number: number): string {
  return String(number).padStart(2, '0')
}

const reduced = { en: 'Reduced', de: 'Ermäßigt' }
const regular = { en: 'Regular', de: 'Normal' }

/** Price categories of the main stage, each with a regular and a reduced price, and the seats that each has. */
export const categories = [
  { key: 'cat-1', name: { en: 'Category 1: stalls, front', de: 'Kategorie 1: Parkett vorn' }, share: 72 },
  { key: 'cat-2', name: { en: 'Category 2: stalls, back', de: 'Kategorie 2: Parkett hinten' }, share: 96 },
  { key: 'cat-3', name: { en: 'Category 3: gallery', de: 'Kategorie 3: Galerie' }, share: 48 },
] as const

type PriceList = readonly (readonly [regularMinor: bigint, reducedMinor: bigint])[]

export function categoryProducts(dates: readonly string[], prices: PriceList): DemoProduct[] {
  return categories.map(({ key, name }, number): DemoProduct => {
    const [regularMinor, reducedMinor] = prices[number] ?? [0n, 0n]
    return {
      key,
      kind: 'admission',
      name,
      priceMinor: regularMinor,
      tax: vatReduced,
      dates,
      maxPerOrder: 8,
      variants: [
        { key: 'regular', name: regular },
        { key: 'reduced', name: reduced, priceMinor: reducedMinor },
      ],
    }
  })
}

/** Every category has its own seats on every evening. */
export function categoryPools(dates: readonly DemoDate[]): DemoEvent['pools'] {
  return dates.flatMap((date, number) =>
    categories.map(({ key, share }) => ({
      key: `${date.key}-${key}`,
      name: `Vorstellung ${number + 1}, Kat. ${key.at(-1)}`,
      capacity: share,
      draws: [{ product: key, date: date.key }],
    })),
  )
}

export function admissionLists(dates: readonly DemoDate[]): DemoEvent['checkInLists'] {
  return dates.map((date, number) => ({
    key: `door-${date.key}`,
    name: dates.length === 1 ? 'Einlass' : `Einlass, Vorstellung ${number + 1}`,
    dates: [date.key],
    opensMinutesBefore: 60,
    closesMinutesAfter: 0,
    reentry: 'after_exit' as const,
  }))
}
