type House = { country: string; currency: string; timezone: string }

const here = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

const CURRENCY: Record<string, string> = {
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HU: 'HUF',
  IN: 'INR',
  JP: 'JPY',
  LI: 'CHF',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  RO: 'RON',
  SE: 'SEK',
  TR: 'TRY',
  UA: 'UAH',
  US: 'USD',
  ZA: 'ZAR',
}
const ZONE: Record<string, string> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  CH: 'Europe/Zurich',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  IE: 'Europe/Dublin',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  NL: 'Europe/Amsterdam',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  SE: 'Europe/Stockholm',
}

/** By the clock first, which people rarely set wrong, then by the browser's region. */
export function likelyCountry(zone = here(), languages: readonly string[] = navigator.languages): string {
  const byClock = Object.entries(ZONE).find(([, known]) => known === zone)?.[0]
  if (byClock) return byClock
  for (const language of languages) {
    const region = new Intl.Locale(language).region
    if (region) return region
  }
  return 'DE'
}

/** What usually goes with a country; everything may still be changed. */
export function houseFor(country: string): House {
  return {
    country,
    currency: CURRENCY[country] ?? 'EUR',
    timezone: ZONE[country] ?? here(),
  }
}
